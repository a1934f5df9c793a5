import { AksEntraError } from '../aksEntraError.ts';
import { l10n } from '../l10n.ts';
import { type FolderRules, withClusterPaths, withUserPaths } from './absolutePaths.ts';
import { credentialOfContext } from './contextCredential.ts';
import type { KubeconfigCredential } from './credential.ts';
import { openKubeconfig, sectionOf } from '../kubeconfigText/editableKubeconfig.ts';
import { maskedPair } from '../kubeconfigText/maskSecrets.ts';
import { droppedVariables } from './droppedVariables.ts';
import { printable } from '../printable.ts';
import { reasonsForDistrust } from './knownCredential.ts';
import { readableName } from './unguessableName.ts';
import { type LoadProblem, loadableModel } from '../kubeconfigText/loadableModel.ts';
import { keylessUser } from '../login/pluginLogin.ts';
import { isYamlList, mapAt, ownValue, stringAt, withoutKeys, type YamlMap, type YamlValue } from '../yamlValue.ts';

/** One context of a kubeconfig that someone handed over, as a credential to merge. */
export interface ForeignCredential {
  /** The context's name in the file. */
  readonly contextName: string;
  readonly credential: KubeconfigCredential;
  /** Why it is not to be merged unless the person accepts it: half sentences. Empty: trusted. */
  readonly distrust: readonly string[];
  /** What to say about a trusted one before it is merged: whole sentences. */
  readonly cautions: readonly string[];
  /** The three entries as YAML documents, secrets hidden. */
  readonly preview: () => string;
}

export interface ForeignKubeconfig {
  readonly credentials: readonly ForeignCredential[];
  readonly currentContext: string | undefined;
  /** Contexts that cannot be merged at all. */
  readonly incomplete: readonly IncompleteContext[];
}

interface IncompleteContext {
  readonly contextName: string;
  /** Half a sentence. */
  readonly reason: string;
  /** Set where it is complete, and kubectl could not use it, or nothing in the file that it is merged into. */
  readonly problem?: LoadProblem;
}

/**
 * The API servers that Azure itself runs, in its three clouds: only Azure can answer there. One Entra token for AKS
 * opens every AKS cluster of its tenant, so it should go nowhere else.
 * https://learn.microsoft.com/azure/aks/outbound-rules-control-egress
 */
const azureServer =
  /^https:\/\/(?:[a-z0-9-]+\.)+(?:azmk8s\.io|cx\.prod\.service\.azk8s\.cn|cx\.aks\.containerservice\.azure\.us)(?::\d+)?\/?$/i;

export function isAzureServer(server: string): boolean {
  return azureServer.test(server);
}

/**
 * Takes a kubeconfig from outside apart and judges each of its contexts. One that kubectl could not load is incomplete:
 * merged, it would take the user's own clusters with it. Extensions, which no kubectl acts on, are left out.
 *
 * @param rules makes the paths in it absolute, since it is merged into a file of another folder
 * @throws AksEntraError credentialInvalid where it holds no context or an alias; as `openKubeconfig` where it cannot be read
 */
export function splitForeignKubeconfig(text: string, rules: FolderRules, ownPlugin?: string): ForeignKubeconfig {
  const { model, problems } = loadableModel(text, openKubeconfig(text, 'refused').model);
  const problemIn = firstProblems(model, problems);
  const credentials: ForeignCredential[] = [];
  const incomplete: IncompleteContext[] = [];
  for (const entry of sectionOf(model, 'contexts')) {
    const contextName = stringAt(entry, 'name') ?? '';
    const problem = entriesOfContext(model, entry)
      .map((each) => problemIn.get(each))
      .find((each) => each !== undefined);
    if (problem !== undefined) {
      const reason = l10n`line ${problem.line}: ${problem.sentence.replace(/\.$/, '')}`;
      incomplete.push({ contextName, reason, problem });
      continue;
    }
    const credential = credentialOfContext(model, entry);
    if (typeof credential === 'string') {
      incomplete.push({ contextName, reason: credential });
    } else {
      const dropped = droppedVariables(credential.user);
      credentials.push(judge(contextName, fromOutside(credential, rules), dropped, ownPlugin));
    }
  }
  if (credentials.length + incomplete.length === 0) {
    throw new AksEntraError(
      'credentialInvalid',
      ['clusters', 'contexts', 'users'].some((key) => Object.hasOwn(model, key))
        ? l10n`This kubeconfig holds no context, so there is nothing to import. Check that it is the right file.`
        : l10n`This is not a kubeconfig: it has no clusters, contexts and users. Choose the file that “kubectl config view --raw --flatten” prints, or that somebody gave you for kubectl.`,
    );
  }
  const current = stringAt(model, 'current-context');
  return { credentials, incomplete, currentContext: current === '' ? undefined : current };
}

