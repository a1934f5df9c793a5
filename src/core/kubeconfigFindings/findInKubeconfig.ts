import { l10n } from '../l10n.ts';
import { withoutKeys } from '../yamlValue.ts';
import { printable } from '../printable.ts';
import { quotedName } from '../quotedNames.ts';
import { pluginPath } from '../login/pluginRequest.ts';
import { editOfUser } from './editOfUser.ts';
import type { KubeconfigFinding, KubeconfigSurroundings } from './kubeconfigFinding.ts';
import { placedKubeconfig, placedRoot, type PlacedMap, type PlacedScalar } from './kubeconfigNodes.ts';
import { bareKubelogin, isKubeloginPath, isMeantForOidc } from './kubeloginOnPath.ts';
import { findRefusedPlugins } from './kubercFindings.ts';
import { findUsersWithoutKey, holdsContextKey } from './pluginKeyFindings.ts';
import { findRefusedArguments } from './refusedArguments.ts';
import { findRefusedText } from './refusedText.ts';
import { locateNodes } from '../yaml/locateNodes.ts';
import { findTunnelsToNobody } from './tunnelFindings.ts';
import { findTypeProblems } from './typeFindings.ts';
import { findUnquotedValues, isTrue } from './unquotedValues.ts';

const clusterFiles = ['certificate-authority'];
const userFiles = ['client-certificate', 'client-key', 'tokenFile'];
const staticKeys = ['token', 'tokenFile', 'client-certificate', 'client-certificate-data', 'username'];
/** What is of no use without one of the above. */
const companions = ['client-key', 'client-key-data', 'password'];
const temporaryFolder = /^(?:\/tmp\/|\/var\/folders\/|\/private\/var\/folders\/|.*[\\/](?:Temp|tmp)[\\/])/i;

/** The files that a kubeconfig names, as it names them; a command only where it is a path. */
export function pathsIn(text: string): string[] {
  const root = placedKubeconfig(text);
  return root === undefined ? [] : [...new Set(placedPaths(root).map(({ place }) => place.value))];
}

/**
 * Whether what is found depends on which kubelogin PATH leads to. Asking that runs the program, so it is not asked for a
 * text that only mentions it.
 *
 * @param missingPaths of those that the text names
 */
export function dependsOnKubelogin(text: string, missingPaths: ReadonlySet<string>): boolean {
  // Most texts need no second look at their nodes.
  const users = /kubelogin/i.test(text) ? placedKubeconfig(text)?.maps('users') : undefined;
  return (users ?? []).some((entry) => {
    const exec = entry.map('user')?.map('exec');
    if (exec === undefined) {
      return false;
    }
    const command = exec.scalar('command')?.value ?? '';
    return bareKubelogin(exec) === undefined
      ? missingPaths.has(command) && isKubeloginPath(command)
      : !isMeantForOidc(exec);
  });
}

/**
 * What in a kubeconfig will not work, or not as it looks, in the order of the text.
 *
 * @returns for a text that is no YAML no more than that
 */
export function findInKubeconfig(text: string, surroundings: KubeconfigSurroundings): KubeconfigFinding[] {
  const located = locateNodes(text);
  const root = located && placedRoot(located);
  const types = findTypeProblems(text);
  if (located === undefined || root === undefined) {
    return types;
  }
  const findings = [
    ...findWidePermissions(text, surroundings),
    ...findDeadPaths(root, surroundings),
    ...findPluginProblems(root, surroundings),
    ...findUsersWithoutKey(text, root, surroundings),
    ...findRefusedPlugins(root, surroundings.pluginRefusal),
    ...findTunnelsToNobody(root, surroundings.knownServers ?? []),
    ...root.maps('users').flatMap((entry) => findInUser(text, root, entry, surroundings)),
    ...findRefusedArguments(root),
    ...findUnquotedValues(root),
    ...findRefusedText(text, located),
  ];
  // What is told with its fix already needs no second word.
  const others = types.filter(
    ({ code, start }) =>
      code !== 'unreadableText' || !findings.some((other) => isOfText(other) || other.start === start),
  );
  return [...findings, ...others].toSorted((one, other) => one.start - other.start);
}

function isOfText({ code }: KubeconfigFinding): boolean {
  return code === 'refusedDirective' || code === 'refusedEscape' || code === 'controlCharacter';
}

