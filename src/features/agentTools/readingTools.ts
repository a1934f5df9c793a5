import { AksEntraError } from '../../core/aksEntraError.ts';
import type { AccessPorts } from '../../core/access/accessPorts.ts';
import { listGrants } from '../../core/access/existingGrants.ts';
import { checksAnswer } from '../../core/agentTools/checksAnswer.ts';
import { clustersAnswer } from '../../core/agentTools/clustersAnswer.ts';
import { contextsAnswer } from '../../core/agentTools/contextsAnswer.ts';
import { namedContext } from '../../core/agentTools/findNamed.ts';
import { grantsAnswer } from '../../core/agentTools/grantsAnswer.ts';
import { ToolInput } from '../../core/agentTools/toolInput.ts';
import type { ReadingToolName } from '../../core/agentTools/toolNames.ts';
import type { PeopleSearch } from '../../core/directory/people.ts';
import type { KubeconfigStore } from '../../core/kubeconfig/kubeconfigStore.ts';
import type { KubeconfigFacts } from '../../core/kubeconfig/readContexts.ts';
import { l10n } from '../../core/l10n.ts';
import type { RoleActivations } from '../../core/roleActivation/roleActivations.ts';
import type { GroupNames } from '../../core/clusters/clusterPorts.ts';
import type { GroupMembership } from '../../core/directory/groupCreation.ts';
import { forbiddenChecks, type ForbiddenChecksPorts } from '../forbidden/forbiddenChecks.ts';
import { readKubeconfigs } from '../kubeconfig/readKubeconfigs.ts';
import type { ReadingTool } from './agentTool.ts';
import { listedCluster, listedState, madeChecks, silentSignIn } from './toolContext.ts';

export interface ReadingPorts extends Pick<ForbiddenChecksPorts, 'signIn' | 'inventory'> {
  readonly kubeconfigs: Pick<KubeconfigStore, 'paths' | 'read' | 'readAll' | 'writePath'>;
  readonly access: () => Promise<
    AccessPorts & { readonly people: PeopleSearch; readonly groupMembership: GroupMembership }
  >;
  readonly roleActivations: () => Promise<RoleActivations>;
  readonly groupNames: () => Promise<GroupNames>;
}

/** What kubectl says of one refusal, or of a few. */
const longestMessage = 10_000;

export function readingTools(ports: ReadingPorts): Readonly<Record<ReadingToolName, ReadingTool>> {
  return {
    listClusters: {
      title: l10n`Listing the AKS clusters`,
      answer: async (input, signal) => {
        const search = new ToolInput(input, ['search']).optionalText('search');
        return clustersAnswer(await listedState(ports, signal), await kubeconfigIfAny(ports), search);
      },
    },
    listContexts: {
      title: l10n`Reading the contexts of the kubeconfig`,
      answer: async (input) => {
        const search = new ToolInput(input, ['search']).optionalText('search');
        return contextsAnswer((await readKubeconfigs(ports.kubeconfigs)).facts, search);
      },
    },
    explainForbidden: {
      title: l10n`Finding out why a cluster answered Forbidden`,
      answer: async (input, signal) => {
        const given = new ToolInput(input, ['message', 'context']);
        const message = given.text('message', longestMessage);
        const wanted = given.optionalText('context');
        const { facts } = await readKubeconfigs(ports.kubeconfigs);
        const contextName = wanted === undefined ? undefined : namedContext(facts, wanted).contextName;
        const [access, roleActivations, groupNames] = await Promise.all([
          ports.access(),
          ports.roleActivations(),
          ports.groupNames(),
        ]);
        const signIn = silentSignIn(ports.signIn);
        const asked = { message, ...(contextName === undefined ? {} : { contextName }) };
        const loaded = { ...ports, ...access, roleActivations, groupNames, signIn };
        return checksAnswer(await madeChecks(await forbiddenChecks(loaded, asked), signal));
      },
    },
    listGrants: {
      title: l10n`Reading who has access to a cluster`,
      answer: async (input, signal) => {
        const wanted = new ToolInput(input, ['cluster']).text('cluster');
        const seen = await listedCluster(ports, wanted, signal);
        const listing = await listGrants(await ports.access(), seen, { interaction: 'silent', signal });
        return grantsAnswer(seen.cluster, listing);
      },
    },
  };
}

/** The clusters can be told without it. */
async function kubeconfigIfAny({
  kubeconfigs,
}: Pick<ReadingPorts, 'kubeconfigs'>): Promise<KubeconfigFacts | undefined> {
  try {
    return (await readKubeconfigs(kubeconfigs)).facts;
  } catch (error) {
    if (error instanceof AksEntraError) {
      return undefined;
    }
    throw error;
  }
}
