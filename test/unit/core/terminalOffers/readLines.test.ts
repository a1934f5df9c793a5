import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { isOurs, mayRead, setsKubeconfig } from '../../../../src/core/terminalOffers/readLines.ts';
import { endsSoon } from '../../../endsSoon.ts';

const read = [
  'kubectl get nodes',
  '  kubectl',
  'kubectl get nodes 2>&1',
  'kubectl get nodes > nodes.txt 2> errors.txt',
  'KUBECONFIG=/tmp/a:/tmp/b A= kubectl get nodes',
  '/usr/local/bin/kubectl get nodes',
  'C:\\tools\\kubectl.exe get nodes',
  '"/opt/bin/kubectl" get nodes',
  'helm --kube-context shop ls',
  'kubelogin get-token --server-id x',
  'kubelogin.exe --version',
  'az aks get-credentials -g a -n b',
  'az.cmd aks list',
  '/usr/bin/az  aks list',
  'kubectl get pods -l app=logs',
];
/** They are ours, and print what something else says. */
const notRead = [
  'kubectl exec -n a pod -- cat /etc/passwd',
  'kubectl -n default logs pod',
  'kubectl attach pod',
  'kubectl port-forward pod 8080',
  'kubectl cp a:/b c',
  'kubectl run a --image b -it',
  'kubectl debug pod -it',
  'kubectl diff -f a.yaml',
  'kubectl get nodes | grep a',
  'kubectl get nodes && cat secret',
  'kubectl get nodes; cat secret',
  'kubectl get nodes & ',
  'kubectl delete pod $(cat secret)',
  'kubectl delete pod `cat secret`',
  'kubectl apply -f https://raw.githubusercontent.com/a/b.yaml',
  'helm install a oci://a.azurecr.io/b',
  'az aks command invoke -g a -n b -c "kubectl get secrets"',
];
const foreign = [
  '',
  'cat notes/helm',
  'cat helm',
  'grep -ri password ./helm',
  'ssh prod kubectl get secret',
  'ssh prod "kubectl get secret"',
  'echo kubectl',
  'echo kubectl get nodes',
  'man kubectl',
  'sudo cat /etc/shadow; kubectl get nodes',
  'pass show a && kubectl get nodes',
  'cat a | kubectl apply -f -',
  'mykubectl get nodes',
  'kubectl-neat get',
  'kubectl.sh get',
  './helm/deploy.sh',
  'vim ~/.kube/kubectl',
  'az group list',
  'az keyvault secret show --name aks',
  'az login',
  'az aksx list',
  'A=kubectl b',
  'A=b\ncat secret # kubectl get',
  '# kubectl get',
];

describe('what is read of a terminal', () => {
  for (const line of read) {
    it(`is the output of ${line}`, () => {
      assert.deepEqual([isOurs(line), mayRead(line)], [true, true]);
    });
  }
  for (const line of notRead) {
    it(`is not the output of ${line}, of which only the end is looked at`, () => {
      assert.deepEqual([isOurs(line), mayRead(line)], [true, false]);
    });
  }
  for (const line of foreign) {
    it(`is nothing of ${JSON.stringify(line)}`, () => {
      assert.deepEqual([isOurs(line), mayRead(line)], [false, false]);
    });
  }

  it('begins at one place in all of the sources, behind that decision', () => {
    const sources = globSync('src/**/*.ts', { cwd: path.join(import.meta.dirname, '../../../..') });
    const reading = sources
      .map((file) => readFileSync(path.join(import.meta.dirname, '../../../..', file), 'utf8'))
      .flatMap((text) => text.split('\n').filter((line) => /\bexecution\.read\(/.test(line)));
    assert.deepEqual(
      reading.map((line) => line.trim()),
      ['for await (const data of mayRead(execution.commandLine.value) ? execution.read() : []) {'],
    );
  });

  it('takes no longer for a line that was made to take long', () => {
    for (const piece of ['a=b ', 'a', 'a/', '/', ' ', '"', 'kubectl ', 'a=', 'az ']) {
      const line = piece.repeat(500_000);
      endsSoon(() => mayRead(line));
      endsSoon(() => setsKubeconfig(line));
    }
  });
});

describe('whether a line says which kubeconfig its terminal uses from then on', () => {
  for (const [line, expected] of [
    ['export KUBECONFIG=/tmp/a', true],
    ['KUBECONFIG=/tmp/a', true],
    ['unset KUBECONFIG', true],
    ['set -x KUBECONFIG /tmp/a', true],
    ['$env:KUBECONFIG = "a"', true],
    ['export KUBECONFIG=$KUBECONFIG:/tmp/a', true],
    ['KUBECONFIG=/tmp/a kubectl get nodes; export KUBECONFIG=/tmp/b', true],
    ['KUBECONFIG=/tmp/a && kubectl get nodes', true],
    ['KUBECONFIG=/tmp/a kubectl get nodes', false],
    ['KUBECONFIG=/tmp/a kubectl logs pod', false],
    ['echo $KUBECONFIG', false],
    ['cat "${KUBECONFIG}"', false],
    ['kubectl get nodes', false],
  ] as const) {
    it(`${expected ? 'does' : 'does not'}: ${line}`, () => {
      assert.equal(setsKubeconfig(line), expected);
    });
  }
});
