import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openKubeconfigRows } from '../../../../src/core/kubeconfigEditor/openKubeconfigRows.ts';
import { storeOf } from '../kubeconfigView/storeOf.ts';

const here = `contexts:
- {name: one, context: {cluster: far, user: me}}
`;
const elsewhere = `clusters:
- {name: far, cluster: {server: "https://far.example"}}
contexts:
- {name: both, context: {cluster: far, user: me}}
current-context: one
users:
- {name: me, user: {token: hush}}
`;
const noCertificate = () => Promise.resolve(undefined);

async function rows(text: string, isOwn: boolean, path = '/b') {
  const store = storeOf({ '/a': elsewhere, '/b': here });
  const contexts = await openKubeconfigRows({ path, text, isOwn }, store, noCertificate);
  return contexts?.map((context) =>
    context.kind === 'context'
      ? [context.facts.contextName, context.facts.server, context.isCurrent, context.signIn.kind]
      : [context.hiddenName, context.behind],
  );
}

describe('openKubeconfigRows', () => {
  it('tells of an unsaved text of the list what kubectl would make of it beside the other files', async () => {
    const typed = `${here}- {name: both, context: {cluster: far, user: me}}\n`;
    assert.deepEqual(await rows(typed, true), [
      ['one', 'https://far.example', true, 'token'],
      ['both', '/a'],
    ]);
  });

  it('tells of a file that somebody handed over what stands in it and nothing of one’s own', async () => {
    assert.deepEqual(await rows(here, false, '/workspace/.kube/config'), [['one', undefined, false, 'none']]);
  });

  it('opens no certificate’s file for a kubeconfig that somebody handed over: it may be anywhere in the network', async () => {
    const text = String.raw`contexts:
- {name: in, context: {user: in}}
- {name: out, context: {user: out}}
users:
- {name: in, user: {client-certificate-data: Y2VydA==}}
- {name: out, user: {client-certificate: '\\evil.example\share\a.pem'}}
`;
    const opened = async (isOwn: boolean): Promise<string[]> => {
      const asked: string[] = [];
      await openKubeconfigRows({ path: '/b', text, isOwn }, storeOf({ '/b': here }), (certificate) => {
        asked.push('data' in certificate ? 'data' : certificate.file);
        return Promise.resolve(undefined);
      });
      return asked;
    };
    assert.deepEqual(await opened(false), ['data']);
    assert.deepEqual(await opened(true), ['data', String.raw`\\evil.example\share\a.pem`]);
  });

  it('tells nothing of what is no YAML at the moment, nor of a single value', async () => {
    assert.equal(await rows('contexts: [', true), undefined);
    assert.equal(await rows('just words', false), undefined);
  });

  // An alias is the value that it stands for, and no copy: a few that stand for very much cost nothing here either.
  it('takes an alias for what it stands for', async () => {
    const far = 'far: &far {cluster: far, user: me, extensions: [*few, *few]}\n';
    assert.deepEqual(await rows(`few: &few [a, b]\n${far}contexts:\n- {name: one, context: *far}\n`, false), [
      ['one', undefined, false, 'none'],
    ]);
  });
});
