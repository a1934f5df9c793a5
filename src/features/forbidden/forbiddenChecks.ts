import { AksEntraError } from '../../core/aksEntraError.ts';
import type { CheckRow, Checks } from '../../core/checks/checkRow.ts';
import { signInTenant } from '../../core/clusters/cluster.ts';
import { clustersIn } from '../../core/listing/clustersIn.ts';
import type { InventoryState } from '../../core/listing/inventory.ts';
import type { SeenCluster } from '../../core/clusters/seenCluster.ts';
import type { SignedInAccounts, SignIn } from '../../core/entra/signIn.ts';
import { accountOf, tokenTarget } from '../../core/entra/tokenTarget.ts';
import type { ForbiddenFacts } from '../../core/forbidden/forbiddenFacts.ts';
import { forbiddenRows } from '../../core/forbidden/forbiddenRows.ts';
import { type FactsPorts, gatherFacts, type TokenOwner } from '../../core/forbidden/gatherFacts.ts';
import { parseRefusal } from '../../core/forbidden/parseRefusal.ts';
import type { ForbiddenQuestion } from '../../core/forbidden/refusal.ts';
import { seenOfContext } from '../../core/kubeconfig/contextsOfCluster.ts';
import { signInContextOf } from '../../core/kubeconfig/currentContext.ts';
import type { KubeconfigStore } from '../../core/kubeconfig/kubeconfigStore.ts';
import { type ContextFacts, readContexts } from '../../core/kubeconfig/readContexts.ts';
import { usesPlugin } from '../../core/kubeconfig/usesPlugin.ts';
import { l10n } from '../../core/l10n.ts';
import type { ClusterInventory } from '../clusters/clusterInventory.ts';

/** What is asked about: of a button, of the link in a terminal, or of a tool. */
export interface AskedForbidden extends ForbiddenQuestion {
  /** Of a terminal that knows one context only. */
  readonly kubeconfig?: string;
}

export interface ForbiddenChecksPorts extends FactsPorts {
  readonly signIn: SignIn & SignedInAccounts;
  readonly inventory: Pick<ClusterInventory, 'state' | 'ensureListed'>;
  readonly kubeconfigs: Pick<KubeconfigStore, 'read' | 'readAll'>;
}

/** Why a cluster answered Forbidden, as checks that can be made again. */
export async function forbiddenChecks(ports: ForbiddenChecksPorts, asked: AskedForbidden): Promise<Checks> {
  const context = await contextOf(ports.kubeconfigs, asked);
  const refusal = parseRefusal(asked.message);
  const name = context?.contextName ?? asked.contextName;
  let seen: SeenCluster | undefined;
  return {
    title: l10n`Why Forbidden?`,
    ...(name === undefined ? {} : { subject: name }),
    facts: () => [
      [l10n`Context`, name ?? l10n`not known`],
      [l10n`Cluster`, seen?.cluster.id ?? l10n`not known`],
      [l10n`Message`, asked.message],
    ],
    run: async (tell, signal) => {
      const login = context?.entra?.login;
      let facts: ForbiddenFacts = {
        ...(name === undefined ? {} : { contextName: name }),
        ...(asked.contextName === undefined && asked.kubeconfig === undefined ? { isCurrentContext: true } : {}),
        ...(login === undefined ? {} : { login }),
      };
      tell([lookingRow()]);
      seen = await seenOf(ports.inventory, context);
      facts = seen === undefined ? facts : { ...facts, seen };
      const show = (isLooking: boolean): void => {
        tell([...forbiddenRows(refusal, facts), ...(isLooking ? [lookingRow()] : [])]);
      };
      show(true);
      await gatherFacts(
        ports,
        refusal,
        facts,
        await ownerOf(ports.signIn, context, seen),
        (more) => {
          facts = more;
          show(true);
        },
        signal,
      );
      show(false);
    },
  };
}

function lookingRow(): CheckRow {
  return { id: 'looking', title: l10n`Looking at the token, the groups and the roles`, state: 'running' };
}

/** The context that kubectl used: the one that is named, else the current one. */
async function contextOf(
  kubeconfigs: ForbiddenChecksPorts['kubeconfigs'],
  { contextName, kubeconfig }: AskedForbidden,
): Promise<ContextFacts | undefined> {
  try {
    const texts =
      kubeconfig === undefined
        ? (await kubeconfigs.readAll()).map(({ text }) => text)
        : [await kubeconfigs.read(kubeconfig)].filter((text) => text !== undefined);
    const { contexts, current } = readContexts(texts);
    return contextName === undefined ? current : contexts.find((one) => one.contextName === contextName);
  } catch (error) {
    if (error instanceof AksEntraError) {
      return undefined;
    }
    throw error;
  }
}

/** The cluster as it is listed, where it is; a listing that is running may still bring it. */
async function seenOf(
  inventory: ForbiddenChecksPorts['inventory'],
  context: ContextFacts | undefined,
): Promise<SeenCluster | undefined> {
  if (context === undefined) {
    return undefined;
  }
  const find = (state: InventoryState): SeenCluster | undefined => seenOfContext(clustersIn(state), context);
  const found = find(inventory.state);
  if (found === undefined) {
    await inventory.ensureListed();
  }
  return found ?? find(inventory.state);
}

/** Whose token kubectl gets; where it gets one of kubelogin’s, VS Code’s own for the same cluster tells as much. */
async function ownerOf(
  signIn: ForbiddenChecksPorts['signIn'],
  context: ContextFacts | undefined,
  seen: SeenCluster | undefined,
): Promise<TokenOwner | undefined> {
  if (context !== undefined && usesPlugin(context)) {
    const target = tokenTarget(signInContextOf(context));
    const account = target === undefined ? undefined : await accountOf(signIn, target);
    return target === undefined || account === undefined ? undefined : { account, tenantId: target.tenantId };
  }
  return seen === undefined ? undefined : { account: seen.account, tenantId: signInTenant(seen.cluster) };
}
