import { readProperty } from '../../core/azure/readProperty.ts';
import type { PostureLink } from '../../core/posture/postureDocument.ts';
import type { CommandId } from '../../ui/commandIds.ts';

/** What somebody wants to mend. */
export type MendRequest = Extract<PostureLink['action'], { kind: 'mend' }>;

/**
 * Where a link leads: to a command of ours.
 *
 * @param report the number of the report that it stands in: VS Code decodes what a command is handed more than once
 * @param index its place among the links there
 */
export function linkTarget({ kind }: PostureLink['action'], report: number, index: number): string {
  switch (kind) {
    case 'checkAgain':
      return command('aksEntra.showPosture');
    case 'export':
      return command('aksEntra.exportPosture');
    case 'mend':
      return `${command('aksEntra.mendRisk')}?${encodeURIComponent(JSON.stringify([{ report, link: index }]))}`;
  }
}

/**
 * The request of a link: others can name a report and a place in it too, and get what stands there and nothing else.
 *
 * @param linksOf the links of a report; undefined where it is not open
 */
export function requestedMend(
  argument: unknown,
  linksOf: (report: number) => readonly PostureLink[] | undefined,
): MendRequest | undefined {
  const [report, index] = [readProperty(argument, 'report'), readProperty(argument, 'link')];
  const links = typeof report === 'number' ? linksOf(report) : undefined;
  const action = typeof index === 'number' ? links?.[index]?.action : undefined;
  return action?.kind === 'mend' ? action : undefined;
}

function command(id: CommandId): string {
  return `command:${id}`;
}