function findInUser(
  text: string,
  root: PlacedMap,
  entry: PlacedMap,
  surroundings: KubeconfigSurroundings,
): KubeconfigFinding[] {
  const user = entry.map('user');
  const exec = user?.map('exec');
  const name = entry.scalar('name')?.value ?? '';
  const findings: KubeconfigFinding[] = [];
  const provider = user?.key('auth-provider');
  if (provider !== undefined && user?.map('auth-provider')?.scalar('name')?.value === 'azure') {
    findings.push(legacyAuthProvider(provider, contextsOf(root, name)));
  }
  const version = exec?.scalar('apiVersion');
  if (version?.value === 'client.authentication.k8s.io/v1alpha1') {
    findings.push({
      ...placeOf(version),
      code: 'oldExecVersion',
      severity: 'error',
      message: l10n`kubectl 1.24 and newer refuse v1alpha1. Get the credential again.`,
      fix: { kind: 'getCredentials', title: l10n`Get AKS credentials again` },
    });
  }
  if (exec !== undefined) {
    findings.push(...findKubelogin(exec, surroundings));
  }
  const strongest = exec === undefined ? undefined : staticKeys.find((key) => (user?.scalar(key)?.value ?? '') !== '');
  const key = strongest === undefined ? undefined : user?.key(strongest);
  if (key !== undefined) {
    findings.push(staticBesideExec(text, name, key));
  }
  return findings;
}

function findKubelogin(
  exec: PlacedMap,
  { hasKubelogin, otherKubelogin }: KubeconfigSurroundings,
): readonly KubeconfigFinding[] {
  const command = bareKubelogin(exec);
  if (command === undefined) {
    return [];
  }
  if (hasKubelogin === false) {
    return [
      {
        ...placeOf(command),
        code: 'missingKubelogin',
        severity: 'warning',
        message: l10n`kubelogin is not on the PATH that VS Code sees, so kubectl may not find it.`,
        fix: { kind: 'installTool', title: l10n`Install kubelogin…`, tool: 'kubelogin' },
      },
    ];
  }
  if (otherKubelogin === undefined || isMeantForOidc(exec)) {
    return [];
  }
  return [
    {
      ...placeOf(command),
      code: 'otherKubelogin',
      severity: 'error',
      message:
        l10n`The kubelogin on the PATH, ${printable(otherKubelogin)}, is another program of that name: int128’s, for OIDC. ` +
        l10n`It knows nothing of these arguments. Install Azure’s kubelogin, and put its folder before the other one’s on the PATH or its full path here.`,
      fix: { kind: 'installTool', title: l10n`Install Azure’s kubelogin…`, tool: 'kubelogin' },
    },
  ];
}

function legacyAuthProvider(key: PlacedScalar, contextNames: readonly string[]): KubeconfigFinding {
  return {
    ...placeOf(key),
    code: 'legacyAuthProvider',
    severity: 'error',
    message: l10n`kubectl 1.26 and newer refuse the auth provider “azure”. Convert it to kubelogin.`,
    ...(contextNames.length === 0
      ? {}
      : { fix: { kind: 'convert', title: l10n`Convert Context…`, contextNames } as const }),
  };
}

function staticBesideExec(text: string, userName: string, key: PlacedScalar): KubeconfigFinding {
  const edits = editOfUser(text, userName, (user) => withoutKeys(user, [...staticKeys, ...companions]));
  return {
    ...placeOf(key),
    code: 'staticBesideExec',
    severity: 'warning',
    message: l10n`kubectl uses this ${key.value} and never runs the command of the same user.`,
    ...(edits === undefined
      ? {}
      : {
          fix: {
            kind: 'edit',
            title: l10n`Remove it, so that the command of ${quotedName(userName)} runs`,
            edits,
          } as const,
        }),
  };
}

function findDeadPaths(root: PlacedMap, { missingPaths, otherKubelogin }: KubeconfigSurroundings): KubeconfigFinding[] {
  return placedPaths(root)
    .filter(({ place, isCommand }) => missingPaths.has(place.value) && !(isCommand && pluginPath.test(place.value)))
    .map(({ place, isCommand }): KubeconfigFinding => {
      const why = temporaryFolder.test(place.value) ? l10n` It was in a temporary folder, which gets cleaned.` : '';
      const isReplaceable = isCommand && otherKubelogin === undefined && isKubeloginPath(place.value);
      const edits = [{ start: place.start, end: place.end, text: 'kubelogin' }];
      return {
        ...placeOf(place),
        code: 'deadPath',
        severity: 'error',
        message: l10n`${printable(place.value)} does not exist.${why}`,
        ...(isReplaceable ? { fix: { kind: 'edit', title: l10n`Use the kubelogin on the PATH`, edits } as const } : {}),
      };
    });
}

