import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cloudFromSetting } from '../../../../src/core/azure/clouds.ts';
import { seenClusters } from '../../../../src/core/clusters/seenCluster.ts';
import { contextKeyOf } from '../../../../src/core/login/writtenExec.ts';
import type { PersonLoginMode } from '../../../../src/core/login/loginModeNames.ts';
import { planMerge } from '../../../../src/core/merge/planMerge.ts';
import { mapAt } from '../../../../src/core/yamlValue.ts';
import { fetchChosenCredential } from '../../../../src/features/credentials/fetchCredential.ts';
import { pluginContextsOf } from '../../../../src/features/kubectlSignIn/pluginContextsOf.ts';
import { cluster, seen } from '../../core/clusters/listedClusters.ts';
import { execCredential } from '../../core/kubeconfig/armCredentials.ts';
import { KeyList } from '../kubectlSignIn/keyList.ts';
import { Files } from '../kubectlSignIn/pluginKubeconfigs.ts';

const [web] = seenClusters(seen('prod', [cluster('prod', 'web', { aadProfile: { managed: true } })]));

async function fetched(list: KeyList, loginMode: PersonLoginMode, isShownOnly = false, of = web) {
  assert.ok(of);
  const text = execCredential({
    name: 'web',
    resourceGroup: 'rg',
    server: 'https://web-1a2b.hcp.westeurope.azmk8s.io:443',
  });
  const clusterCredentials = {
    userCredential: () => Promise.resolve(text),
    adminCredential: () => Promise.reject(new Error('Nobody asks for it.')),
  };
  const placeCredentials = () => Promise.reject(new Error('Nobody asks for it.'));
  const cloud = () => cloudFromSetting(undefined);
  const inventory = { outdated: () => undefined };
  const ports = { clusterCredentials, placeCredentials, cloud, kubectlSignIn: list, inventory };
  const options = { interaction: 'allowed', signal: new AbortController().signal } as const;
  const request = { choice: { format: 'exec', loginMode }, isAdmin: false, address: 'default', isShownOnly } as const;
  return fetchChosenCredential(ports, of, options, request);
}

function keyOf({ user }: Awaited<ReturnType<typeof fetched>>): string | undefined {
  return contextKeyOf(mapAt(user, 'exec') ?? {});
}

describe('a credential of a cluster in a custom cloud', () => {
  const url = 'https://x.example';
  const custom = cloudFromSetting('custom', {
    resourceManagerEndpointUrl: url,
    managementEndpointUrl: url,
    portalUrl: url,
  });
  const text = execCredential({
    name: 'web',
    resourceGroup: 'rg',
    server: 'https://web-1a2b.hcp.local.contoso.example:443',
  }).replace('AzurePublicCloud', 'AzureStackCloud');
  const credentialWith = (loginMode: 'vscode' | 'azurecli' | 'devicecode' | 'interactive') =>
    fetchChosenCredential(
      {
        clusterCredentials: {
          userCredential: () => Promise.resolve(text),
          adminCredential: () => Promise.reject(new Error('Nobody asks for it.')),
        },
        placeCredentials: () => Promise.reject(new Error('Nobody asks for it.')),
        cloud: () => custom,
        kubectlSignIn: new KeyList(),
        inventory: { outdated: () => undefined },
      },
      web ?? assert.fail(),
      { interaction: 'allowed', signal: new AbortController().signal },
      { choice: { format: 'exec', loginMode }, isAdmin: false, address: 'default', isShownOnly: false },
    );

  it('signs in with VS Code, whose plugin is told that it is another cloud than the public one', async () => {
    const { entra } = await credentialWith('vscode');
    assert.equal(entra?.environment, 'AzureStackCloud');
    assert.equal(entra.login, 'vscode');
    assert.equal((await credentialWith('azurecli')).entra?.login, 'azurecli');
  });

  it('gets no login mode in which kubelogin would sign in to the public cloud', async () => {
    for (const mode of ['devicecode', 'interactive'] as const) {
      await assert.rejects(credentialWith(mode), { code: 'credentialNotConvertible' });
    }
  });
});

describe('a credential that is fetched for VS Code’s sign-in', () => {
  it('has the key that its cluster has in the list afterwards, and keeps it when it is fetched again', async () => {
    const list = new KeyList();
    const credential = await fetched(list, 'vscode');
    const plan = planMerge({ text: undefined, credential, onConflict: 'ask', setCurrentContext: true });
    assert.ok(plan.kind === 'changed');
    const files = new Files({ '/home/ada/.kube/config': plan.text });
    const contexts = await pluginContextsOf(files, files.files);
    await list.trust(contexts.map((context) => context.cluster));
    assert.deepEqual(
      list.clusters.map(({ key }) => key),
      [keyOf(credential)],
    );
    assert.equal(keyOf(await fetched(list, 'vscode')), keyOf(credential));
    // A window that was started anew has reserved nothing.
    const reloaded = new KeyList();
    reloaded.clusters = list.clusters;
    assert.equal(keyOf(await fetched(reloaded, 'vscode')), keyOf(credential));
  });

  it('says the other name of the API server, where Azure has two and one is the server’s own', async () => {
    assert.ok(web);
    const own = 'web-1a2b.hcp.westeurope.azmk8s.io';
    const privately = 'WEB-9f8e.privatelink.westeurope.azmk8s.io';
    const other = 'web-9f8e.privatelink.westeurope.azmk8s.io';
    const named = async (hosts: Partial<typeof web.cluster>, loginMode: PersonLoginMode = 'vscode') => {
      const of = { ...web, cluster: { ...web.cluster, ...hosts } };
      return (await fetched(new KeyList(), loginMode, false, of)).otherHost;
    };
    assert.equal(await named({ apiServerHost: own, privateApiServerHost: privately }), other);
    assert.equal(await named({ apiServerHost: privately, privateApiServerHost: own }), other);
    assert.equal(await named({ apiServerHost: own, privateApiServerHost: privately }, 'azurecli'), other);
    assert.equal(await named({ apiServerHost: own }), undefined);
    assert.equal(await named({ apiServerHost: own, privateApiServerHost: 'localhost' }), undefined);
    assert.equal(await named({ apiServerHost: 'x.azmk8s.io', privateApiServerHost: privately }), undefined);
  });

  it('has none where it is only shown, and in no other mode', async () => {
    assert.equal(keyOf(await fetched(new KeyList(), 'vscode', true)), undefined);
    assert.doesNotMatch(JSON.stringify(await fetched(new KeyList(), 'azurecli')), /AKS_ENTRA_CONTEXT/);
  });
});
