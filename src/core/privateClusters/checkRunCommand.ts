import { mayDo } from '../access/permissions.ts';
import { AksEntraError } from '../aksEntraError.ts';
import type { Cluster } from '../clusters/cluster.ts';
import { signInNameWord } from '../clusterWrites/shellWord.ts';
import type { Account } from '../entra/signIn.ts';
import { l10n } from '../l10n.ts';
import { quotedName } from '../quotedNames.ts';
import { idWord, startLine, targetOptions } from './reachLines.ts';

const clusters = 'Microsoft.ContainerService/managedClusters';
const runAction = `${clusters}/runcommand/action`;
const readAction = `${clusters}/commandResults/read`;

/** The role with the first action gives out the admin credential too, and lacks the second. */
const roleThatRuns = 'Azure Kubernetes Service Cluster Admin Role';
const roleThatReads = 'Reader';

/**
 * What keeps an account from running a command in a cluster, before it is asked for one: nothing is sent then.
 *
 * @param cluster as it is now
 * @param permissions the entries of ARM’s `permissions` answer; undefined where they could not be read: Azure decides
 * @param account whose they are; its name stands in the line that gives the role
 * @throws AksEntraError clusterStopped, commandRefused, missingRole
 */
export function assertMayRun(cluster: Cluster, permissions: readonly unknown[] | undefined, account: Account): void {
  const { name } = cluster;
  if (cluster.power === 'Stopped') {
    throw new AksEntraError('clusterStopped', l10n`${name} is stopped, and a command runs inside it. Start it first.`, {
      azLine: startLine(cluster),
    });
  }
  if (cluster.isRunCommandOff === true) {
    throw new AksEntraError(
      'commandRefused',
      l10n`Run command is turned off on ${name} (disableRunCommand), by the people who look after it. Anyone who may change the cluster can turn it on again.`,
      { azLine: `az aks update ${targetOptions(cluster)} --enable-run-command` },
    );
  }
  if (permissions === undefined) {
    return;
  }
  const mayRead = mayDo(permissions, readAction);
  if (!mayDo(permissions, runAction)) {
    const [runs, reads] = [quotedName(roleThatRuns), quotedName(roleThatReads)];
    const roles = mayRead ? [roleThatRuns] : [roleThatRuns, roleThatReads];
    throw new AksEntraError(
      'missingRole',
      mayRead
        ? l10n`Your account may not run commands in ${name}: it lacks ${runAction}. Of Azure’s own roles, ${runs} has it, and hands out the admin credential too; a custom role with that action and ${readAction} is the smallest one.`
        : l10n`Your account may not run commands in ${name}: it lacks ${runAction} and ${readAction}. Of Azure’s own roles, ${runs} has the first, and hands out the admin credential too, and ${reads} has the second; a custom role with both is the smallest one.`,
      { clusterId: cluster.id, accountId: account.id, ...linesThatGive(roles, cluster, account.label) },
    );
  }
  if (!mayRead) {
    throw new AksEntraError(
      'missingRole',
      l10n`Your account may run commands in ${name}, but not read their results: it lacks ${readAction}, which the role ${quotedName(roleThatReads)} has. Nothing was run.`,
      { clusterId: cluster.id, accountId: account.id, ...linesThatGive([roleThatReads], cluster, account.label) },
    );
  }
}

/** Nothing where the name cannot stand in a line for every shell. */
function linesThatGive(roles: readonly string[], { id }: Cluster, signInName: string): { readonly azLine?: string } {
  const who = signInNameWord(signInName);
  if (who === undefined) {
    return {};
  }
  const lines = roles.map((role) =>
    [`az role assignment create --assignee ${who}`, `--role "${role}" --scope ${idWord(id)}`].join(' '),
  );
  return { azLine: lines.join('\n') };
}
