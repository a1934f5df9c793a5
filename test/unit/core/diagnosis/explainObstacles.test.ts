import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { explainObstacles, type WrittenUse } from '../../../../src/core/diagnosis/explainObstacles.ts';
import { unknownTools, type SignInWay } from '../../../../src/core/diagnosis/obstacles.ts';

function use(contextName: string, way: SignInWay, canUseVscodeSignIn = true): WrittenUse {
  return { contextName, way, canUseVscodeSignIn };
}

function on(
  name: string,
  cluster: Partial<NonNullable<WrittenUse['reached']>['cluster']>,
  address = 'default',
): WrittenUse {
  return {
    ...use(`${name}-context`, 'vscode'),
    reached: {
      cluster: { name, resourceGroup: 'rg-a', power: 'Running', isPrivate: false, ...cluster },
      address: address === 'public' ? 'public' : 'default',
      portalUrl: `https://portal.azure.com/#@t/resource/${name}`,
    },
  };
}

const nothing = { sentences: [], remedies: [], hasPublicName: false, isWarning: false };
const useVscode = (...contextNames: readonly string[]) =>
  ({ kind: 'useVscodeSignIn', title: 'Use VS Code Sign-in…', contextNames }) as const;
const installKubectl = {
  kind: 'installTool',
  title: 'Install kubectl…',
  tool: 'kubectl',
} as const;

describe('what a result says of what keeps kubectl from using it', () => {
  it('is nothing where nothing does, or nobody knows', () => {
    for (const way of ['vscode', 'devicecode', 'azurecli', 'azureFormat', 'other'] as const) {
      assert.deepEqual(explainObstacles([use('web', way)], unknownTools), nothing);
    }
    assert.deepEqual(explainObstacles([on('web', {})], unknownTools), nothing);
  });

  it('is that there is no kubectl, and what installs it', () => {
    const told = explainObstacles([use('web', 'vscode')], { ...unknownTools, kubectl: false, kubelogin: false });
    assert.deepEqual(told, {
      ...nothing,
      sentences: ['kubectl is not on the PATH that VS Code sees. If your terminals do not find it either, install it.'],
      remedies: [installKubectl],
      isWarning: true,
    });
    const withAz = explainObstacles([use('web', 'vscode')], { ...unknownTools, kubectl: false, az: true });
    assert.deepEqual(withAz.sentences, [
      'kubectl is not on the PATH that VS Code sees. If your terminals do not find it either, az aks install-cli installs it.',
    ]);
  });

  it('is one sentence for all contexts that it holds for, with their names, and none for the others', () => {
    const written = [
      use('a', 'devicecode'),
      use('b', 'vscode'),
      use('c', 'devicecode', false),
      use('d', 'other', false),
    ];
    const told = explainObstacles(written, { ...unknownTools, kubelogin: false });
    assert.deepEqual(told.sentences, [
      '“a” and “c” sign in through kubelogin, which is not on the PATH that VS Code sees, so kubectl may not find it: install it, or use VS Code’s sign-in.',
    ]);
    assert.deepEqual(told.remedies, [
      useVscode('a'),
      { kind: 'installTool', title: 'Install kubelogin…', tool: 'kubelogin' },
    ]);
  });

  it('is that kubelogin is another program, with its path cleaned', () => {
    const tools = { ...unknownTools, kubelogin: true, otherKubelogin: '/bin/\u202ekubelogin' };
    const { sentences, remedies } = explainObstacles([use('a', 'interactive', false)], tools);
    assert.match(
      sentences.join(),
      /^“a” signs in through Azure’s kubelogin\. .*is another program of that name: int128’s/,
    );
    assert.doesNotMatch(sentences.join(), /\u202e/);
    assert.deepEqual(remedies, [{ kind: 'installTool', title: 'Install Azure’s kubelogin…', tool: 'kubelogin' }]);
  });

  it('is all that is missing, with the ways out in the order in which they help, each once', () => {
    const none = { ...unknownTools, kubectl: false, kubelogin: false, az: false, azd: false };
    const told = explainObstacles([use('a', 'azurecli'), use('b', 'azd')], none);
    assert.equal(told.sentences.length, 4);
    assert.deepEqual(told.remedies.slice(0, 2), [installKubectl, useVscode('a', 'b')]);
    assert.equal(new Set(told.remedies.map(({ title }) => title)).size, told.remedies.length);
    const some = explainObstacles([use('a', 'azurecli')], { ...unknownTools, az: false });
    assert.deepEqual(some.sentences, [
      'For “a” kubelogin asks the Azure CLI, az, which is not on the PATH that VS Code sees, so it may not be found: install it, or use another sign-in.',
    ]);
    assert.deepEqual(
      some.remedies.map(({ title }) => title),
      ['Use VS Code Sign-in…', 'Install az…'],
    );
  });

  it('is that kubectl is too new for the format azure, and how to convert', () => {
    const tools = { ...unknownTools, kubectl: true, kubectlVersion: { name: '1.35.2', minor: 35 } };
    const { sentences, remedies } = explainObstacles([use('old', 'azureFormat', false)], tools);
    assert.deepEqual(sentences, [
      'Your kubectl, 1.35.2, refuses the format azure of “old”, as every one since 1.26 does. Use another sign-in.',
    ]);
    assert.deepEqual(remedies, [{ kind: 'convert', title: 'Convert to Another Sign-in…', contextNames: ['old'] }]);
  });

  it('is that a cluster is stopped, with the line and the page that start it; of several, with neither', () => {
    const one = explainObstacles(
      [on('web', { power: 'Stopped', resourceGroup: 'rg (a)' }), on('api', {})],
      unknownTools,
    );
    assert.deepEqual(one, {
      ...nothing,
      sentences: [
        '“web” was stopped when it was listed, and kubectl gets no answer until it runs: start it in the Azure portal or with az aks start -g "rg (a)" -n web.',
      ],
      remedies: [{ kind: 'openPage', title: 'Open in Azure Portal', url: 'https://portal.azure.com/#@t/resource/web' }],
      isWarning: true,
    });
    const two = explainObstacles([on('web', { power: 'Stopped' }), on('api', { power: 'Stopped' })], unknownTools);
    assert.deepEqual(two.remedies, []);
    assert.match(two.sentences.join(), /^“web” and “api” were stopped when they were listed, .* with az aks start\.$/);
  });

  it('is that a cluster is private, which is no warning: who is in its network reaches it', () => {
    const hidden = on('web', { isPrivate: true, apiServerHost: 'web.abc.privatelink.westeurope.azmk8s.io' });
    assert.deepEqual(explainObstacles([hidden], unknownTools), {
      ...nothing,
      sentences: ['“web” is private: kubectl reaches it from its virtual network only, through a VPN or a jump host.'],
    });
  });

  it('is that a private cluster has a public name, unless that was chosen', () => {
    const host = { isPrivate: true, apiServerHost: 'web-abc.hcp.westeurope.azmk8s.io' };
    const told = explainObstacles([on('web', host)], unknownTools);
    assert.equal(told.hasPublicName, true);
    assert.match(told.sentences.join(), /If the private name of “web” is not found there, its public one may be\.$/);
    const chosen = explainObstacles([on('web', host, 'public')], unknownTools);
    assert.equal(chosen.hasPublicName, false);
    assert.match(chosen.sentences.join(), /^“web” is private: [^.]*\.$/);
    const several = explainObstacles([on('web', host), on('api', { isPrivate: true })], unknownTools);
    assert.match(
      several.sentences.join(),
      /^“web” and “api” are private: .* If the private name of “web” is not found there/,
    );
  });
});
