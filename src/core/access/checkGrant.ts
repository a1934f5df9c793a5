import { AksEntraError } from '../aksEntraError.ts';
import { isCancellation } from '../cancellation.ts';
import type { CallOptions } from '../clusters/clusterPorts.ts';
import type { SeenCluster } from '../clusters/seenCluster.ts';
import { l10n } from '../l10n.ts';
import { messageOf } from '../messageOf.ts';
import { quotedName } from '../quotedNames.ts';
import { isAtOrAbove } from './clusterScope.ts';
import type { AccessPorts, AssignedRole, ConnectedCluster } from './accessPorts.ts';
import { isMissing, lookForNamespace, noNamespace } from './checkNamespace.ts';
import { freeBindingName } from './freeBindingName.ts';
import type { GrantStep, PlannedBinding } from './grantPlan.ts';
import { mayAssignRoles } from './permissions.ts';
import { azureRoles, covers } from './roles.ts';
import { saysTheSame } from './sameBinding.ts';

/** What was found out about a grant before anybody is asked. Nothing was written. */
export interface GrantCheck {
  /** What is left to do. */
  readonly steps: readonly GrantStep[];
  /** What is there already, as sentences. */
  readonly there: readonly string[];
  /** Why this account cannot do it, as sentences with who can. */
  readonly obstacles: readonly string[];
  /** What the cluster or Azure alone will decide. */
  readonly notes: readonly string[];
}

/**
 * Looks at what is there, and whether this account may give the rest: by ARM’s `permissions` and the API server’s own
 * answer about oneself.
 *
 * @throws an AbortError on cancel; nothing else: what cannot be found out is an obstacle or a note
 */
export async function checkGrant(
  ports: AccessPorts,
  seen: SeenCluster,
  steps: readonly GrantStep[],
  options: CallOptions,
): Promise<GrantCheck> {
  const assigned = await assignedTo(ports, seen, steps, options);
  const there = steps.flatMap((step) => {
    const found = step.kind === 'assignment' ? coveringAssignment(step, assigned) : undefined;
    return found === undefined ? [] : [{ step, text: thereText(found) }];
  });
  const left = steps.filter((step) => !there.some((one) => one.step === step));
  const results = await Promise.all(left.map((step) => checkStep(ports, seen, step, options)));
  return {
    steps: left.flatMap((step, index) => (results[index]?.there === undefined ? (results[index]?.step ?? step) : [])),
    there: [...there.map(({ text }) => text), ...results.flatMap((result) => result.there ?? [])],
    obstacles: [...new Set(results.flatMap(({ obstacle }) => obstacle ?? []))],
    notes: results.flatMap(({ note }) => note ?? []),
  };
}

interface StepCheck {
  /** What is done in its place: the same under a name that is free. */
  readonly step?: GrantStep;
  readonly there?: string;
  readonly obstacle?: string;
  readonly note?: string;
}

/** Who may not read assignments may still give some; what is there already then comes out when it is given. */
async function assignedTo(
  { roleAssignments }: AccessPorts,
  seen: SeenCluster,
  steps: readonly GrantStep[],
  options: CallOptions,
): Promise<readonly AssignedRole[]> {
  const [principal] = steps.flatMap((step) => (step.kind === 'assignment' ? [step.principal] : []));
  if (principal === undefined) {
    return [];
  }
  try {
    return (await roleAssignments.assigned(seen, options, principal.objectId)).roles;
  } catch (error) {
    if (!(error instanceof AksEntraError)) {
      throw error;
    }
    return [];
  }
}

function coveringAssignment(
  { role, scope }: Extract<GrantStep, { kind: 'assignment' }>,
  assigned: readonly AssignedRole[],
): AssignedRole | undefined {
  return assigned.find((one) => !one.hasCondition && covers(one.role, role) && isAtOrAbove(one.scope, scope));
}

function thereText({ role, scope }: AssignedRole): string {
  return l10n`The role ${quotedName(azureRoles[role].name)} is there already, at ${quotedName(scope)}.`;
}

async function checkStep(
  ports: AccessPorts,
  seen: SeenCluster,
  step: GrantStep,
  options: CallOptions,
): Promise<StepCheck> {
  try {
    if (step.kind === 'assignment') {
      return mayAssignRoles(await ports.roleAssignments.permissions(seen, options, step.scope))
        ? await lookForNamespace(ports, seen, step.scope, options)
        : { obstacle: mayNotAssign(seen) };
    }
    return await checkBinding(await ports.clusterConnections.connect(seen, options), step);
  } catch (error) {
    if (isCancellation(error)) {
      throw error;
    }
    return { obstacle: messageOf(error) };
  }
}

async function checkBinding(
  cluster: ConnectedCluster,
  { binding }: Extract<GrantStep, { kind: 'binding' }>,
): Promise<StepCheck> {
  const { namespace, clusterRole, subject } = binding;
  const inNamespace = namespace === undefined ? {} : { namespace };
  const resource = namespace === undefined ? 'clusterrolebindings' : 'rolebindings';
  if (!(await cluster.may({ verb: 'create', resource, ...inNamespace }))) {
    return {
      obstacle:
        namespace === undefined
          ? l10n`The cluster does not let you give access to all of it. A cluster admin can, such as a member of its admin groups.`
          : l10n`The cluster does not let you give access in the namespace ${quotedName(namespace)}. Its admin or a cluster admin can, such as a member of the cluster’s admin groups.`,
    };
  }
  if (namespace !== undefined && (await isMissing(cluster, namespace))) {
    return { obstacle: noNamespace(namespace) };
  }
  const same = await sameBinding(cluster, binding);
  if (same !== undefined) {
    return {
      there: l10n`The binding ${quotedName(same)} says it already: ${quotedName(subject.name)} has ${clusterRole} there.`,
    };
  }
  const name = await freeBindingName(cluster, binding);
  if (name === undefined) {
    return {
      obstacle: l10n`There is no free name for the binding: ${quotedName(binding.name)} is taken, and so are those with a number behind it. Look at these bindings in the cluster.`,
    };
  }
  const step: GrantStep = { kind: 'binding', binding: { ...binding, name } };
  const [mayBind, hasAll] = await Promise.all([
    cluster.may({ verb: 'bind', resource: 'clusterroles', name: clusterRole, ...inNamespace }),
    cluster.may({ verb: '*', resource: '*', ...inNamespace }),
  ]);
  return mayBind || hasAll
    ? { step }
    : {
        step,
        note: l10n`The cluster lets you give only what you may do there yourself; whether that includes all of ${clusterRole} shows only when you give it.`,
      };
}

/** The name of a binding of the same role to the same one, in the same place; who may not look finds none. */
async function sameBinding(cluster: ConnectedCluster, planned: PlannedBinding): Promise<string | undefined> {
  const { namespace } = planned;
  try {
    const bindings = await cluster.bindings(
      namespace === undefined ? 'clusterrolebindings' : 'rolebindings',
      namespace,
    );
    return bindings.find((one) => one.namespace === namespace && saysTheSame(one, planned))?.name;
  } catch (error) {
    if (isCancellation(error)) {
      throw error;
    }
    return undefined;
  }
}

function mayNotAssign({ account, cluster }: SeenCluster): string {
  return l10n`${quotedName(account.label)} may not assign roles on ${quotedName(cluster.name)}. An Owner, User Access Administrator or Role Based Access Control Administrator of the cluster or above it can.`;
}
