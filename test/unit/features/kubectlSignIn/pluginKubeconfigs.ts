import { stringify } from 'yaml';
import type { KubeconfigFile, TextChange, WriteReceipt } from '../../../../src/core/kubeconfig/kubeconfigStore.ts';
import { KubeconfigSnapshot } from '../../../../src/core/kubeconfig/kubeconfigSnapshot.ts';
import { renderPluginArguments } from '../../../../src/core/login/pluginArguments.ts';
import { contextKeyOf } from '../../../../src/core/login/writtenExec.ts';
import { readFirstModel } from '../../../../src/core/kubeconfigText/readModel.ts';
import { firstOfEach } from '../../../../src/core/kubeconfig/readContexts.ts';
import { mapAt, stringAt } from '../../../../src/core/yamlValue.ts';
import { plugin } from './keyList.ts';

interface ContextSpec {
  readonly name: string;
  /** By default of its own. */
  readonly user?: string;
  readonly cluster?: string;
  readonly server?: string;
  readonly env?: readonly { readonly name: string; readonly value: string }[] | null;
  readonly authority?: object;
  /** By default our plugin's. */
  readonly exec?: object;
}

/** Whether there is a certificate in it, nobody looks. */
export const authorityData = 'LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCkNBCg==';
const tenantId = '11111111-2222-3333-4444-555555555555';

/** A kubeconfig as an older version wrote it, whose contexts sign in through our plugin and have no key. */
export function keyless(...specs: readonly ContextSpec[]): string {
  const unique = <Entry extends { readonly name: string }>(entries: readonly Entry[]): Entry[] => [
    ...new Map(entries.map((entry) => [entry.name, entry])).values(),
  ];
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: unique(
      specs.map(({ name, cluster = name, server = `https://${cluster}.hcp.westeurope.azmk8s.io:443`, authority }) => ({
        name: cluster,
        cluster: { server, ...(authority ?? { 'certificate-authority-data': authorityData }) },
      })),
    ),
    contexts: specs.map(({ name, cluster = name, user = name }) => ({ name, context: { cluster, user } })),
    users: unique(
      specs.map(({ name, user = name, env = null, exec }) => ({
        name: user,
        user: {
          exec: exec ?? {
            apiVersion: 'client.authentication.k8s.io/v1',
            args: renderPluginArguments({ tenantId, environment: 'AzurePublicCloud', accountId: 'ada.home' }),
            command: plugin.command,
            env,
            interactiveMode: 'Never',
            provideClusterInfo: true,
          },
        },
      })),
    ),
  };
  return stringify(config, { aliasDuplicateObjects: false });
}

/** The key that each context has. */
export function keysIn(...texts: readonly string[]): Record<string, string | undefined> {
  const models = texts.map((text) => readFirstModel(text));
  const [contexts, users] = [firstOfEach(models, 'contexts'), firstOfEach(models, 'users')];
  return Object.fromEntries(
    [...contexts].map(([name, { entry }]) => {
      const user = users.get(stringAt(mapAt(entry, 'context'), 'user') ?? '')?.entry;
      return [name, contextKeyOf(mapAt(mapAt(user, 'user'), 'exec') ?? {})];
    }),
  );
}

/** kubectl's files, in memory, by their paths in the order of the list. */
export class Files {
  readonly texts: Map<string, string>;
  readonly list: readonly string[];

  /** @param beside those that are not in the list */
  constructor(listed: Readonly<Record<string, string>>, beside: Readonly<Record<string, string>> = {}) {
    this.list = Object.keys(listed);
    this.texts = new Map([...Object.entries(listed), ...Object.entries(beside)]);
  }

  get files(): KubeconfigFile[] {
    return this.list.map((path) => ({ path, text: this.texts.get(path) ?? '' }));
  }

  get snapshot(): KubeconfigSnapshot {
    const [defaultPath] = this.list;
    return new KubeconfigSnapshot({ paths: this.list, files: this.files, defaultPath, isListed: true });
  }

  paths(): Promise<string[]> {
    return Promise.resolve([...this.list]);
  }

  writePath(): Promise<string> {
    return Promise.resolve(this.list[0] ?? '');
  }

  read(path: string): Promise<string | undefined> {
    return Promise.resolve(this.texts.get(path));
  }

  readAll(): Promise<KubeconfigFile[]> {
    return Promise.resolve(this.files);
  }

  update<Result extends TextChange>(
    path: string,
    change: (text: string | undefined) => Result,
  ): Promise<{ readonly receipt: FileReceipt; readonly result: Result }> {
    const before = this.texts.get(path);
    const result = change(before);
    this.texts.set(path, result.text ?? before ?? '');
    return Promise.resolve({ receipt: { path, kind: 'replaced', before: before ?? '' }, result });
  }

  undo({ path, before }: FileReceipt): Promise<void> {
    this.texts.set(path, before);
    return Promise.resolve();
  }
}

interface FileReceipt extends WriteReceipt {
  readonly before: string;
}
