import { AksEntraError } from '../aksEntraError.ts';
import { type Cluster, signInTenant } from '../clusters/cluster.ts';
import type { CallOptions } from '../clusters/clusterPorts.ts';
import type { SeenCluster } from '../clusters/seenCluster.ts';
import { isObjectId } from '../directory/objectId.ts';
import type { PeopleSearch, Principal } from '../directory/people.ts';
import { l10n } from '../l10n.ts';
import type { AccessPorts, AssignedRole, ConnectedCluster, ExistingBinding } from './accessPorts.ts';
import { clusterScope, isAtOrAbove } from './clusterScope.ts';
import type { BindingSubject } from './grantPlan.ts';

/** Access that somebody has. */
export type ExistingGrant = {
  /** What one row of it is known by. */
  readonly id: string;
  /** Whose it is, as far as the directory tells. */
  readonly who: Named;
} & (
  | { readonly kind: 'assignment'; readonly assignment: AssignedRole; readonly isInherited: boolean }
  | { readonly kind: 'binding'; readonly binding: ExistingBinding; readonly subject: BindingSubject }
);

interface Named {
  /** ARM’s or Kubernetes’ word: Group, User, ServicePrincipal, … */
  readonly kind: string;
  /** The object id, or the sign-in name by which a cluster knows somebody. */
  readonly id: string;
  readonly name?: string;
}

/** Who has access to a cluster. What could not be read is told beside the rest: not readable is not none. */
export interface GrantListing {
  readonly grants: readonly ExistingGrant[];
  readonly failures: readonly GrantFailure[];
  /** How many assignments there are of roles that are not known here: they may give access too. Absent: none. */
  readonly others?: number;
}

export interface GrantFailure {
  readonly part: 'assignments' | 'cluster' | 'rolebindings' | 'clusterrolebindings';
  readonly error: AksEntraError;
}

interface ListPorts extends AccessPorts {
  readonly people: PeopleSearch;
}

/** AKS makes and keeps them by the admin groups of the cluster, which stand in a row of their own. */
const adminBindings = new Set(['aks-cluster-admin-binding', 'aks-cluster-admin-binding-aad']);

/**
 * Who has access to a cluster: by role assignments at it, its namespaces and above, and by role bindings inside it.
 *
 * @throws an AbortError on cancel, and nothing else
 */
export async function listGrants(ports: ListPorts, seen: SeenCluster, options: CallOptions): Promise<GrantListing> {
  const isStopped = seen.cluster.power === 'Stopped';
  const [assigned, inCluster] = await Promise.all([
    part('assignments', async () => {
      const { roles, others } = await ports.roleAssignments.assigned(seen, options);
      return { grants: fromAssignments(seen, roles), others };
    }),
    isStopped ? [stoppedPart(seen)] : inClusterParts(ports, seen, options),
  ]);
  const parts = [...inCluster, assigned];
  // What can be revoked from here comes first.
  const grants = parts.flatMap(({ grants }) => grants).toSorted((a, b) => isInherited(a) - isInherited(b));
  return {
    grants: await named(ports.people, seen, grants, options.signal),
    failures: parts.flatMap(({ failure }) => failure ?? []),
    ...(assigned.others === undefined ? {} : { others: assigned.others }),
  };
}

function isInherited(grant: ExistingGrant): 0 | 1 {
  return grant.kind === 'assignment' && grant.isInherited ? 1 : 0;
}

interface Part extends Pick<GrantListing, 'grants' | 'others'> {
  readonly failure?: GrantFailure;
}

async function inClusterParts(ports: ListPorts, seen: SeenCluster, options: CallOptions): Promise<Part[]> {
  let cluster: ConnectedCluster;
  try {
    cluster = await ports.clusterConnections.connect(seen, options);
  } catch (error) {
    return [failed('cluster', error)];
  }
  const kinds = ['clusterrolebindings', 'rolebindings'] as const;
  const parts = await Promise.all(
    kinds.map((kind) =>
      part(kind, async () => ({ grants: (await cluster.bindings(kind)).flatMap((one) => fromBinding(seen, one)) })),
    ),
  );
  const [first] = parts;
  // Where nobody answers, one row says it.
  return parts.every(({ failure }) => failure?.error.code === 'clusterUnreachable') && first?.failure !== undefined
    ? [{ grants: [], failure: { part: 'cluster', error: first.failure.error } }]
    : parts;
}

