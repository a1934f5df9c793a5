import { type GrantPlace, levelsAt } from '../../core/access/grantPlan.ts';
import { levelMeaning, placeText } from '../../core/access/grantTexts.ts';
import { type AccessLevel, azureRoles, rbacRole } from '../../core/access/roles.ts';
import type { Cluster } from '../../core/clusters/cluster.ts';
import { l10n } from '../../core/l10n.ts';
import { type back, pickOrBack } from '../../ui/quickPickStep.ts';

/** How much access; the least comes first. @throws an AbortError when the user closes the picker */
export async function pickLevel(
  cluster: Cluster,
  where: GrantPlace,
  title: string,
): Promise<AccessLevel | typeof back> {
  const isAzure = cluster.authorization === 'azureRbac';
  return pickOrBack<AccessLevel>({
    title,
    placeholder: l10n`What may they do ${placeText(where, cluster.name)}?`,
    choices: levelsAt(where).map((level) => ({
      label: level,
      description: isAzure ? azureRoles[rbacRole(level)].name : l10n`ClusterRole ${level}`,
      detail: levelMeaning(level),
      value: level,
    })),
  });
}
