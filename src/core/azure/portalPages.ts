import type { Cloud } from './clouds.ts';

/** The portal page of one resource, in the tenant that it belongs to. */
export function portalUrl(cloud: Cloud, tenantId: string, resourceId: string): string {
  return `${cloud.portal}/#@${encodeURIComponent(tenantId)}/resource${resourceId}`;
}

/**
 * The portal’s page on which people activate what Privileged Identity Management lets them: roles of Azure resources, or
 * memberships in groups. Only this form, which names no tenant, was seen to be in use.
 */
export function activationUrl(cloud: Cloud, what: 'roles' | 'groups'): string {
  const page = what === 'roles' ? 'azurerbac' : 'aadgroup';
  return `${cloud.portal}/#view/Microsoft_Azure_PIMCommon/ActivationMenuBlade/~/${page}`;
}