async function part(name: GrantFailure['part'], read: () => Promise<Part>): Promise<Part> {
  try {
    return await read();
  } catch (error) {
    return failed(name, error);
  }
}

function failed(name: GrantFailure['part'], error: unknown): Part {
  if (!(error instanceof AksEntraError)) {
    throw error;
  }
  return { grants: [], failure: { part: name, error } };
}

function stoppedPart({ cluster }: SeenCluster): Part {
  const error = new AksEntraError(
    'clusterStopped',
    l10n`${cluster.name} is stopped: the bindings inside it can be listed only while it runs.`,
  );
  return { grants: [], failure: { part: 'cluster', error } };
}

function fromAssignments({ cluster }: SeenCluster, assigned: readonly AssignedRole[]): ExistingGrant[] {
  const ofCluster = clusterScope(cluster);
  return assigned.map((assignment) => ({
    kind: 'assignment',
    id: assignment.id.toLowerCase(),
    who: { kind: assignment.principalType, id: assignment.principalId },
    assignment,
    isInherited: !isAtOrAbove(ofCluster, assignment.scope),
  }));
}

function fromBinding({ cluster }: SeenCluster, binding: ExistingBinding): ExistingGrant[] {
  const shown = binding.subjects.filter(isOfEntra).filter((subject) => !isAdminGroup(cluster, binding, subject));
  return shown.map((subject) => ({
    kind: 'binding',
    id: [binding.namespace ?? '', binding.name, subject.kind, subject.name].join('/'),
    who: { kind: subject.kind, id: subject.name },
    binding,
    subject,
  }));
}

/** Anybody may call a binding like AKS’s own, or write somebody else into it: what is no admin group is shown. */
function isAdminGroup(
  { entra }: Cluster,
  { name, namespace, role }: ExistingBinding,
  subject: BindingSubject,
): boolean {
  const isOwn = namespace === undefined && adminBindings.has(name);
  return (
    isOwn &&
    role.kind === 'ClusterRole' &&
    role.name === 'cluster-admin' &&
    subject.kind === 'Group' &&
    entra.kind !== 'none' &&
    entra.adminGroupObjectIds.some((id) => id.toLowerCase() === subject.name.toLowerCase())
  );
}

/** Entra’s groups are object ids, and its people sign-in names or object ids; the cluster’s own names are neither. */
function isOfEntra(subject: ExistingBinding['subjects'][number]): subject is BindingSubject {
  const { kind, name } = subject;
  return (kind === 'Group' && isObjectId(name)) || (kind === 'User' && (isObjectId(name) || isSignInName(name)));
}

function isSignInName(name: string): boolean {
  return /^[^\s:@]+@[^\s:@]+$/.test(name);
}

async function named(
  people: PeopleSearch,
  { cluster, account }: SeenCluster,
  grants: readonly ExistingGrant[],
  signal: AbortSignal,
): Promise<ExistingGrant[]> {
  const ids = [...new Set(grants.map(({ who }) => who.id.toLowerCase()).filter(isObjectId))];
  const found = await people.byIds(account, signInTenant(cluster), ids, signal);
  // Bindings know people by their sign-in name: one person has one name in all rows.
  const bySignInName = new Map(
    [...found.values()].flatMap((one): [string, Principal][] =>
      one.signInName === undefined ? [] : [[one.signInName.toLowerCase(), one]],
    ),
  );
  return grants.map((grant) => {
    const id = grant.who.id.toLowerCase();
    const principal = found.get(id) ?? bySignInName.get(id);
    // A person’s subject with the id of a group opens nothing for that group.
    const name = principal?.kind === grant.who.kind ? nameOf(principal) : undefined;
    return name === undefined ? grant : { ...grant, who: { ...grant.who, name } };
  });
}

function nameOf(principal: Principal | undefined): string | undefined {
  return principal?.name ?? principal?.signInName;
}