/** Of each entry that has problems the first one. */
function firstProblems(model: YamlMap, problems: readonly LoadProblem[]): ReadonlyMap<YamlValue, LoadProblem> {
  const found = new Map<YamlValue, LoadProblem>();
  for (const problem of problems) {
    const [section, index] = problem.path;
    const list = typeof section === 'string' ? ownValue(model, section) : undefined;
    const entry = isYamlList(list) && typeof index === 'number' ? list[index] : undefined;
    if (entry !== undefined && !found.has(entry)) {
      found.set(entry, problem);
    }
  }
  return found;
}

function entriesOfContext(model: YamlMap, entry: YamlMap): YamlMap[] {
  const context = mapAt(entry, 'context');
  const cluster = entryNamed(model, 'clusters', stringAt(context, 'cluster'));
  const user = entryNamed(model, 'users', stringAt(context, 'user'));
  return [entry, cluster, user].filter((each) => each !== undefined);
}

function entryNamed(model: YamlMap, section: 'clusters' | 'users', name: string | undefined): YamlMap | undefined {
  return sectionOf(model, section).find((candidate) => stringAt(candidate, 'name') === name);
}

/**
 * Without extensions and keys of our plugin, and with paths that mean the same from any folder. Where a command signs
 * in, names that nobody could guess are gone too: whoever handed the file over knows them.
 */
function fromOutside(credential: KubeconfigCredential, rules: FolderRules): KubeconfigCredential {
  const { cluster, context, user, kind } = credential;
  const nameOf = kind === 'static' ? (name: string) => name : readableName;
  const [clusterName, userName] = [nameOf(credential.clusterName), nameOf(credential.userName)];
  const strip = (value: typeof user) => withoutKeys(value, ['extensions']);
  const moved = withUserPaths(strip(user), rules);
  return {
    ...credential,
    clusterName,
    userName,
    cluster: withClusterPaths(strip(cluster), rules),
    context: { ...strip(context), cluster: clusterName, user: userName },
    user: keylessUser(moved) ?? moved,
  };
}

function judge(
  contextName: string,
  credential: KubeconfigCredential,
  dropped: readonly string[],
  ownPlugin: string | undefined,
): ForeignCredential {
  const { clusterName, userName, cluster, context, user } = credential;
  const entries = [
    { cluster, name: clusterName },
    { context, name: contextName },
    { name: userName, user },
  ];
  return {
    contextName,
    credential,
    distrust: [...reasonsForDistrust(cluster, context, user, ownPlugin)],
    cautions: [...cautionsAbout(credential), ...dropped],
    preview: () => entries.map((entry) => maskedPair(entry, entry).before).join('---\n'),
  };
}

function cautionsAbout({ kind, cluster }: KubeconfigCredential): string[] {
  const server = stringAt(cluster, 'server') ?? '';
  if (kind === 'static') {
    return [
      l10n`It is a static credential: anyone who has it is let in, and access cannot be taken back through Entra.`,
    ];
  }
  if (isAzureServer(server)) {
    return [];
  }
  return [
    l10n`Its server ${printable(server)} is not an address of Azure Kubernetes Service, and it would get your Entra token, which opens every AKS cluster of your tenant.`,
  ];
}
