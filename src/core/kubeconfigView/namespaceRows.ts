import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';
import { explainNamespace } from './explainName.ts';

/** A namespace as a row of a picker. */
export interface NamespaceRow {
  readonly label: string;
  readonly description: string;
  /** What the context is to set, empty for none; undefined: the row cannot be chosen. */
  readonly namespace: string | undefined;
}

/**
 * What can be chosen: what somebody types, unless it is among the others; none; and those that are known.
 *
 * @param known of other contexts, and of the cluster once it has told them
 */
export function namespaceRows(typed: string, present: string, known: readonly string[]): NamespaceRow[] {
  const names = [...new Set(known)].filter((name) => name !== '' && name !== 'default');
  const others: NamespaceRow[] = [
    {
      label: 'default',
      description: present === '' ? l10n`as it is: the context sets none` : l10n`the context sets none`,
      namespace: '',
    },
    ...names.toSorted().map((name) => ({
      label: printable(name),
      description: name === present ? l10n`as it is` : '',
      namespace: name,
    })),
  ];
  if (typed === '' || typed === 'default' || names.includes(typed)) {
    return others;
  }
  const problem = explainNamespace(typed);
  const own: NamespaceRow = {
    label: printable(typed),
    description: problem ?? l10n`as typed`,
    namespace: problem === undefined ? typed : undefined,
  };
  return [own, ...others];
}
