import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { unreachable } from '../../../../src/adapters/kubernetes/apiServerFailure.ts';
import {
  type ApiAnswer,
  type ApiRequest,
  answerWithinMs,
} from '../../../../src/adapters/kubernetes/apiServerRequest.ts';
import { ConnectedApiServer } from '../../../../src/adapters/kubernetes/connectedApiServer.ts';
import type { ExistingBinding } from '../../../../src/core/access/accessPorts.ts';
import { manifestOf } from '../../../../src/core/access/bindingManifest.ts';
import type { PlannedBinding } from '../../../../src/core/access/grantPlan.ts';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import { cancellation } from '../../../../src/core/cancellation.ts';
import { clusterWithRbac } from '../../core/access/accessFixture.ts';

const cluster = clusterWithRbac('kubernetesRbac');
const toBen: PlannedBinding = {
  name: 'bens',
  namespace: 'web',
  clusterRole: 'view',
  subject: { kind: 'User', name: 'ben@contoso.com' },
};
const bens: ExistingBinding = {
  name: 'bens',
  namespace: 'web',
  uid: 'u1',
  resourceVersion: '7',
  role: { kind: 'ClusterRole', name: 'view' },
  subjects: [{ kind: 'User', name: 'ben@contoso.com' }],
};

function failure(code: string, isWrite: boolean): AksEntraError {
  const error = unreachable(Object.assign(new Error('It broke.'), { code }), cluster, 'do it', isWrite);
  assert.ok(error instanceof AksEntraError);
  return error;
}

/** An API server whose answer to a write is lost; what it has when it is read then is given. */
function losing(has: object | 'unreadable' | undefined, onWrite?: ApiAnswer): ConnectedApiServer {
  let isWritten = false;
  return new ConnectedApiServer('shop', (what, request) => {
    if (request.method !== 'GET') {
      isWritten = true;
      return onWrite === undefined
        ? Promise.reject(unreachable(new DOMException('', 'TimeoutError'), cluster, what, true))
        : Promise.resolve(onWrite);
    }
    const now = isWritten ? has : bodyOf(bens);
    return now === 'unreadable'
      ? Promise.reject(new AksEntraError('clusterUnreachable', 'Nobody answers.'))
      : Promise.resolve(now === undefined ? { status: 404, text: '{}' } : { status: 200, text: JSON.stringify(now) });
  });
}

function bodyOf(binding: ExistingBinding): object {
  const { uid, resourceVersion, subjects } = binding;
  const { metadata, ...rest } = manifestOf(toBen) as { metadata: object };
  return { ...rest, metadata: { ...metadata, uid, resourceVersion }, subjects };
}

const unanswered = {
  code: 'updateUnanswered',
  message: /^It is not known whether the cluster did this: .* No usable answer came /,
};

describe('a write to an API server that is not answered', () => {
  it('is told as not known, but where nothing can have been sent', () => {
    for (const code of ['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'TimeoutError', '']) {
      assert.equal(failure(code, true).code, 'updateUnanswered', code);
      assert.equal(failure(code, false).code, 'clusterUnreachable', code);
    }
    const neverSent = ['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'CERT_HAS_EXPIRED'];
    for (const code of neverSent) {
      assert.equal(failure(code, true).code, 'clusterUnreachable', code);
    }
    assert.match(failure('', true).message, unanswered.message);
    const cancelled = cancellation();
    assert.equal(unreachable(cancelled, cluster, 'do it', true), cancelled);
  });

  it('is waited for longer than an admission webhook may take, which a question about oneself is not', () => {
    const [path, body] = ['/x', {}];
    const writes: ApiRequest[] = (['POST', 'PUT', 'DELETE'] as const).map((method) => ({ method, path, body }));
    assert.ok(writes.every((request) => answerWithinMs(request) >= 35_000));
    const reads: ApiRequest[] = [
      { method: 'GET', path },
      { method: 'POST', path, body, isQuestion: true },
    ];
    assert.ok(reads.every((request) => answerWithinMs(request) === 15_000));
  });

  it('counts as done where the cluster has it so when it is read once more', async () => {
    assert.equal((await losing(bodyOf(bens)).createBinding(toBen)).uid, 'u1');
    await losing(undefined).deleteBinding(bens);
    await losing(bodyOf({ ...bens, uid: 'u2' })).deleteBinding(bens);
    await losing(bodyOf({ ...bens, subjects: [] })).removeSubject(bens, toBen.subject);
    await losing(undefined).removeSubject(bens, toBen.subject);
  });

  it('stays unknown where the cluster has it otherwise, which may come yet, or cannot be read', async () => {
    const toAnother = bodyOf({ ...bens, subjects: [{ kind: 'User', name: 'cleo@contoso.com' }] });
    for (const has of [undefined, toAnother, 'unreadable'] as const) {
      await assert.rejects(losing(has).createBinding(toBen), unanswered);
    }
    for (const has of [bodyOf(bens), 'unreadable'] as const) {
      await assert.rejects(losing(has).deleteBinding(bens), unanswered);
      await assert.rejects(losing(has).removeSubject(bens, toBen.subject), unanswered);
    }
  });

  it('is one that ends in a failure of the server, too, whose words are told', async () => {
    const late = { status: 504, text: '{"message":"request did not complete within requested timeout"}' };
    const work = losing(undefined, late).createBinding(toBen);
    await assert.rejects(work, { code: 'updateUnanswered', message: /answered 504: request did not complete/ });
    assert.equal((await losing(bodyOf(bens), late).createBinding(toBen)).uid, 'u1');
    const garbled = { status: 201, text: '<html>' };
    assert.equal((await losing(bodyOf(bens), garbled).createBinding(toBen)).uid, 'u1');
    await assert.rejects(losing(undefined, garbled).createBinding(toBen), unanswered);
    await losing(bodyOf(bens), { status: 200, text: '<html>' }).deleteBinding(bens);
  });
});
