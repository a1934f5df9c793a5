import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { placedKubeconfig } from '../../../../src/core/kubeconfigFindings/kubeconfigNodes.ts';
import { findRefusedArguments } from '../../../../src/core/kubeconfigFindings/refusedArguments.ts';

function marked(args: readonly string[], command = 'kubelogin'): string[] {
  const exec = { apiVersion: 'client.authentication.k8s.io/v1beta1', command, args };
  const text = JSON.stringify({ users: [{ name: 'u', user: { exec } }] });
  const root = placedKubeconfig(text);
  assert.ok(root);
  return findRefusedArguments(root).map(
    ({ severity, start, end, message }) => `${severity} ${text.slice(start, end)} ${message.split(':')[0] ?? ''}`,
  );
}

// Tried with kubelogin 0.2.22 on 2026-11-29.
describe('findRefusedArguments', () => {
  it('finds none in what kubelogin takes, whatever the spelling', () => {
    for (const args of [
      ['get-token', '--login', 'azurecli', '--server-id', 's', '--timeout=1m30s', '-v', '5', '--legacy=T', 'stray'],
      ['-v=3', '--logtostderr', 'get-token', '-lmsi', '-tT', '--timeout', '0'],
      ['get-token', '--help'],
      ['--version'],
      [],
    ]) {
      assert.deepEqual(marked(args), [], args.join(' '));
    }
  });

  it('marks each argument that ends kubelogin', () => {
    assert.deepEqual(marked(['get-token', '--serverid', 'x', '--client-id']), [
      'warning "--serverid" kubelogin 0.2.22 knows no --serverid',
      'error "--client-id" --client-id needs a value behind it',
    ]);
    assert.deepEqual(marked(['get-token', '--legacy=perhaps', '-vx', '--timeout', '30'], '/opt/kubelogin.exe'), [
      'error "--legacy=perhaps" --legacy is either true or false',
      'error "-vx" --v is a whole number',
      'error "--timeout" --timeout is a duration with its unit, such as 30s or 1m30s',
    ]);
    assert.deepEqual(marked(['get-token', '---x', '-lazurecli', '-phidden']), [
      'error "---x" A flag has two dashes in front of its name, and no more',
      'warning "-phidden" kubelogin 0.2.22 knows no -p',
    ]);
    assert.deepEqual(marked(['get-token', '-lmagic']), [
      'warning "-lmagic" kubelogin 0.2.22 has no login mode “magic”. It has devicecode, interactive, spn, ropc, msi, azurecli, azd, workloadidentity, azurepipelines.',
    ]);
  });

  it('leaves other programs alone', () => {
    const args = ['get-token', '--odd'];
    for (const command of ['tool', 'my-kubelogin', '/home/kubelogin/.local/share/aks-entra/plugin/aks-entra']) {
      assert.deepEqual(marked(args, command), [], command);
    }
    assert.deepEqual(marked([...args, '--oidc-issuer-url=https://x']), []);
    assert.deepEqual(marked(['convert-kubeconfig', '--odd']), []);
  });
});