/** Our own plugin answers only where kubectl says which cluster the token is for. */
function findPluginProblems(
  root: PlacedMap,
  { missingPaths, pluginPath: own }: KubeconfigSurroundings,
): KubeconfigFinding[] {
  return root.maps('users').flatMap((entry): KubeconfigFinding[] => {
    const exec = entry.map('user')?.map('exec');
    const command = exec?.scalar('command');
    if (command === undefined || !pluginPath.test(command.value)) {
      return [];
    }
    const contextNames = contextsOf(root, entry.scalar('name')?.value ?? '');
    const convert: Pick<KubeconfigFinding, 'fix'> =
      contextNames.length === 0
        ? {}
        : { fix: { kind: 'convert', title: l10n`Convert to another sign-in…`, contextNames } };
    if (missingPaths.has(command.value)) {
      const isOwn = command.value === own;
      const message = isOwn
        ? l10n`kubectl’s plugin of AKS Entra is missing.`
        : l10n`${command.value} does not exist: it belongs to another user or machine. Get the credential again.`;
      const repair = { fix: { kind: 'useVscodeSignIn', title: l10n`Set up the plugin again`, contextNames } } as const;
      return [
        { ...placeOf(command), code: 'missingPlugin', severity: 'error', message, ...(isOwn ? repair : convert) },
      ];
    }
    const info = exec?.scalar('provideClusterInfo');
    if (info !== undefined && isTrue(info)) {
      return [];
    }
    const edit =
      info && ({ kind: 'edit', title: l10n`Set it to true`, edits: [{ ...placeOf(info), text: 'true' }] } as const);
    return [
      {
        ...placeOf(info ?? command),
        code: 'pluginWithoutCluster',
        severity: 'error',
        message: l10n`AKS Entra gives out no token without knowing the cluster: provideClusterInfo has to be true.`,
        ...(edit === undefined ? convert : { fix: edit }),
      },
    ];
  });
}

function findWidePermissions(text: string, { permissions, path }: KubeconfigSurroundings): KubeconfigFinding[] {
  if (permissions === undefined || (permissions & 0o077) === 0) {
    return [];
  }
  const lineEnd = text.search(/\r?\n|$/);
  return [
    {
      code: 'widePermissions',
      severity: 'warning',
      start: 0,
      end: lineEnd,
      message:
        l10n`Other users of this machine may read or write this file (its mode is ${permissions.toString(8).padStart(4, '0')}).` +
        (holdsContextKey(text) ? l10n` It holds the key with which its contexts get tokens.` : ''),
      fix: { kind: 'restrictPermissions', title: l10n`Let only me read it (chmod 600)`, path },
    },
  ];
}

interface PlacedPath {
  readonly place: PlacedScalar;
  readonly isCommand: boolean;
}

function placedPaths(root: PlacedMap): PlacedPath[] {
  const clusters = root.maps('clusters').map((entry) => entry.map('cluster'));
  const users = root.maps('users').map((entry) => entry.map('user'));
  const files = [
    ...clusters.flatMap((cluster) => clusterFiles.flatMap((key) => cluster?.scalar(key) ?? [])),
    ...users.flatMap((user) => userFiles.flatMap((key) => user?.scalar(key) ?? [])),
  ];
  // A command without a separator is looked up in PATH.
  const commands = users
    .flatMap((user) => user?.map('exec')?.scalar('command') ?? [])
    .filter(({ value }) => /[\\/]/.test(value));
  return [
    ...files.filter(({ value }) => value !== '').map((place) => ({ place, isCommand: false })),
    ...commands.map((place) => ({ place, isCommand: true })),
  ];
}

function contextsOf(root: PlacedMap, userName: string): string[] {
  return root
    .maps('contexts')
    .filter((entry) => entry.map('context')?.scalar('user')?.value === userName)
    .flatMap((entry) => entry.scalar('name')?.value ?? []);
}

function placeOf({ start, end }: PlacedScalar): { readonly start: number; readonly end: number } {
  return { start, end };
}
