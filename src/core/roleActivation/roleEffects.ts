import type { Cluster } from '../clusters/cluster.ts';
import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';

interface RoleEffect {
  readonly gives: string;
  /** A role for what is in the cluster: it is looked at only where Azure decides about that. */
  readonly isDataPlane?: true;
  /** Whether it lets one fetch the cluster’s credential for people. */
  readonly letsFetch?: true;
}

/** Azure’s own roles, by GUID: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles */
const effects: Readonly<Record<string, RoleEffect>> = {
  '4abbcc35-e782-43d8-92c5-2d3f1bd2253f': {
    gives: l10n`Get the cluster’s credentials. What they let you do is decided elsewhere.`,
    letsFetch: true,
  },
  '0ab0b1a8-8aac-4efd-b8c2-3ee1fb270be8': {
    gives: l10n`Get the cluster’s admin certificate, which bypasses Entra, where local accounts are on.`,
  },
  'ed7f3fbd-7b88-4dd4-9017-9adb7ce333f8': { gives: l10n`Change the cluster in Azure. It brings no credential.` },
  'c9f76ca8-b262-4b10-8ed2-09cf0948aa35': { gives: l10n`Get the credentials of managed namespaces.` },
  '289d8817-ee69-43f1-a0af-43a45505b488': {
    gives: l10n`Change managed namespaces in Azure, and get their credentials.`,
  },
  'b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b': {
    gives: l10n`Everything in the cluster: nodes, secrets, all namespaces.`,
    isDataPlane: true,
  },
  '3498e952-d568-435e-9b2c-8d77e338d7f7': {
    gives: l10n`Everything in namespaces, role bindings too, but not quotas and the namespaces themselves.`,
    isDataPlane: true,
  },
  'a7ffa36f-339b-4b5c-8bdf-e2c188b2c0eb': {
    gives: l10n`Read and change most things in namespaces, secrets too; no roles and bindings.`,
    isDataPlane: true,
  },
  '7f6c6a51-bcf8-42ba-9220-52d62157d7db': {
    gives: l10n`Read most things in namespaces; no secrets, and no nodes.`,
    isDataPlane: true,
  },
  '8e3af657-a8ff-443c-a75c-2fe8c4bcb635': {
    gives: l10n`Everything in Azure, giving roles too; credentials included.`,
    letsFetch: true,
  },
  'b24988ac-6180-42a0-ab88-20f7382dd24c': {
    gives: l10n`Change everything in Azure but roles; credentials included.`,
    letsFetch: true,
  },
  'acdd72a7-3385-48ef-bd42-f606fba81ae7': { gives: l10n`See the cluster in Azure. It brings no credential.` },
  '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9': { gives: l10n`Give roles to anybody. It brings no credential by itself.` },
  'f58310d9-a9f6-439a-9e8d-f62e7b41a168': { gives: l10n`Give and take roles. It brings no credential by itself.` },
};

/** What a role gives on a cluster, in a sentence; of a role that is not Azure’s own nothing is known here. */
export function roleEffect(roleId: string, cluster: Pick<Cluster, 'name' | 'authorization'>): string {
  const effect = effectOf(roleId);
  if (effect === undefined) {
    return l10n`AKS Entra does not know this role: its page in the Azure portal says what it gives.`;
  }
  return effect.isDataPlane === true && cluster.authorization !== 'azureRbac'
    ? l10n`Nothing at present: ${printable(cluster.name)} does not use Entra ID authorization (Azure RBAC), so this role has no effect inside it.`
    : effect.gives;
}

/** Whether a role lets one get the cluster’s credentials, which are worth offering once it is active. */
export function letsFetchCredentials(roleId: string): boolean {
  return effectOf(roleId)?.letsFetch === true;
}

/** Whether Azure’s answer about what is in the cluster hangs on the role. */
export function isDataPlaneRole(roleId: string): boolean {
  return effectOf(roleId)?.isDataPlane === true;
}

function effectOf(roleId: string): RoleEffect | undefined {
  return Object.hasOwn(effects, roleId) ? effects[roleId] : undefined;
}
