import { isCancellation, unlessAborted } from '../cancellation.ts';
import type { CheckRow, Checks } from '../checks/checkRow.ts';
import { explainProblem } from '../diagnosis/errorCatalogue.ts';
import { dependsOnKnownServers } from '../kubeconfigFindings/tunnelFindings.ts';
import { findingChecks, type FindingsText } from './findingChecks.ts';
import { pathsIn } from '../kubeconfigFindings/findInKubeconfig.ts';
import { missingPathsIn } from '../kubeconfigFindings/missingPathsIn.ts';
import { runsOwnPlugin } from '../login/pluginRequest.ts';
import { l10n } from '../l10n.ts';
import { messageOf } from '../messageOf.ts';
import { redactSecrets } from '../redactSecrets.ts';
import { mapAt, stringAt } from '../yamlValue.ts';
import { changedClustersCheck } from './changedClustersCheck.ts';
import { danglingContextsCheck, promptingContextsCheck } from './contextChecks.ts';
import { kubeconfigFilesCheck } from './kubeconfigFilesCheck.ts';
import { kubectlCheck, kubectlFact, type ClusterVersion } from './kubectlCheck.ts';
import { kubeloginCheck } from './kubeloginCheck.ts';
import { kubercCheck } from './kubercCheck.ts';
import { azCheck, helmCheck } from './otherToolChecks.ts';
import { permissionsCheck } from './permissionsCheck.ts';
import { proxyCheck } from './proxyCheck.ts';
import { clockCheck, reachCheck } from './reachCheck.ts';
import { lookAtSetup, type SetupLook } from './setupLook.ts';
import type { SetupPorts } from './setupPorts.ts';
import { lookAtSignIn, signInChecks } from './signInChecks.ts';

/** One check: it has a row from the start, and ends as any number of them. */
interface SetupCheck {
  readonly id: string;
  readonly title: string;
  readonly run: (look: SetupLook, signal: AbortSignal) => Promise<readonly CheckRow[]>;
}

/** What of an AKS setup does not work, and why: all looks at once, none of which prompts. */
export function setupChecks(ports: SetupPorts): Checks {
  const checks = checksOf(ports);
  let kubectl: string | undefined;
  return {
    title: l10n`My AKS Setup`,
    facts: () => [...ports.about, ...(kubectl === undefined ? [] : [['kubectl', kubectl] as const])],
    run: async (tell, signal) => {
      const look = lookAtSetup(ports, signal);
      const rows = checks.map(({ id, title }): readonly CheckRow[] => [{ id, title, state: 'running' }]);
      const tellAll = (): void => {
        if (!signal.aborted) {
          tell(rows.flat());
        }
      };
      tellAll();
      await unlessAborted(signal, () =>
        Promise.all(
          checks.map(async (check, index) => {
            rows[index] = await rowsOf(check, look, signal);
            tellAll();
          }),
        ),
      );
      kubectl = kubectlFact(await look.kubectl());
    },
  };
}

async function rowsOf(check: SetupCheck, look: SetupLook, signal: AbortSignal): Promise<readonly CheckRow[]> {
  try {
    return await check.run(look, signal);
  } catch (error) {
    if (isCancellation(error) && signal.aborted) {
      throw error;
    }
    const { id, title } = check;
    const message = messageOf(error);
    const known = explainProblem(message);
    const details = [redactSecrets(message), ...(known === undefined ? [] : [known.cause, known.fix])];
    const remedies = known?.remedies ?? [{ kind: 'showLog', title: l10n`Show Log` } as const];
    return [{ id, title, state: 'warning', summary: l10n`could not be checked`, details, remedies }];
  }
}

