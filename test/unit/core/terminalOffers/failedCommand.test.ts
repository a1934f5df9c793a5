import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type FailedCommand, failedCommandOf } from '../../../../src/core/terminalOffers/failedCommand.ts';
import { endsSoon } from '../../../endsSoon.ts';

const plain: FailedCommand = {
  program: 'kubectl',
  contextName: undefined,
  kubeconfig: undefined,
  usesContext: true,
};
const unknown = { usesContext: false };

const lines: readonly (readonly [string, Partial<FailedCommand> | undefined])[] = [
  ['kubectl get nodes', {}],
  ['  kubectl get nodes ; ', {}],
  ['/usr/local/bin/kubectl get nodes', {}],
  ['C:\\tools\\kubectl.exe get nodes', {}],
  ['kubectl --context shop get nodes', { contextName: 'shop' }],
  ['kubectl get nodes --context=shop -n default', { contextName: 'shop' }],
  ["kubectl get nodes --context 'my shop'", { contextName: 'my shop' }],
  ['kubectl get nodes --context "my shop"', { contextName: 'my shop' }],
  ['kubectl get nodes --context a --context b', { contextName: 'b' }],
  ['KUBECONFIG=/tmp/a:/tmp/b kubectl get nodes', { kubeconfig: { list: '/tmp/a:/tmp/b' } }],
  ['KUBECONFIG=/tmp/a kubectl --kubeconfig /tmp/b get nodes', { kubeconfig: { file: '/tmp/b' } }],
  ['kubectl get nodes 2>&1', {}],
  ['kubectl get nodes > nodes.txt 2> errors.txt', {}],
  // What the shell puts there is not known.
  ['kubectl get nodes --context $CONTEXT', { contextName: '$CONTEXT', ...unknown }],
  ['kubectl get nodes --context "$(id)"', { contextName: '$(id)', ...unknown }],
  ['kubectl get nodes --context `id`', { contextName: '`id`', ...unknown }],
  ['kubectl get nodes --context', { contextName: '', ...unknown }],
  ['kubectl get nodes --kubeconfig ~/*.yaml', { kubeconfig: { file: '~/*.yaml' }, ...unknown }],
  // Nor what the entry has to do with it.
  ['kubectl --server https://a get nodes', unknown],
  ['kubectl -s https://a get nodes', unknown],
  ['kubectl get nodes --token=x', unknown],
  ['kubectl config use-context x', unknown],
  ['kubectl version --client', unknown],
  ['kubectl', unknown],
  ['kubectl --help', unknown],
  ['kubectl version', {}],
  ['kubectl exec pod -- psql --context x', {}],
  ['kubectl -n default logs pod', {}],
  ['kubectl diff -f a.yaml', {}],
  ['kubectl get nodes | grep a', {}],
  ['kubectl get nodes && echo yes', {}],
  ['kubectl get nodes & ', {}],
  ['helm --kube-context shop ls', { program: 'helm', contextName: 'shop' }],
  ['helm repo update', { program: 'helm', ...unknown }],
  ['kubelogin get-token --server-id x', { program: 'kubelogin', ...unknown }],
  ['az aks get-credentials -g a -n b', { program: 'az', ...unknown }],
  ['az group list', undefined],
  ['echo kubectl get nodes', undefined],
  ['mykubectl get nodes', undefined],
  ['', undefined],
  ["kubectl get 'nodes", {}],
];

describe('failedCommandOf', () => {
  for (const [line, expected] of lines) {
    it(`reads ${line || 'nothing'}`, () => {
      assert.deepEqual(failedCommandOf(line), expected && { ...plain, ...expected });
    });
  }

  it('takes no longer for a line that was made to take long', () => {
    for (const piece of ['"', "'", '\\', '2>', 'a=b ', '--context ', '| ', 'kubectl ']) {
      const line = piece.repeat(500_000);
      endsSoon(() => failedCommandOf(line));
    }
  });
});
