import type { CheckRemedy, CheckRow } from '../checks/checkRow.ts';
import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';
import type { AccessQuestion } from './verifyPorts.ts';

/** What people ask first, in the order of `permissionsRow`. */
export function permissionQuestions(namespace: string): AccessQuestion[] {
  return [
    { verb: 'get', resource: 'pods', namespace },
    { verb: 'list', resource: 'pods', namespace },
    { verb: 'get', resource: 'secrets', namespace },
    { verb: 'create', resource: 'deployments', group: 'apps', namespace },
    { verb: 'list', resource: 'nodes' },
    { verb: '*', resource: '*', group: '*' },
  ];
}

/**
 * @param answers of the questions, in their order
 * @param whyNot what tells why, where nothing is allowed
 */
export function permissionsRow(
  namespace: string,
  answers: readonly boolean[],
  whyNot: readonly CheckRemedy[] = [],
): Omit<CheckRow, 'id' | 'title'> {
  const name = printable(namespace);
  const texts = [
    l10n`Get pods in ${name}`,
    l10n`List pods in ${name}`,
    l10n`Get secrets in ${name}`,
    l10n`Create deployments in ${name}`,
    l10n`List nodes`,
    l10n`Everything, everywhere`,
  ];
  const rows = texts.map((title, index): CheckRow => {
    const isAllowed = answers[index] === true;
    return { id: `may${index}`, title, state: isAllowed ? 'ok' : 'note', summary: isAllowed ? l10n`yes` : l10n`no` };
  });
  const count = answers.filter(Boolean).length;
  if (answers.at(-1) === true) {
    return { state: 'ok', summary: l10n`everything`, rows };
  }
  return count === 0
    ? {
        state: 'warning',
        summary: l10n`nothing of this`,
        details: [
          l10n`The cluster knows you, but no role lets you do any of this in ${name}. You may have rights in another namespace.`,
        ],
        remedies: whyNot,
        rows,
      }
    : { state: 'ok', summary: l10n`${count} of ${answers.length}`, rows };
}
