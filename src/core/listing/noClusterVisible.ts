import type { Account } from '../entra/signIn.ts';
import { l10n } from '../l10n.ts';

/** What is said where nothing failed and nothing is there, with the roles of which any would show something. */
export function noClusterVisible(accounts: readonly Account[]): string {
  const who = accounts.map(({ label }) => label).join(l10n` and `);
  return l10n`No AKS cluster is visible to ${who}. Use another account, or ask for a role: Reader on a subscription, resource group or cluster, Azure Kubernetes Service Cluster User Role on a cluster, or Azure Kubernetes Service Namespace User on a managed namespace.`;
}
