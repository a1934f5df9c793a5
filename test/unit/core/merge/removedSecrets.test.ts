import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseCredential } from '../../../../src/core/kubeconfig/credential.ts';
import { removeEntries } from '../../../../src/core/kubeconfigText/editContexts.ts';
import { planMerge } from '../../../../src/core/merge/planMerge.ts';
import { cleanerOfRemovedSecrets } from '../../../../src/core/merge/removedSecrets.ts';
import { execCredential, staticCredential } from '../kubeconfig/armCredentials.ts';

const secrets = ['c2VjcmV0LWtleQ==', 'secret-token-0123456789'];

function merged(text: string | undefined, credential: string, contextName?: string): string {
  const plan = planMerge({
    text,
    credential: parseCredential(credential),
    ...(contextName === undefined ? {} : { contextName }),
    onConflict: 'ask',
    setCurrentContext: true,
  });
  assert.ok(plan.kind === 'changed');
  return plan.text;
}

const admin = staticCredential({ name: 'aks1' }, 'clusterAdmin');
const withUser = `# mine\n${merged(undefined, execCredential({ name: 'aks1' }))}`;
const withAdmin = merged(withUser, admin);
const clean = cleanerOfRemovedSecrets(withAdmin, removeEntries(withAdmin, 'aks1-admin'));

function withMoreUsers(lines: string): string {
  return withUser.replace('current-context:', `${lines}current-context:`);
}

describe('a backup, after an admin credential was removed', () => {
  it('loses that credential and nothing else', () => {
    assert.equal(clean(withAdmin), withUser.replace('current-context: aks1', 'current-context: ""'));
  });

  it('loses it under any name, and each time that it stands there', () => {
    const renamed = merged(merged(withUser, admin, 'break-glass'), admin, 'again');
    const cleaned = clean(renamed);
    assert.ok(cleaned !== undefined);
    assert.ok(cleaned.startsWith(withUser.slice(0, withUser.indexOf('current-context'))));
    for (const secret of secrets) {
      assert.ok(!cleaned.includes(secret));
    }
  });

  it('loses a user that no context uses', () => {
    assert.equal(clean(withMoreUsers('- name: x\n  user:\n    token: secret-token-0123456789\n')), withUser);
  });

  it('stays as it is where it does not hold it', () => {
    assert.equal(clean(withUser), withUser);
    const another = merged(
      withUser,
      staticCredential({ name: 'aks2' }).replaceAll(/secret-token-\d+|c2Vj\w+==/g, 'b3RoZXI='),
    );
    assert.equal(clean(another), another);
  });

  it('keeps a secret that is still in use', () => {
    const shared = merged(withAdmin, admin, 'still');
    const keep = cleanerOfRemovedSecrets(shared, removeEntries(shared, 'aks1-admin'));
    assert.equal(keep(withAdmin), withAdmin);
  });

  it('is to be deleted where it cannot be edited, or where the secret stands somewhere else', () => {
    assert.equal(clean('users:\n\t- name: a\n'), undefined);
    assert.equal(clean(`${withUser}# once ${secrets[1] ?? ''}\n`), undefined);
    const twice = '- name: x\n  user: {token: secret-token-0123456789}\n';
    assert.equal(clean(withMoreUsers(twice)), withUser);
    assert.equal(clean(withMoreUsers(twice + twice)), undefined);
  });
});
