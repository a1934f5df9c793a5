import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyLoginMode } from '../../../../src/core/conversion/loginMode.ts';
import { unknownTools } from '../../../../src/core/diagnosis/obstacles.ts';
import { type KubeconfigCredential, parseCredential } from '../../../../src/core/kubeconfig/credential.ts';
import { obstaclesOfMerge, type MergedContext } from '../../../../src/features/kubeconfig/mergeObstacles.ts';
import { azureCredential, execCredential, staticCredential } from '../../core/kubeconfig/armCredentials.ts';

const exec = parseCredential(execCredential({ name: 'web' }));
const tools = {
  kubectl: true,
  kubectlVersion: { name: '1.35.2', minor: 35 },
  kubelogin: false,
  otherKubelogin: undefined,
  az: false,
  azd: undefined,
};

const as = (contextName: string, credential: KubeconfigCredential): MergedContext => ({
  contextName,
  item: { credential },
});

describe('what is told with a merge', () => {
  it('is by each credential’s own way to sign in, under the name of its context', () => {
    const merged = [
      as('codes', exec),
      as('cli', applyLoginMode(exec, 'azurecli')),
      as('old', parseCredential(azureCredential({ name: 'old' }))),
      as('certificate', parseCredential(staticCredential({ name: 'lab' }))),
    ];
    const { sentences, way, isWarning } = obstaclesOfMerge(merged, {}, tools, true);
    assert.equal(isWarning, true);
    assert.equal(sentences.length, 3);
    assert.match(sentences[0] ?? '', /the format azure of “old”, as/);
    assert.match(sentences[1] ?? '', /^“codes” and “cli” sign in through kubelogin/);
    assert.match(sentences[2] ?? '', /^For “cli” kubelogin asks the Azure CLI/);
    assert.equal(way?.title, 'Convert to Another Sign-in…');
  });

  it('offers nothing that acts on kubectl’s own files where the merge went into another one', () => {
    const wayWhere = (isListed: boolean) => obstaclesOfMerge([as('codes', exec)], {}, tools, isListed).way?.title;
    assert.deepEqual([wayWhere(true), wayWhere(false)], ['Use VS Code Sign-in…', 'Install kubelogin…']);
  });

  it('offers the public address where whoever fetched the credential can do that', async () => {
    const [merged] = [as('edge', exec)];
    assert.ok(merged);
    const cluster = {
      name: 'edge',
      resourceGroup: 'rg',
      power: 'Running',
      isPrivate: true,
      apiServerHost: 'edge-abc.hcp.westeurope.azmk8s.io',
    } as const;
    const reached = new Map([[merged.item, { cluster, address: 'default', portalUrl: 'https://portal' } as const]]);
    let fetched = 0;
    const usePublicAddress = (): Promise<void> => {
      fetched += 1;
      return Promise.resolve();
    };
    const { way, isWarning } = obstaclesOfMerge([merged], { reached, usePublicAddress }, unknownTools, true);
    assert.deepEqual([way?.title, isWarning], ['Use Its Public Address', false]);
    assert.ok(way && 'run' in way);
    await way.run();
    assert.equal(fetched, 1);
    assert.equal(obstaclesOfMerge([merged], { reached }, unknownTools, true).way, undefined);
  });
});
