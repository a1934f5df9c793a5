import { readProperty, readStrings } from '../azure/readProperty.ts';

const clusters = 'Microsoft.ContainerService/managedClusters';
const writeAction = `${clusters}/write`;
const assignAction = 'Microsoft.Authorization/roleAssignments/write';
const userCredentialAction = `${clusters}/listClusterUserCredential/action`;
const adminCredentialAction = `${clusters}/listClusterAdminCredential/action`;
/** What the role AKS RBAC Admin has and Writer lacks is among them; namespaces and quotas, which Admin lacks, are not. */
const dataActionsOfAdmins = [
  `${clusters}/secrets/read`,
  `${clusters}/apps/deployments/write`,
  `${clusters}/rbac.authorization.k8s.io/clusterrolebindings/write`,
];

/**
 * Whether an account may change a cluster, from the entries of ARM’s `permissions` answer: one for each role that it
 * has there, by whatever group or scope. What a role excludes, another one may allow. Deny assignments, locks and
 * policies are not in the answer.
 */
export function mayUpdate(entries: readonly unknown[]): boolean {
  return mayDo(entries, writeAction);
}

/** Whether an account may fetch the credential with which it signs in itself. */
export function mayFetchUserCredential(entries: readonly unknown[]): boolean {
  return mayDo(entries, userCredentialAction);
}

/** Whether an account may fetch the credential of the local admin account, which opens a cluster past Entra. */
export function mayFetchAdminCredential(entries: readonly unknown[]): boolean {
  return mayDo(entries, adminCredentialAction);
}

/** Whether an account may give roles to others, and to itself. */
export function mayAssignRoles(entries: readonly unknown[]): boolean {
  return mayDo(entries, assignAction);
}

/**
 * Whether an account’s Azure roles let it do inside a cluster what an administrator has to: see and change things, and
 * give others access. Such a role counts where the cluster has Entra ID authorization (Azure RBAC).
 */
export function mayAdministerInside(entries: readonly unknown[]): boolean {
  return dataActionsOfAdmins.every((action) => mayDoInside(entries, action));
}

/** Whether an account’s Azure roles let it see at least something inside a cluster. */
export function mayReadInside(entries: readonly unknown[]): boolean {
  return mayDoInside(entries, `${clusters}/pods/read`);
}

/** Whether an account may do something in Azure’s control plane, from the same entries. */
export function mayDo(entries: readonly unknown[], action: string): boolean {
  return entries.some((entry) => gives(entry, action, 'actions', 'notActions'));
}

/**
 * Whether an account’s Azure roles let it do something inside a cluster, by its data action. What hangs on a condition is
 * not counted: nobody here knows when it holds.
 */
export function mayDoInside(entries: readonly unknown[], action: string): boolean {
  return entries.some(
    (entry) => (readProperty(entry, 'condition') ?? '') === '' && gives(entry, action, 'dataActions', 'notDataActions'),
  );
}

function gives(entry: unknown, action: string, given: string, taken: string): boolean {
  const covers = (pattern: string): boolean => matchesPattern(pattern.toLowerCase(), action.toLowerCase());
  return readStrings(entry, given).some(covers) && !readStrings(entry, taken).some(covers);
}

/** `*` stands for any text, slashes and nothing included. Goes back to the last star only, so it is never slow. */
function matchesPattern(pattern: string, text: string): boolean {
  let inPattern = 0;
  let inText = 0;
  let star = -1;
  let afterStar = 0;
  while (inText < text.length) {
    if (pattern[inPattern] === '*') {
      star = inPattern;
      afterStar = inText;
      inPattern += 1;
    } else if (pattern[inPattern] === text[inText]) {
      inPattern += 1;
      inText += 1;
    } else if (star >= 0) {
      afterStar += 1;
      inPattern = star + 1;
      inText = afterStar;
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(inPattern));
}
