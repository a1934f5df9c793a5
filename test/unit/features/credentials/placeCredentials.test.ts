import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import { cloudFromSetting } from '../../../../src/core/azure/clouds.ts';
import { hubTarget, namespaceTarget, type PlacedTarget } from '../../../../src/core/clusters/credentialTarget.ts';
import { fleetFromArm } from '../../../../src/core/clusters/fleet.ts';
import { managedNamespaceFromArm } from '../../../../src/core/clusters/managedNamespace.ts';
import { planConversion } from '../../../../src/core/conversion/planConversion.ts';
import { contextsOfCluster } from '../../../../src/core/kubeconfig/contextsOfCluster.ts';
import { readContexts } from '../../../../src/core/kubeconfig/readContexts.ts';
import { singleContextKubeconfig } from '../../../../src/core/kubeconfig/singleContext.ts';
import { loginModeNames, personLoginModes, type PersonLoginMode } from '../../../../src/core/login/loginModeNames.ts';
import { planMerge } from '../../../../src/core/merge/planMerge.ts';
import { planRemoval, textsWithout } from '../../../../src/core/merge/planRemoval.ts';
import { placeMetadata } from '../../../../src/core/merge/placeMetadata.ts';
import { fetchChosenCredential } from '../../../../src/features/credentials/fetchCredential.ts';
import { trustFetchedContexts } from '../../../../src/features/kubectlSignIn/trustContexts.ts';
import { cluster, contoso, seen } from '../../core/clusters/listedClusters.ts';
import { execCredential } from '../../core/kubeconfig/armCredentials.ts';
import { KeyList } from '../kubectlSignIn/keyList.ts';
import { Files } from '../kubectlSignIn/pluginKubeconfigs.ts';

const group = '/subscriptions/s1/resourceGroups/rg/providers/Microsoft.ContainerService';
const { account, tenants, subscription } = seen('s1', []);
const namespace = managedNamespaceFromArm(
  { id: `${group}/managedClusters/shop/managedNamespaces/checkout`, name: 'shop/checkout' },
  contoso.tenantId,
);
const fleet = fleetFromArm({ id: `${group}/fleets/web`, properties: { hubProfile: {} } }, contoso.tenantId);
assert.ok(namespace && fleet);
const places: readonly (readonly [PlacedTarget, string])[] = [
  [namespaceTarget({ namespace, account, tenants, subscription }), 'shop'],
  [hubTarget({ fleet, account, tenants, subscription }), 'hub'],
];
const path = '/home/ada/.kube/config';

/** What Azure gives out, and whatever it is told of the list. */
function portsFor(name: string, list: KeyList, answer?: Error) {
  const text = execCredential({ name, server: `https://${name}-1a2b.hcp.westeurope.azmk8s.io:443` });
  const outdated: string[] = [];
  const none = (): Promise<never> => Promise.reject(new Error('Nobody asks for it.'));
  return {
    outdated,
    clusterCredentials: { userCredential: none, adminCredential: none },
    placeCredentials: () =>
      Promise.resolve({
        placeCredential: () => (answer === undefined ? Promise.resolve(text) : Promise.reject(answer)),
      }),
    cloud: () => cloudFromSetting(undefined),
    kubectlSignIn: list,
    inventory: { outdated: (id: string) => outdated.push(id) },
  };
}

const options = { interaction: 'allowed', signal: new AbortController().signal } as const;

function requestFor(loginMode: PersonLoginMode) {
  return { choice: { format: 'exec', loginMode }, isAdmin: false, address: 'default', isShownOnly: false } as const;
}

async function fetched(target: PlacedTarget, name: string, loginMode: PersonLoginMode, list = new KeyList()) {
  return fetchChosenCredential(portsFor(name, list), target, options, requestFor(loginMode));
}

/** A kubeconfig with the place's context, as “Get AKS credentials” leaves it. */
async function merged(target: PlacedTarget, name: string, mode: PersonLoginMode, list?: KeyList): Promise<string> {
  const credential = await fetched(target, name, mode, list);
  const metadata = { ...placeMetadata(target.place), loginMode: mode };
  const plan = planMerge({ text: undefined, onConflict: 'ask', setCurrentContext: true, credential, metadata });
  assert.ok(plan.kind === 'changed');
  return plan.text;
}

