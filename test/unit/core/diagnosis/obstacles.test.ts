import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyLoginMode } from '../../../../src/core/conversion/loginMode.ts';
import type { InstalledTools } from '../../../../src/core/diagnosis/installedTools.ts';
import {
  clusterObstacles,
  markedDescription,
  signInWayOf,
  toolObstacles,
  unknownTools,
  type SignInWay,
  type ToolObstacle,
} from '../../../../src/core/diagnosis/obstacles.ts';
import { parseCredential } from '../../../../src/core/kubeconfig/credential.ts';
import { entraFactsOf } from '../../../../src/core/login/entraFacts.ts';
import { loginModeNames } from '../../../../src/core/login/loginModeNames.ts';
import { azureCredential, execCredential, staticCredential } from '../kubeconfig/armCredentials.ts';

const all: InstalledTools = {
  kubectl: true,
  kubectlVersion: { name: '1.35.2', minor: 35 },
  kubelogin: true,
  otherKubelogin: undefined,
  az: true,
  azd: true,
};
const none: InstalledTools = { ...unknownTools, kubectl: false, kubelogin: false, az: false, azd: false };
const ways: readonly SignInWay[] = ['vscode', ...loginModeNames, 'azureFormat', 'other'];

/** Of kubelogin's modes, what each of these surroundings keeps from working; for every other way that is nothing. */
const surroundings: readonly {
  readonly name: string;
  readonly tools: InstalledTools;
  readonly everything?: readonly ToolObstacle[];
  readonly everyMode?: readonly ToolObstacle[];
  readonly azurecli?: readonly ToolObstacle[];
  readonly azd?: readonly ToolObstacle[];
  readonly azureFormat?: readonly ToolObstacle[];
}[] = [
  { name: 'all are there', tools: all, azureFormat: ['azureFormatRefused'] },
  { name: 'nobody knows', tools: unknownTools },
  {
    name: 'none is there',
    tools: none,
    everything: ['kubectlMissing'],
    everyMode: ['kubeloginMissing'],
    azurecli: ['azMissing'],
    azd: ['azdMissing'],
  },
  {
    name: 'kubectl is not there',
    tools: { ...all, kubectl: false, kubectlVersion: undefined },
    everything: ['kubectlMissing'],
  },
  { name: 'kubelogin is not there', tools: { ...unknownTools, kubelogin: false }, everyMode: ['kubeloginMissing'] },
  {
    name: 'kubelogin is another program',
    tools: { ...unknownTools, kubelogin: true, otherKubelogin: '/usr/bin/kubelogin' },
    everyMode: ['otherKubelogin'],
  },
  { name: 'az is not there', tools: { ...unknownTools, az: false }, azurecli: ['azMissing'] },
  { name: 'azd is not there', tools: { ...unknownTools, azd: false }, azd: ['azdMissing'] },
  ...[20, 25].map((minor) => ({
    name: `kubectl is 1.${minor}`,
    tools: { ...unknownTools, kubectl: true, kubectlVersion: { name: `1.${minor}.0`, minor } },
  })),
  ...[26, 27, 35, 40].map((minor) => ({
    name: `kubectl is 1.${minor}`,
    tools: { ...unknownTools, kubectl: true, kubectlVersion: { name: `1.${minor}.0`, minor } },
    azureFormat: ['azureFormatRefused'] as const,
  })),
  { name: 'kubectl is of an unknown version', tools: { ...unknownTools, kubectl: true } },
];

