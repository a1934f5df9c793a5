import type { ExistingBinding } from './accessPorts.ts';
import type { PlannedBinding } from './grantPlan.ts';

/** Whether a binding gives what is planned, to the same one: in its place it may have any name, and name others too. */
export function saysTheSame({ role, subjects }: ExistingBinding, { clusterRole, subject }: PlannedBinding): boolean {
  return (
    role.kind === 'ClusterRole' &&
    role.name === clusterRole &&
    subjects.some(({ kind, name }) => kind === subject.kind && name === subject.name)
  );
}
