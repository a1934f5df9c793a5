import path from 'node:path';
import type { ClusterNow } from '../../core/clusters/seenNow.ts';
import { AksEntraError } from '../../core/aksEntraError.ts';
import { unlessAborted } from '../../core/cancellation.ts';
import type { Checks } from '../../core/checks/checkRow.ts';
import { clustersIn } from '../../core/listing/clustersIn.ts';
import type { SeenCluster } from '../../core/clusters/seenCluster.ts';
import type { KubeconfigFileFacts } from '../../core/diagnosis/kubeconfigFileFacts.ts';
import { seenOfContext } from '../../core/kubeconfig/contextsOfCluster.ts';
import type { KubeconfigStore } from '../../core/kubeconfig/kubeconfigStore.ts';
import type { ContextFacts } from '../../core/kubeconfig/readContexts.ts';
import type { PluginAllowlist } from '../../core/kuberc/pluginAllowlist.ts';
import { l10n } from '../../core/l10n.ts';
import type { Logger } from '../../core/logger.ts';
import type { CommandConsent } from '../../core/verifyAccess/commandConsent.ts';
import { type VerifiedEntry, verifiedEntryOf } from '../../core/verifyAccess/verifiedEntry.ts';
import type { VerifyAdapters } from '../../core/verifyAccess/verifyPorts.ts';
import { verifySteps } from '../../core/verifyAccess/verifySteps.ts';
import type { ClusterChanges } from '../clusters/clusterChanges.ts';
import type { ClusterInventory } from '../clusters/clusterInventory.ts';
import { readKubeconfigs } from '../kubeconfig/readKubeconfigs.ts';
import { findingsOf } from './findingsOf.ts';

export interface VerifyChecksPorts {
  readonly kubeconfigs: KubeconfigStore;
  readonly inventory: Pick<ClusterInventory, 'state' | 'ensureListed'>;
  /** The cluster as it is now. */
  readonly access: () => Promise<{ readonly clusters: ClusterNow }>;
  readonly changes: Pick<ClusterChanges, 'setVerified'>;
  readonly facts: KubeconfigFileFacts;
  readonly pluginAllowlist: Pick<PluginAllowlist, 'refusal'>;
  /** Where our own plugin is on this machine. */
  readonly ownPlugin: string;
  readonly verifyAdapters: () => Promise<VerifyAdapters>;
  readonly logger: Logger;
  /** What the person agreed to in this session. */
  readonly consent: Pick<CommandConsent, 'mayRun'>;
}

/**
 * Whether a context works, as checks that can be made again.
 *
 * @param given the cluster that it was asked for
 */
export function verifyChecks(ports: VerifyChecksPorts, contextName: string, given: SeenCluster | undefined): Checks {
  const { inventory } = ports;
  return {
    // Without the name: VS Code would write it with capital letters.
    title: l10n`Verify access`,
    subject: contextName,
    facts: () => [[l10n`Context`, contextName]],
    run: async (tell, signal) => {
      let facts: ContextFacts | undefined;
      const seen = (): SeenCluster | undefined => (facts === undefined ? given : (seenOf(inventory, facts) ?? given));
      let userPath: string | undefined;
      const access = await verifySteps(
        {
          entry: async () => {
            // Anew each time: what helps changes it.
            const read = await readEntry(ports.kubeconfigs, contextName);
            userPath = read.userPath;
            facts = read.entry.facts;
            return read.entry;
          },
          findings: (entry) => findingsOf(ports, entry),
          seen,
          find: async (end) => {
            if (seen() === undefined) {
              await listed(inventory, end);
            }
            return seen();
          },
          lookAgain: (known, end) => lookAgain(ports, known, end),
          ownPlugin: ports.ownPlugin,
          mayRun: (entry, reasons) => ports.consent.mayRun(entry, reasons),
          userPathOf: () => userPath,
          nowMs: () => Date.now(),
        },
        await ports.verifyAdapters(),
        tell,
        signal,
      );
      signal.throwIfAborted();
      if (access === undefined) {
        return;
      }
      // Where the view was not open yet, its list comes after what was asked for.
      void (seen() === undefined ? inventory.ensureListed() : Promise.resolve()).then(() => {
        const cluster = seen()?.cluster;
        if (cluster !== undefined) {
          ports.changes.setVerified(cluster, access);
        }
      });
    },
  };
}

/** Nobody waits longer for it than for a server. */
const listedWithinMs = 10_000;

async function listed(inventory: Pick<ClusterInventory, 'ensureListed'>, signal: AbortSignal): Promise<void> {
  const late = AbortSignal.any([signal, AbortSignal.timeout(listedWithinMs)]);
  await unlessAborted(late, () => inventory.ensureListed()).catch(() => {
    signal.throwIfAborted();
  });
}

async function lookAgain(
  { access }: Pick<VerifyChecksPorts, 'access'>,
  seen: SeenCluster,
  signal: AbortSignal,
): Promise<SeenCluster | 'gone'> {
  try {
    const { clusters } = await access();
    return { ...seen, cluster: await clusters.clusterNow(seen, { interaction: 'silent', signal }) };
  } catch (error) {
    signal.throwIfAborted();
    return error instanceof AksEntraError && error.code === 'notFound' ? 'gone' : seen;
  }
}

async function readEntry(
  kubeconfigs: KubeconfigStore,
  contextName: string,
): Promise<{ readonly entry: VerifiedEntry; readonly userPath: string | undefined }> {
  const { texts, files } = await readKubeconfigs(kubeconfigs);
  const entry = verifiedEntryOf(texts, contextName, {
    resolve: (fileIndex, name) => path.resolve(path.dirname(files[fileIndex]?.path ?? ''), name),
    separator: path.sep,
  });
  return { entry, userPath: files[entry.userFileIndex]?.path };
}

/** As the tree has it: a context is the cluster's that it names or whose server it leads to. */
function seenOf({ state }: Pick<ClusterInventory, 'state'>, facts: ContextFacts): SeenCluster | undefined {
  return seenOfContext(clustersIn(state), facts);
}
