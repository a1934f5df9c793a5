import type { MissingConsent } from '../../core/credentialPlugin/brokerAnswers.ts';
import type { KubectlSignIn } from '../../core/credentialPlugin/kubectlSignIn.ts';
import type { KubeconfigStore } from '../../core/kubeconfig/kubeconfigStore.ts';
import type { OwnMachine } from '../../core/programKubeconfigs/listedKubeconfigs.ts';
import { assertReadingPasses } from './allowPrograms.ts';
import { entriesInUse, type EntriesInUsePorts, type EntryInUse } from './entriesInUse.ts';
import { readsOnlyOurs } from './requestedFiles.ts';

export interface OfferOncePorts extends EntriesInUsePorts {
  readonly kubeconfigs: EntriesInUsePorts['kubeconfigs'] & Pick<KubeconfigStore, 'namedPaths'>;
  readonly kubectlSignIn: Pick<KubectlSignIn, 'contextKeys' | 'assertFilesLeadTo'>;
  readonly machine: OwnMachine;
  /** Among all windows, as `FirstWindow.isFirst`. */
  readonly isFirst: (what: string, withinMs: number) => Promise<boolean>;
}

/** Over all windows, for each entry. */
const offeredOnceInMs = 10 * 60_000;

/**
 * Whether this window offers to allow what a program was just refused: only where key and reading are right, the consent
 * alone is missing, and nobody was asked about the entry for a while. Who attacks has the key too, and could raise the
 * question as often as he likes.
 *
 * @returns the entry; undefined where there is nothing to offer
 * @throws AksEntraError kubeconfigsLeadElsewhere; as `entriesInUse` and `isFirst`
 */
export async function offerOnce(
  ports: OfferOncePorts,
  { entries: refused, request }: Pick<MissingConsent, 'entries' | 'request'>,
): Promise<EntryInUse | undefined> {
  const [first] = refused;
  if (first === undefined || !readsOnlyOurs(request, await ports.kubeconfigs.namedPaths(), ports.machine)) {
    return undefined;
  }
  const { kubeconfigs, entries } = await entriesInUse(ports);
  const entry = entries.find(({ key }) => key === first.key);
  if (entry === undefined || entry.isAllowed || entry.contextNames.length === 0) {
    return undefined;
  }
  await assertReadingPasses(ports.kubectlSignIn, kubeconfigs, entry);
  return (await ports.isFirst(whatOf(entry), offeredOnceInMs)) ? entry : undefined;
}

/** The key itself leaves the list and the kubeconfigs for nothing, not even as a hash in a file's name. */
function whatOf({
  ways: [{ server, certificateAuthorityData, accountId, tenantId, environment }],
}: EntryInUse): string {
  return JSON.stringify(['otherPrograms', server, certificateAuthorityData, accountId, tenantId, environment]);
}
