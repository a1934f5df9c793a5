import { canUseVscodeSignIn } from '../../core/conversion/convertibleContexts.ts';
import { explainObstacles, type WrittenUse } from '../../core/diagnosis/explainObstacles.ts';
import { fixForFile } from '../../core/kubeconfigFindings/fixForFile.ts';
import type { InstalledTools } from '../../core/diagnosis/installedTools.ts';
import { signInWayOf } from '../../core/diagnosis/obstacles.ts';
import { l10n } from '../../core/l10n.ts';
import type { CredentialToMerge } from '../../core/merge/planMerge.ts';
import type { ResultAdvice } from './kubeconfigWriting.ts';

/** What is known of the clusters whose credentials were fetched. */
export interface FetchedClusters {
  /** Absent: a credential from elsewhere. */
  readonly reached?: ReadonlyMap<CredentialToMerge, NonNullable<WrittenUse['reached']>>;
  /** Gets the same credential again, with the public name of its private cluster. */
  readonly usePublicAddress?: () => Promise<void>;
}

/** A credential under the name of its context. */
export interface MergedContext {
  readonly contextName: string;
  readonly item: CredentialToMerge;
}

/**
 * What keeps kubectl from using what was merged: sentences, and a way out.
 *
 * @param merged one at least
 * @param isListed whether it is in the KUBECONFIG list, where commands find it
 */
export function obstaclesOfMerge(
  merged: readonly MergedContext[],
  { reached, usePublicAddress }: FetchedClusters,
  tools: InstalledTools,
  isListed: boolean,
): Pick<ResultAdvice, 'isWarning'> & {
  readonly way: ResultAdvice['ways'][number] | undefined;
  readonly sentences: readonly string[];
} {
  const written = merged.map(({ contextName, item }): WrittenUse => {
    const cluster = reached?.get(item);
    return {
      contextName,
      way: signInWayOf(item.credential),
      canUseVscodeSignIn: canUseVscodeSignIn(item.credential),
      ...(cluster === undefined ? {} : { reached: cluster }),
    };
  });
  const { sentences, remedies, hasPublicName, isWarning } = explainObstacles(written, tools);
  const [remedy] = remedies.flatMap((each) => fixForFile(each, isListed) ?? []);
  const publicAddress =
    hasPublicName && usePublicAddress !== undefined
      ? { title: l10n`Use Its Public Address`, run: usePublicAddress }
      : undefined;
  return { sentences, isWarning, way: remedy ?? publicAddress };
}
