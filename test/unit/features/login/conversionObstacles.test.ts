import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cloudFromSetting } from '../../../../src/core/azure/clouds.ts';
import { emptyListing } from '../../../../src/core/listing/growingListing.ts';
import type { InventoryState } from '../../../../src/core/listing/inventory.ts';
import type { InstalledTools } from '../../../../src/core/diagnosis/installedTools.ts';
import { unknownTools } from '../../../../src/core/diagnosis/obstacles.ts';
import { readContexts } from '../../../../src/core/kubeconfig/readContexts.ts';
import type { AnyLoginMode } from '../../../../src/core/login/loginModeNames.ts';
import { obstaclesOfConversion } from '../../../../src/features/login/conversionObstacles.ts';
import { ada, cluster, seen } from '../../core/clusters/listedClusters.ts';
import { execCredential } from '../../core/kubeconfig/armCredentials.ts';

const server = 'https://web-abc.hcp.westeurope.azmk8s.io:443';
const { contexts } = readContexts(execCredential({ name: 'web', server }));
const fromVscode = contexts.map((context) => ({ ...context, entra: { isLegacy: false, login: 'vscode' } }));
const withoutKubelogin: InstalledTools = { ...unknownTools, kubelogin: false };

function listed(properties: object): InventoryState {
  const fqdn = new URL(server).hostname;
  const subscriptions = [
    seen('shop', [cluster('shop', 'web', { aadProfile: { managed: true }, fqdn, ...properties })]),
  ];
  return { kind: 'listed', ...emptyListing([ada]), subscriptions };
}

function told(
  converted: typeof contexts,
  mode: AnyLoginMode,
  state: InventoryState = { kind: 'signedOut' },
  tools = withoutKubelogin,
) {
  return obstaclesOfConversion(converted, mode, tools, state, cloudFromSetting(undefined));
}

describe('what is told with a conversion', () => {
  it('is what the new mode needs, whatever the contexts needed before', () => {
    assert.equal(told(contexts, 'interactive').isWarning, true);
    assert.deepEqual(told(contexts, 'vscode').sentences, []);
  });

  it('sends nobody back to VS Code’s sign-in who has just turned away from it', () => {
    const titlesOf = (converted: typeof contexts) => told(converted, 'devicecode').remedies.map(({ title }) => title);
    assert.deepEqual(titlesOf(contexts), ['Use VS Code Sign-in…', 'Install kubelogin…']);
    assert.deepEqual(titlesOf(fromVscode), ['Install kubelogin…']);
  });

  it('is that a cluster is stopped, where it has been listed, and nothing of its network', () => {
    const stopped = told(contexts, 'vscode', listed({ powerState: { code: 'Stopped' } }), unknownTools);
    assert.match(stopped.sentences.join(), /^“web” was stopped/);
    assert.match(JSON.stringify(stopped.remedies), /portal\.azure\.com\/#@contoso\/resource\/subscriptions\/shop\//);
    const hidden = listed({ apiServerAccessProfile: { enablePrivateCluster: true } });
    assert.deepEqual(told(contexts, 'vscode', hidden, unknownTools).sentences, []);
  });
});
