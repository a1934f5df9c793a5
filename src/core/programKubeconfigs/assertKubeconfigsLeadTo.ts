import type { ExecCluster } from '../credentialPlugin/execInfo.ts';
import { accessOf, type TrustedCluster } from '../credentialPlugin/trustedCluster.ts';
import { l10n } from '../l10n.ts';
import { isContextKey } from '../login/contextKey.ts';
import { quotedName } from '../quotedNames.ts';
import { isEqualValue, ownValue, stringAt } from '../yamlValue.ts';
import { leadsElsewhere } from './leadsElsewhere.ts';
import { hasOnly, holds, isOwnUser } from './ownUser.ts';
import type { Section, StrictEntry, StrictKubeconfig } from './strictKubeconfig.ts';

export interface ProgramKubeconfig {
  readonly path: string;
  readonly kubeconfig: StrictKubeconfig;
  /** Whether the program itself reads it; others are looked at because we wrote them. */
  readonly isPrograms: boolean;
}

type Placed = StrictEntry & Pick<ProgramKubeconfig, 'path' | 'isPrograms'>;

/**
 * That kubeconfigs lead our user, the one that has the key, to trusted clusters and nowhere else, whichever of several
 * entries of one name a program takes: by name, over all files together. It keeps out a foreign file in a list. It does
 * not stop who has the key, nor a program that is given a path or merges files by itself.
 *
 * @param entries of one key and one account, at least one
 * @throws AksEntraError kubeconfigsLeadElsewhere
 */
export function assertKubeconfigsLeadTo(entries: readonly TrustedCluster[], files: readonly ProgramKubeconfig[]): void {
  const key = entries[0]?.key;
  if (!isContextKey(key)) {
    throw new TypeError('entries of a key');
  }
  const named = (name: string): string => nameWithout(key, name);
  const clusters = Map.groupBy(all(files, 'clusters'), ({ name }) => name);
  const names = namesOfOwnUsers(entries, key, files);
  const contexts = all(files, 'contexts').filter(({ value }) => names.has(stringAt(value, 'user') ?? ''));
  for (const context of contexts) {
    const clusterName = stringAt(context.value, 'cluster') ?? '';
    if (!hasOnly(context.entry, contextEntryKeys) || !hasOnly(context.value, contextKeys)) {
      throw foreign(context, l10n`the context ${named(context.name)} holds something unusual`);
    }
    // Programs differ in what they take for the cluster of a context that names none.
    const sameNames = clusterName === '' ? [] : (clusters.get(clusterName) ?? []);
    if (sameNames.length === 0) {
      throw foreign(
        context,
        l10n`the context ${named(context.name)} names a cluster that is in none of your kubeconfigs`,
      );
    }
    const other = sameNames.find((cluster) => accessOfEntry(entries, cluster) === undefined);
    if (other !== undefined) {
      throw foreign(
        other,
        l10n`the cluster ${named(clusterName)}, to which the context ${named(context.name)} leads, is not the one that you set up`,
      );
    }
  }
  if (!contexts.some(({ isPrograms }) => isPrograms)) {
    throw leadsElsewhere(
      'KUBECONFIG',
      l10n`names no kubeconfig with a context of this sign-in, nor is there one in the default kubeconfig. Set KUBECONFIG to the file that has it.`,
    );
  }
}

const contextEntryKeys = ['name', 'context'];
const contextKeys = ['cluster', 'user', 'namespace', 'extensions'];
const clusterEntryKeys = ['name', 'cluster'];
/** No `certificate-authority`: nobody knows what that file will hold. */
const clusterKeys = [
  'server',
  'certificate-authority-data',
  'tls-server-name',
  'insecure-skip-tls-verify',
  'proxy-url',
  'disable-compression',
  'extensions',
];

/** Of the users that have the key; all entries of these names are ours, and the same. */
function namesOfOwnUsers(
  entries: readonly TrustedCluster[],
  key: string,
  files: readonly ProgramKubeconfig[],
): ReadonlySet<string> {
  const users = all(files, 'users');
  const withKey = users.filter(({ entry }) => holds(entry, key));
  const own = new Map(withKey.map((user) => [user.name, user]));
  const sameNames = users.filter(({ name }) => own.has(name));
  const odd =
    sameNames.find((user) => user.name === '' || !isOwnUser(user, entries, key)) ??
    sameNames.find(({ name, entry }) => !isEqualValue(entry, own.get(name)?.entry));
  if (odd !== undefined) {
    throw foreign(odd, l10n`the user ${nameWithout(key, odd.name)} is not as AKS Entra wrote it`);
  }
  for (const { path, kubeconfig } of files) {
    // Once in each of these, and nowhere else: not in a comment, nor where no user is.
    const places = kubeconfig.text.split(key).length - 1;
    if (places !== withKey.filter((user) => user.path === path).length) {
      throw leadsElsewhere(
        path,
        l10n`holds the key of this sign-in in a place to which AKS Entra did not write it. ${wayOut()}`,
      );
    }
  }
  return new Set(own.keys());
}

function all(files: readonly ProgramKubeconfig[], section: Section): Placed[] {
  return files.flatMap(({ path, isPrograms, kubeconfig }) =>
    kubeconfig[section].map((each) => ({ ...each, path, isPrograms })),
  );
}

/** The entry of the list that a kubeconfig's cluster is; undefined for none. */
function accessOfEntry(entries: readonly TrustedCluster[], { entry, value }: StrictEntry): TrustedCluster | undefined {
  const server = stringAt(value, 'server');
  const skips = ownValue(value, 'insecure-skip-tls-verify') ?? false;
  const texts = (['certificate-authority-data', 'tls-server-name', 'proxy-url'] as const).map(
    (name) => ownValue(value, name) ?? '',
  );
  const [certificateAuthorityData, tlsServerName, proxyUrl] = texts;
  if (
    server === undefined ||
    typeof skips !== 'boolean' ||
    typeof certificateAuthorityData !== 'string' ||
    typeof tlsServerName !== 'string' ||
    typeof proxyUrl !== 'string' ||
    !hasOnly(entry, clusterEntryKeys) ||
    !hasOnly(value, clusterKeys)
  ) {
    return undefined;
  }
  const cluster: ExecCluster = {
    server,
    skipsTlsVerify: skips,
    ...(certificateAuthorityData === '' ? {} : { certificateAuthorityData }),
    ...(tlsServerName === '' ? {} : { tlsServerName }),
    ...(proxyUrl === '' ? {} : { proxyUrl }),
  };
  return accessOf(entries, cluster);
}

function foreign({ path }: Placed, what: string): Error {
  return leadsElsewhere(path, l10n`could send this sign-in elsewhere: ${what}. ${wayOut()}`);
}

/** The key is a secret, and somebody may have made a name of it. */
function nameWithout(key: string, name: string): string {
  return quotedName(name.replaceAll(key, '…'));
}

function wayOut(): string {
  return l10n`Correct it, or take the file out of KUBECONFIG.`;
}