describe('how kubectl signs in with a credential', () => {
  const fetched = parseCredential(execCredential({ name: 'web' }));
  const withCommand = (command: string, args: readonly string[] = ['get-token']) => {
    const user = { exec: { command, args } };
    return signInWayOf({ kind: 'exec', user, entra: entraFactsOf(user) });
  };

  it('is the login mode, or the format', () => {
    assert.equal(signInWayOf(fetched), 'devicecode');
    for (const mode of ['interactive', 'azurecli', 'azd'] as const) {
      assert.equal(signInWayOf(applyLoginMode(fetched, mode)), mode);
    }
    assert.equal(signInWayOf(parseCredential(azureCredential({ name: 'web' }))), 'azureFormat');
    assert.equal(signInWayOf(parseCredential(staticCredential({ name: 'web' }))), 'other');
    assert.equal(signInWayOf({ ...fetched, entra: { isLegacy: false, login: 'vscode' } }), 'vscode');
  });

  it('is none that PATH says anything of, for a kubelogin by its path and for other commands', () => {
    assert.equal(withCommand('kubelogin'), 'devicecode');
    assert.equal(withCommand('kubelogin.exe'), 'devicecode');
    assert.equal(withCommand('/opt/kubelogin'), 'other');
    assert.equal(withCommand('aws', ['eks', 'get-token']), 'other');
    assert.equal(withCommand('kubelogin', ['get-token', '--oidc-issuer-url=https://oidc.example']), 'other');
    assert.equal(withCommand('kubelogin', ['get-token', '--login', 'telepathy']), 'other');
  });
});

describe('what keeps kubectl from signing in', () => {
  for (const {
    name,
    tools,
    everything = [],
    everyMode = [],
    azurecli = [],
    azd = [],
    azureFormat = [],
  } of surroundings) {
    it(`is right for each of ${ways.length} ways where ${name}`, () => {
      for (const way of ways) {
        const isMode = loginModeNames.some((mode) => mode === way);
        assert.deepEqual(
          toolObstacles(way, tools),
          [
            ...everything,
            ...(way === 'azureFormat' ? azureFormat : []),
            ...(isMode ? everyMode : []),
            ...(way === 'azurecli' ? azurecli : []),
            ...(way === 'azd' ? azd : []),
          ],
          way,
        );
      }
    });
  }

  it('is never kubelogin or az where VS Code signs in, nor where nothing but the kubeconfig does', () => {
    for (const way of ['vscode', 'other'] as const) {
      for (const { tools } of surroundings) {
        assert.deepEqual(
          toolObstacles(way, tools).filter((obstacle) => obstacle !== 'kubectlMissing'),
          [],
        );
      }
    }
  });

  it('stands behind what the row of a picker says anyway, and only there where it matters', () => {
    assert.equal(markedDescription('recommended', 'vscode', none), 'recommended · kubectl not found');
    assert.equal(
      markedDescription(undefined, 'azurecli', none),
      'kubectl not found · kubelogin not found · az not found',
    );
    assert.equal(markedDescription('old', 'azureFormat', all), 'old · refused by kubectl 1.35.2');
    const other = { ...all, otherKubelogin: '/usr/bin/kubelogin' };
    assert.equal(markedDescription(undefined, 'devicecode', other), 'another program called kubelogin found');
    assert.equal(markedDescription(undefined, 'azd', { ...all, azd: false }), 'azd not found');
    for (const way of ways) {
      for (const tools of [unknownTools, undefined]) {
        assert.equal(markedDescription(undefined, way, tools), undefined);
        assert.equal(markedDescription('old', way, tools), 'old');
      }
    }
  });
});

describe('what keeps kubectl from reaching a cluster', () => {
  const reached = (power: 'Running' | 'Stopped' | 'unknown', isPrivate: boolean, address?: 'default' | 'public') =>
    clusterObstacles({
      cluster: { name: 'web', resourceGroup: 'rg', power, isPrivate },
      ...(address === undefined ? {} : { address }),
    });

  it('is that it is stopped, that it is private, or both, and nothing where that is not known', () => {
    for (const address of ['default', 'public'] as const) {
      assert.deepEqual(reached('Running', false, address), []);
      assert.deepEqual(reached('unknown', false, address), []);
      assert.deepEqual(reached('Stopped', false, address), ['clusterStopped']);
      assert.deepEqual(reached('Running', true, address), ['clusterPrivate']);
      assert.deepEqual(reached('Stopped', true, address), ['clusterStopped', 'clusterPrivate']);
    }
    assert.deepEqual(clusterObstacles(undefined), []);
  });

  it('is not its network where no address was chosen', () => {
    assert.deepEqual(reached('Running', true), []);
    assert.deepEqual(reached('Stopped', true), ['clusterStopped']);
  });
});
