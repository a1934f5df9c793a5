import { cancellation } from '../../core/cancellation.ts';
import type { ForeignCredential } from '../../core/kubeconfig/foreignKubeconfig.ts';
import { l10n } from '../../core/l10n.ts';
import { withTilde } from '../../ui/rows/withTilde.ts';
import { isAccepted } from '../../ui/isAccepted.ts';
import { decide } from '../decisions/decide.ts';
import { foreignWarning } from './foreignWarning.ts';

/**
 * Says what there is to say about credentials from outside before they are merged. Those that are not trusted are
 * shown, with their secrets hidden, and are accepted or discarded there.
 *
 * @throws an AbortError when the person declines
 */
export async function confirmForeign(file: string, credentials: readonly ForeignCredential[]): Promise<void> {
  const warning = foreignWarning(withTilde(file), credentials);
  if (warning !== undefined && !(await isTaken(file, warning))) {
    throw cancellation();
  }
}

async function isTaken(file: string, warning: NonNullable<ReturnType<typeof foreignWarning>>): Promise<boolean> {
  if (warning.kind === 'cautions') {
    const { message, detail } = warning;
    return isAccepted({ message, detail, accept: l10n`Import`, goBack: l10n`Do Not Import` });
  }
  const answer = await decide({
    kind: 'foreign',
    title: l10n`Not trusted`,
    question: warning.question,
    notes: [],
    documents: [{ path: file, after: warning.document }],
  });
  return answer === 'accept';
}