for (const [target, name] of places) {
  const { kind } = target.place;
  const contextName = target.cluster.name;
  describe(`the credential of a ${kind}`, () => {
    it('gets every login mode that a person has', async () => {
      for (const mode of personLoginModes) {
        const text = await merged(target, name, mode);
        const [context] = readContexts([text]).contexts;
        assert.equal(context?.contextName, contextName);
        assert.equal(context.entra?.login, mode);
        assert.equal(text.includes('namespace: checkout'), kind === 'namespace');
      }
    });

    it('is converted to every other mode, and stays what it is for', async () => {
      const needed = {
        clientId: '80faf920-1908-4b52-b5ef-a8e7bedfc67a',
        tenantId: '2f9a5c1e-7d43-4b8a-9e10-6c5d4b3a2f10',
        username: 'ada@contoso.com',
      };
      for (const mode of loginModeNames) {
        const text = await merged(target, name, 'vscode');
        const [converted = ''] = planConversion([text], [{ contextName, options: needed, target: mode }]).texts;
        const [context] = readContexts([converted]).contexts;
        const { loginMode, ...isFor } = context?.metadata ?? {};
        assert.deepEqual(
          isFor,
          kind === 'namespace'
            ? { clusterId: namespace.clusterId, managedNamespace: 'checkout' }
            : { fleetId: fleet.id },
          mode,
        );
        assert.equal(loginMode, mode);
        assert.equal(converted.includes('namespace: checkout'), kind === 'namespace');
      }
    });

    it('gets a token from VS Code for itself alone, until Undo', async () => {
      const list = new KeyList();
      const credential = await fetched(target, name, 'vscode', list);
      const text = await merged(target, name, 'vscode', list);
      const files = new Files({ [path]: text });
      const ports = {
        kubeconfigs: files,
        kubectlSignIn: list,
        logger: console,
        mayTrust: () => Promise.resolve(false),
      };
      const fetchedNow = new Map([[contextName, credential]]);
      const { undo, notes } = await trustFetchedContexts(ports, fetchedNow, files.snapshot, new Files({}).snapshot);
      assert.deepEqual(notes, []);
      assert.deepEqual(
        list.clusters.map(({ server }) => server),
        [`https://${name}-1a2b.hcp.westeurope.azmk8s.io:443`],
      );
      await undo();
      assert.deepEqual(list.clusters, []);
    });

    it('has its context found by its row, in a terminal of its own, and removed with nothing left', async () => {
      const text = await merged(target, name, 'azurecli');
      const { contexts } = readContexts([text]);
      assert.deepEqual(
        contextsOfCluster(contexts, target.cluster).map((one) => one.contextName),
        [contextName],
      );
      assert.deepEqual(contextsOfCluster(contexts, { id: `${target.cluster.id}x` }), []);
      const own = singleContextKubeconfig([text], contextName, { resolve: (_, each) => each, separator: '/' });
      assert.equal(own.includes('namespace: checkout'), kind === 'namespace');
      const [after = ''] = textsWithout([{ path, text }], planRemoval([text], contextName));
      assert.deepEqual(readContexts([after]).contexts, []);
      assert.doesNotMatch(after, /checkout|web-hub/);
    });

    it('that is gone by now is told, and listed anew', async () => {
      const ports = portsFor(name, new KeyList(), new AksEntraError('notFound', 'Azure does not find it.'));
      const own = kind === 'namespace' ? 'checkout' : 'web';
      await assert.rejects(fetchChosenCredential(ports, target, options, requestFor('vscode')), {
        code: 'notFound',
        message: new RegExp(`^“${own}” is not in resource group “rg” any more`),
      });
      assert.deepEqual(ports.outdated, ['s1']);
    });
  });
}

describe('the contexts of a cluster', () => {
  it('are found apart from those of its managed namespaces', async () => {
    const [[target, name] = assert.fail()] = places;
    const { contexts } = readContexts([await merged(target, name, 'azurecli')]);
    assert.ok(target.place.kind === 'namespace');
    assert.equal(contextsOfCluster(contexts, target.place.namespace).length, 1);
    assert.deepEqual(contextsOfCluster(contexts, cluster('s1', 'shop')), []);
  });
});

describe('a fleet without a hub', () => {
  it('has no credential, which is told before Azure is asked', async () => {
    const target = hubTarget({ fleet: { ...fleet, hasHub: false }, account, tenants, subscription });
    await assert.rejects(fetched(target, 'hub', 'vscode'), {
      code: 'notFound',
      message: /^Fleet web has no hub cluster, so there is no credential for it\. Get those of its member clusters/,
    });
  });
});
