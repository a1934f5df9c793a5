import { AksEntraError } from '../../core/aksEntraError.ts';
import type { Cloud } from '../../core/azure/clouds.ts';
import { cancellation } from '../../core/cancellation.ts';
import { listingOf } from '../../core/listing/inventory.ts';
import type { SeenSubscription } from '../../core/clusters/seenCluster.ts';
import type { ClusterKind } from '../../core/clusterCreation/newCluster.ts';
import { notInCloud, type Region, regionsFor } from '../../core/clusterCreation/regions.ts';
import { stateWord } from '../../core/clusters/stateWords.ts';
import { l10n } from '../../core/l10n.ts';
import { printable } from '../../core/printable.ts';
import { noteRow } from '../../ui/noteRow.ts';
import { type back, type Choice, pick, pickOrBack, type QuickPickStep } from '../../ui/quickPickStep.ts';
import { withProgress } from '../../ui/withProgress.ts';
import { unreached } from '../clusters/clusterChoices.ts';
import type { ClusterInventory } from '../clusters/clusterInventory.ts';
import { creationTitle } from './creationTitle.ts';
import type { ChosenGroup } from './creationDraft.ts';
import { subscriptionChoices } from './subscriptionChoices.ts';

/** @returns the kind of cluster; Automatic comes first where the cloud has it */
export async function pickKind(cloud: Cloud, preselected: ClusterKind | undefined): Promise<ClusterKind> {
  const unavailable = notInCloud('automatic', cloud.name);
  const automatic: Choice<ClusterKind> = {
    label: l10n`AKS Automatic`,
    description: l10n`recommended`,
    detail: l10n`Entra and Azure RBAC come with it. Azure looks after nodes, upgrades and network.`,
    value: 'automatic',
  };
  const standard: Choice<ClusterKind> = {
    label: l10n`Standard`,
    detail: l10n`You choose the nodes, the admin groups and who decides. In the Free tier.`,
    value: 'standard',
  };
  return pick<ClusterKind>({
    title: creationTitle,
    placeholder: l10n`What kind of cluster?`,
    choices: unavailable === undefined ? [automatic, standard] : [standard, noteRow(unavailable)],
    preselected: unavailable === undefined ? (preselected ?? 'automatic') : 'standard',
  });
}

/**
 * Every enabled subscription that the account sees, those without clusters included.
 *
 * @throws AksEntraError where there is none; an AbortError on cancel
 */
export async function pickSubscription(
  inventory: ClusterInventory,
  preselectedId: string | undefined,
): Promise<SeenSubscription | typeof back> {
  await withProgress(l10n`Listing your subscriptions`, async (signal) => {
    const stopped = Promise.withResolvers<never>();
    signal.addEventListener('abort', () => {
      inventory.cancel();
      stopped.reject(cancellation());
    });
    await Promise.race([inventory.ensureListed(), stopped.promise]);
  });
  const { state } = inventory;
  if (state.kind === 'failed') {
    throw state.error;
  }
  if (state.kind === 'signedOut') {
    throw new AksEntraError('signedOut', l10n`Sign in to Azure to create a cluster.`);
  }
  const listing = listingOf(state);
  const usable = listing?.subscriptions.filter(({ subscription }) => isUsable(subscription)) ?? [];
  if (usable.length === 0) {
    throw (
      (listing && unreached(listing)) ??
      new AksEntraError(
        'notFound',
        l10n`You see no enabled subscription in which a cluster could be made. Ask for one, or sign in with another account.`,
      )
    );
  }
  const preselected = usable.find(({ subscription }) => subscription.subscriptionId === preselectedId);
  return pickOrBack<SeenSubscription>({
    title: creationTitle,
    placeholder: l10n`In which subscription? It pays for the cluster.`,
    choices: subscriptionChoices(usable, listing?.accounts ?? []),
    ...(preselected === undefined ? {} : { preselected }),
  });
}

/** @throws AksEntraError updateRefused where nothing can be made in the subscription */
export function assertUsable({ subscription }: Pick<SeenSubscription, 'subscription'>): void {
  if (!isUsable(subscription)) {
    throw new AksEntraError(
      'updateRefused',
      l10n`The subscription ${printable(subscription.displayName)} is ${stateWord(subscription.state)}: nothing can be made in it. Choose another one.`,
    );
  }
}

function isUsable({ state }: SeenSubscription['subscription']): boolean {
  return state.toLowerCase() === 'enabled';
}

interface RegionQuestion {
  readonly kind: ClusterKind;
  readonly group: ChosenGroup;
  readonly regions: readonly Region[];
  /** Azure said a moment ago that they are not open to the subscription. */
  readonly closed: ReadonlySet<string>;
  readonly preselected: readonly (string | undefined)[];
  /** What Azure refused, where it is asked again for that; there is no way back then. */
  readonly refused?: string;
}

/** @throws AksEntraError where no region is left; an AbortError when the user closes the picker */
export async function pickRegion(question: RegionQuestion): Promise<Region | typeof back> {
  const { kind, group, closed, refused } = question;
  const { present } = group;
  // Who may not look at the subscription's regions knows that of the group.
  const known =
    question.regions.length > 0 || present === undefined
      ? question.regions
      : [{ name: present.location, displayName: present.location }];
  const offered = regionsFor(kind, known).filter(({ name }) => !closed.has(name));
  const [first] = offered;
  if (first === undefined) {
    throw new AksEntraError(
      'notFound',
      kind === 'automatic'
        ? l10n`AKS Automatic is in no region that this subscription has. Choose Standard.`
        : l10n`Azure Kubernetes Service is in no region that this subscription has.`,
    );
  }
  const preselected = question.preselected
    .map((wanted) => offered.find(({ name }) => name === wanted?.toLowerCase()))
    .find((region) => region !== undefined);
  const rows = offered.map((region) => ({
    label: printable(region.displayName),
    description:
      region.name === present?.location.toLowerCase() ? l10n`${region.name} · the region of the group` : region.name,
    value: region,
  }));
  const step: QuickPickStep<Region> = {
    title: creationTitle,
    placeholder:
      refused !== undefined
        ? l10n`Choose another region: everything else stays as you chose it.`
        : kind === 'automatic'
          ? l10n`In which region? Those that have AKS Automatic`
          : l10n`In which region?`,
    choices: refused === undefined ? rows : [noteRow(refused), ...rows],
    preselected: preselected ?? first,
  };
  return refused === undefined ? pickOrBack(step) : pick(step);
}
