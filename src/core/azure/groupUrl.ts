import type { Cloud } from './clouds.ts';

/** The page of a directory group, in the tenant that has it. A cloud without a portal of Entra’s has it in Azure’s. */
export function groupUrl(
  { entraPortal, portal }: Pick<Cloud, 'entraPortal' | 'portal'>,
  tenantId: string,
  groupObjectId: string,
): string {
  const page = `Microsoft_AAD_IAM/GroupDetailsMenuBlade/~/Overview/groupId/${encodeURIComponent(groupObjectId)}`;
  return `${entraPortal ?? portal}/#@${encodeURIComponent(tenantId)}/view/${page}`;
}
