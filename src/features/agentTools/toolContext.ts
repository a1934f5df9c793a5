import { AksEntraError } from '../../core/aksEntraError.ts';
import { unlessAborted } from '../../core/cancellation.ts';
import type { CheckRow, Checks } from '../../core/checks/checkRow.ts';
import type { SeenCluster } from '../../core/clusters/seenCluster.ts';
import type { SignedInAccounts, SignIn } from '../../core/entra/signIn.ts';
import { l10n } from '../../core/l10n.ts';
import type { InventoryState } from '../../core/listing/inventory.ts';
import { namedCluster } from '../../core/agentTools/findNamed.ts';
import { reportedClusters } from '../../core/posture/reportedClusters.ts';

interface ListedPorts {
  readonly inventory: { readonly state: InventoryState; ensureListed(): Promise<void> };
}

/** A model waits no longer for a listing; what it has by then is told, and that there is more. */
const listedWithinMs = 20_000;

/**
 * What is known of the clusters; it is listed first where nothing was yet. It never prompts.
 *
 * @throws AksEntraError signedOut, or why nothing could ever be listed; an AbortError on cancel
 */
export async function listedState({ inventory }: ListedPorts, signal: AbortSignal): Promise<InventoryState> {
  const late = AbortSignal.any([signal, AbortSignal.timeout(listedWithinMs)]);
  await unlessAborted(late, () => inventory.ensureListed()).catch(() => {
    signal.throwIfAborted();
  });
  const { state } = inventory;
  if (state.kind === 'signedOut') {
    throw new AksEntraError('signedOut', l10n`Nobody is signed in to Azure in VS Code, so no cluster is known.`);
  }
  if (state.kind === 'failed' && state.kept === undefined) {
    throw state.error;
  }
  return state;
}

/** @throws as `listedState` and `namedCluster` */
export async function listedCluster(ports: ListedPorts, wanted: string, signal: AbortSignal): Promise<SeenCluster> {
  return namedCluster(reportedClusters(await listedState(ports, signal)), wanted);
}

/** The same sign-in for a tool: whoever calls one is in the background, whatever the work asks for. */
export function silentSignIn(signIn: SignIn & SignedInAccounts): SignIn & SignedInAccounts {
  return {
    accounts: () => signIn.accounts(),
    currentAccount: () => signIn.currentAccount(),
    chooseAccount: () => Promise.resolve(undefined),
    token: (request) => signIn.token({ ...request, interaction: 'silent' }),
  };
}

/** The rows of checks when they are all made. */
export async function madeChecks(checks: Checks, signal: AbortSignal): Promise<readonly CheckRow[]> {
  let last: readonly CheckRow[] = [];
  await checks.run((rows) => {
    last = rows;
  }, signal);
  return last;
}
