import type { CheckRemedy, CheckRow } from '../../core/checks/checkRow.ts';

/** One row of the view of checks. */
export type CheckNode =
  | { readonly kind: 'check'; readonly id: string; readonly row: CheckRow }
  | { readonly kind: 'detail'; readonly id: string; readonly row: CheckRow; readonly text: string }
  | { readonly kind: 'remedy'; readonly id: string; readonly row: CheckRow; readonly remedy: CheckRemedy };

/** The tree's element: a class of its own, so that a command can tell our rows from anything else it is given. */
export class CheckElement {
  readonly node: CheckNode;

  constructor(node: CheckNode) {
    this.node = node;
  }
}

/** The rows of a list, with ids that are unique in the whole view: VS Code mixes up rows of one id. */
export function checkNodes(rows: readonly CheckRow[], parent = ''): CheckNode[] {
  return rows.map((row) => ({ kind: 'check', id: `${parent}/${row.id}`, row }));
}

/** What helps comes before what explains: a row that is opened shows it first. */
export function nodesBelow(node: CheckNode): CheckNode[] {
  if (node.kind !== 'check') {
    return [];
  }
  const { id, row } = node;
  const { remedies = [], details = [], rows = [] } = row;
  return [
    ...remedies.map((remedy, index): CheckNode => ({ kind: 'remedy', id: `${id}#remedy${index}`, row, remedy })),
    ...details.map((text, index): CheckNode => ({ kind: 'detail', id: `${id}#detail${index}`, row, text })),
    ...checkNodes(rows, id),
  ];
}

/** Whether a row is open from the start: one that asks for something. */
export function isOpen({ state }: CheckRow): boolean {
  return state === 'error' || state === 'warning';
}

/** A check that a command was asked for; undefined for whatever else it is handed. */
export function checkFrom(argument: unknown): CheckNode | undefined {
  return argument instanceof CheckElement ? argument.node : undefined;
}