function checksOf(ports: SetupPorts): SetupCheck[] {
  const { tools, home, azure, signIn, probe } = ports;
  return [
    {
      id: 'kubectl',
      title: 'kubectl',
      run: async ({ kubectl, clusters }) => {
        const [facts, found] = await Promise.all([kubectl(), clusters().catch(() => new Map())]);
        return kubectlCheck(facts, versionsOf(found), home);
      },
    },
    {
      id: 'kubelogin',
      title: 'kubelogin',
      run: async ({ kubelogin, kubeconfigs }) =>
        kubeloginCheck(await kubelogin(), (await kubeconfigs()).contexts, home),
    },
    { id: 'helm', title: 'helm', run: async () => helmCheck(await tools.helm(), home) },
    {
      id: 'az',
      title: 'az',
      run: async ({ kubeconfigs }) => azCheck(await tools.az(), (await kubeconfigs()).contexts, home),
    },
    { id: 'kuberc', title: l10n`kuberc policy`, run: (look) => kubercRows(ports, look) },
    {
      id: 'kubeconfig',
      title: l10n`Kubeconfig`,
      run: async ({ kubeconfigs }) => kubeconfigFilesCheck(await kubeconfigs(), home),
    },
    {
      id: 'permissions',
      title: l10n`File permissions`,
      run: async ({ kubeconfigs }) => {
        const present = (await kubeconfigs()).files.filter(({ text }) => text !== undefined);
        const looked = present.map(async ({ path }) => ({ path, permissions: await ports.facts.permissions(path) }));
        return permissionsCheck(await Promise.all(looked), home);
      },
    },
    { id: 'findings', title: l10n`Entries of the kubeconfig`, run: async (look) => findingRows(ports, look) },
    {
      id: 'contexts',
      title: l10n`Contexts`,
      run: async ({ kubeconfigs }) => danglingContextsCheck(await kubeconfigs()),
    },
    {
      id: 'prompts',
      title: l10n`Sign-in prompts`,
      run: async ({ kubeconfigs }) => promptingContextsCheck((await kubeconfigs()).contexts, signIn !== undefined),
    },
    ...(signIn === undefined
      ? []
      : [
          {
            id: 'signIn',
            title: l10n`Sign-in in VS Code`,
            run: async ({ kubeconfigs }: SetupLook) =>
              signInChecks(await lookAtSignIn((await kubeconfigs()).contexts, signIn)),
          },
        ]),
    ...(azure === undefined
      ? []
      : [
          {
            id: 'clusters',
            title: l10n`Clusters in Azure`,
            run: async ({ kubeconfigs, inventory, clusters }: SetupLook) => {
              const [{ contexts }, state, found] = await Promise.all([kubeconfigs(), inventory(), clusters()]);
              return changedClustersCheck(contexts, state, found);
            },
          },
        ]),
    ...(probe === undefined
      ? []
      : [
          {
            id: 'reach',
            title: l10n`API servers`,
            run: async ({ probed, clusters, inventory }: SetupLook) => {
              const found = clusters().catch(() => new Map());
              const [servers, behind, { kind }] = await Promise.all([probed(), found, inventory()]);
              return reachCheck(servers, behind, kind);
            },
          },
          {
            id: 'clock',
            title: l10n`Clock`,
            run: async ({ probed }: SetupLook) => clockCheck(await probed()),
          },
        ]),
    { id: 'proxy', title: l10n`Proxy`, run: () => Promise.resolve(proxyCheck(ports.proxies())) },
  ];
}

/** Each cluster once, whichever contexts lead there. */
function versionsOf(clusters: Awaited<ReturnType<SetupLook['clusters']>>): ClusterVersion[] {
  const there = [...clusters.values()].flatMap((each) => (each.kind === 'there' ? [each.seen.cluster] : []));
  const byId = new Map(there.map(({ id, name, kubernetesVersion }) => [id, { id, name, version: kubernetesVersion }]));
  return [...byId.values()];
}

async function kubercRows({ pluginAllowlist, runsPlugin }: SetupPorts, look: SetupLook): Promise<CheckRow[]> {
  const { contexts } = await look.kubeconfigs();
  const execs = contexts.map(({ user }) => mapAt(user, 'exec')).filter((exec) => exec !== undefined);
  const isOwnUsed = execs.some(runsOwnPlugin);
  const others = execs.filter((exec) => !runsOwnPlugin(exec)).map((exec) => stringAt(exec, 'command') ?? '');
  const commands = [...new Set(others)].filter((command) => command !== '');
  const runs = await Promise.all(commands.map(runsPlugin));
  return kubercCheck({
    refusal: isOwnUsed ? await pluginAllowlist.refusal() : undefined,
    refusedCommands: commands.filter((_, index) => runs[index] === false),
    isNeeded: execs.length > 0,
    kubectl: (await look.kubectl()).answer?.version,
  });
}

async function findingRows(ports: SetupPorts, look: SetupLook): Promise<CheckRow[]> {
  const [{ files }, kubelogin] = await Promise.all([look.kubeconfigs(), look.kubelogin()]);
  const texts = await Promise.all(
    files.map(async ({ path, text, problem }): Promise<FindingsText[]> => {
      if (text === undefined || problem !== undefined) {
        return [];
      }
      const exists = (named: string): Promise<boolean> => ports.exists(named, path);
      const surroundings = {
        hasKubelogin: kubelogin.copies.length > 0,
        otherKubelogin: kubelogin.kind === 'oidc' ? kubelogin.copies[0] : undefined,
        path,
        pluginPath: ports.ownPlugin,
        permissions: undefined,
        missingPaths: await missingPathsIn(pathsIn(text), exists, ports.ownPlugin),
        knownServers: dependsOnKnownServers(text) ? serversOf(await look.clusters()) : [],
      };
      return [{ text, surroundings }];
    }),
  );
  return findingChecks(texts.flat(), ports.home);
}

function serversOf(clusters: Awaited<ReturnType<SetupLook['clusters']>>) {
  return [...clusters.values()].flatMap((each) => {
    const host =
      each.kind === 'there' ? (each.seen.cluster.privateApiServerHost ?? each.seen.cluster.apiServerHost) : undefined;
    return each.kind !== 'there' || host === undefined ? [] : [{ host, clusterId: each.seen.cluster.id }];
  });
}
