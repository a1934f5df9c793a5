import type { CopyLine, Remedy } from '../diagnosis/remedy.ts';

/** They act on a context of the user's own kubeconfig, or take its current one where they are told none. */
const ofOwnContexts: ReadonlySet<string> = new Set<Remedy['kind']>([
  'convert',
  'useVscodeSignIn',
  'verifyContext',
  'switchContext',
  'refreshToken',
  'explainForbidden',
]);
const changing: ReadonlySet<string> = new Set<Remedy['kind']>(['convert', 'useVscodeSignIn', 'getCredentials']);

/** Whether the user's own kubeconfig will be another one by then, which a terminal's copy of it is not. */
export function changesKubeconfig(remedies: readonly (Remedy | CopyLine)[]): boolean {
  return remedies.some(
    (remedy) => changing.has(remedy.kind) || (remedy.kind === 'onCluster' && remedy.command === 'getCredentials'),
  );
}

/**
 * What helps after a command of a terminal.
 *
 * @param isOwn whether the context that it used is one that our commands know
 */
export function offeredRemedies(remedies: readonly (Remedy | CopyLine)[], isOwn: boolean): (Remedy | CopyLine)[] {
  return remedies.filter((remedy) =>
    isOwn
      ? // Of which context it was said is not known: an explanation would be another one's.
        !(remedy.kind === 'explainForbidden' && remedy.contextName === undefined)
      : !ofOwnContexts.has(remedy.kind),
  );
}
