import { l10n } from '../l10n.ts';
import { freeTextWord } from '../clusterWrites/shellWord.ts';
import { quotedName } from '../quotedNames.ts';
import { nicknameOf } from './groupCreation.ts';

/**
 * How a group comes to be where VS Code may not make one: az has permissions of its own, and an administrator has them too.
 *
 * @param objectId whose group it is to be; undefined where that is not known
 */
export function groupLines(name: string, objectId: string | undefined): { readonly az: string; readonly text: string } {
  const nickname = nicknameOf(name);
  const nameWord = freeTextWord(name);
  const groupWord = nameWord ?? nickname;
  const az = [
    `az ad group create --display-name ${groupWord} --mail-nickname ${nickname}`,
    `az ad group member add --group ${groupWord} --member-id ${objectId ?? 'OBJECT_ID'}`,
  ].join('\n');
  const otherName = l10n`The lines call it ${quotedName(nickname)}: shells read one of the characters in the name that you typed in different ways. It can be renamed once it is there.`;
  const text = [
    `# ${l10n`Create the group ${quotedName(name)}`}`,
    '',
    l10n`VS Code may not make groups in this directory with your sign-in. The Azure CLI signs in with permissions of its own; these lines make a security group with you in it:`,
    '',
    '```sh',
    az,
    '```',
    '',
    ...(nameWord === undefined ? [otherName, ''] : []),
    l10n`Where that is refused too, ask an administrator of the directory for a security group with you as a member: it needs the role Groups Administrator, or the right to create groups for everybody. Then look for the group by its name, or paste its object id.`,
    '',
  ].join('\n');
  return { az, text };
}
