import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { parseDocument } from 'yaml';
import { parseCredential } from '../../../../src/core/kubeconfig/credential.ts';
import { pipelineKubeconfig, type PipelineLogin } from '../../../../src/core/conversion/pipelineKubeconfig.ts';
import { findKubectls, runKubectl } from '../../../kubectl.ts';
import { azureCredential, execCredential, staticCredential, tenantId } from '../kubeconfig/armCredentials.ts';

const cluster = { name: 'payments-prod', resourceGroup: 'rg-payments' };
const clientId = '12345678-aaaa-bbbb-cccc-1234567890ab';
const serverId = '6dae42f8-4368-4678-94ff-3960e28e3630';
const credential = parseCredential(execCredential(cluster));

function execOf(text: string): Record<string, unknown> {
  const { users } = parseDocument(text).toJS() as { users: { user: { exec: Record<string, unknown> } }[] };
  return users[0]?.user.exec ?? {};
}

describe('a kubeconfig for a pipeline', () => {
  for (const [login, args] of [
    ['workloadidentity', ['--client-id', clientId, '--tenant-id', tenantId]],
    ['msi', ['--client-id', clientId]],
    ['spn', ['--client-id', clientId, '--tenant-id', tenantId, '--environment', 'AzurePublicCloud']],
  ] as const) {
    it(`runs kubelogin by name, as ${login}, with nothing secret`, () => {
      const text = pipelineKubeconfig(credential, { login, clientId });
      const exec = execOf(text);
      assert.equal(exec['command'], 'kubelogin');
      assert.equal(exec['env'], null);
      assert.deepEqual(exec['args'], ['get-token', '--login', login, '--server-id', serverId, ...args]);
      assert.doesNotMatch(text, /client-key|client-certificate|secret|password|extensions/);
    });
  }

  it('uses the machine’s own identity where none is named', () => {
    const args = execOf(pipelineKubeconfig(credential, { login: 'msi', clientId: undefined }))['args'];
    assert.deepEqual(args, ['get-token', '--login', 'msi', '--server-id', serverId]);
  });

  it('names the sign-in host of a sovereign cloud for a federated token', () => {
    const text = execCredential(cluster).replace('AzurePublicCloud', 'AzureUSGovernmentCloud');
    const args = execOf(pipelineKubeconfig(parseCredential(text), { login: 'workloadidentity', clientId }))['args'];
    assert.deepEqual((args as string[]).slice(-2), ['--authority-host', 'https://login.microsoftonline.us/']);
  });

  it('signs in to no other cloud in a custom one, which kubelogin cannot name', () => {
    const ofCustom = parseCredential(execCredential(cluster).replace('AzurePublicCloud', 'AzureStackCloud'));
    for (const login of ['spn', 'workloadidentity'] satisfies PipelineLogin[]) {
      assert.throws(() => pipelineKubeconfig(ofCustom, { login, clientId }), {
        code: 'credentialNotConvertible',
        message: /the public (cloud|one)/,
      });
    }
    const args = execOf(pipelineKubeconfig(ofCustom, { login: 'msi', clientId }))['args'];
    assert.deepEqual(args, ['get-token', '--login', 'msi', '--server-id', serverId, '--client-id', clientId]);
  });

  it('is refused where the only credential is a secret, and for legacy Entra', () => {
    const request = { login: 'spn', clientId } as const;
    assert.throws(() => pipelineKubeconfig(parseCredential(staticCredential(cluster)), request), {
      code: 'credentialNotConvertible',
      message: /Enable Entra/,
    });
    assert.throws(() => pipelineKubeconfig(parseCredential(azureCredential(cluster, '"0"')), request), {
      code: 'credentialNotConvertible',
      message: /Migrate/,
    });
  });

  it('is what every kubectl reads', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pipeline-kubeconfig-'));
    try {
      for (const login of ['workloadidentity', 'msi', 'spn'] satisfies PipelineLogin[]) {
        const file = join(folder, login);
        writeFileSync(file, pipelineKubeconfig(credential, { login, clientId }));
        for (const kubectl of findKubectls()) {
          const args = ['--kubeconfig', file, 'config', 'current-context'];
          const { exitCode, stdout, stderr } = await runKubectl(kubectl, args, { HOME: folder });
          assert.equal(exitCode, 0, stderr);
          assert.equal(stdout.trim(), 'payments-prod');
        }
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
