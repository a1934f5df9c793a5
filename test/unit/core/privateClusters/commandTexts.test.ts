import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  commandDocument,
  commandQuestion,
  forbiddenLine,
  problemOfCommand,
  sendsToken,
} from '../../../../src/core/privateClusters/commandTexts.ts';
import { cluster } from '../clusters/listedClusters.ts';

const managed = cluster('prod', 'web', { aadProfile: { managed: true } });
const legacy = cluster('prod', 'web', { aadProfile: { clientAppID: 'a', serverAppID: 'b' } });
const none = cluster('prod', 'web');
const host = 'management.azure.com';
const readOnly = 'What it printed (read only). Run the next one with “Run a Command through Azure…”:';

describe('what is said of a command in a cluster', () => {
  it('names what is sent where, exactly where Entra is managed', () => {
    assert.deepEqual([managed, legacy, none].map(sendsToken), [true, false, false]);
    assert.match(
      commandQuestion(managed, 'kubectl get pods', host).detail,
      /^kubectl get pods\n\n.*your token for AKS is sent to Azure Resource Manager \(management\.azure\.com\)/,
    );
    for (const one of [legacy, none]) {
      assert.match(commandQuestion(one, 'kubectl get pods', host).detail, /No token for AKS is sent\./);
    }
  });

  it('cleans what could hide what is run', () => {
    assert.match(commandQuestion(managed, 'kubectl\u202eget', host).detail, /^kubectl\?get\n/);
    assert.ok(problemOfCommand('kubectl get pods\nrm -rf /') !== undefined);
    assert.ok(problemOfCommand('') !== undefined);
    assert.equal(problemOfCommand('helm list'), undefined);
  });

  it('is a text to read: the exit code or the reason first, then command, times and log', () => {
    const state = { kind: 'ended', exitCode: 1, logs: 'oh no', startedAt: 'a', finishedAt: 'b' } as const;
    assert.equal(
      commandDocument(managed, 'kubectl x', state),
      `Exit code: 1\nCluster: web\nCommand: kubectl x\nStarted: a\nFinished: b\n${readOnly}\n\noh no\n`,
    );
    assert.equal(
      commandDocument(managed, 'kubectl x', { kind: 'failed', reason: 'no node', logs: '' }),
      `It did not finish: no node\nCluster: web\nCommand: kubectl x\n${readOnly}\n\n(nothing was printed)\n`,
    );
    assert.match(commandDocument(managed, 'x', { kind: 'ended', logs: '' }), /Exit code: not told/);
  });

  it('finds kubectl’s own line of a refusal', () => {
    const line = 'Error from server (Forbidden): nodes is forbidden: User "ada" cannot list resource "nodes"';
    assert.equal(forbiddenLine(`NAME\n${line}\n`), line);
    assert.equal(forbiddenLine('all is well\n'), undefined);
  });
});
