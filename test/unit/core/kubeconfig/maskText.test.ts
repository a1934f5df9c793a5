import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { maskTexts } from '../../../../src/core/kubeconfig/maskText.ts';

describe('maskTexts', () => {
  it('hides every secret and leaves all other bytes', () => {
    const text = `# mine\r
users: # all of them\r
- name: a\r
  user:\r
    client-certificate-data: cHVibGlj\r
    client-key-data: "c2VjcmV0" # keep\r
- name: b\r
  user:\r
    exec:\r
      command: kubelogin\r
      args: [get-token, --client-secret, s1, --login, spn, "--password=s2"]\r
      env:\r
      - {name: A, value: s3}\r
- {name: c, user: {token: s4, password: 'c2VjcmV0'}}\r
`;
    const [masked = ''] = maskTexts([text]);
    assert.equal(
      masked,
      text
        .replace('"c2VjcmV0"', '<hidden 1>')
        .replace("'c2VjcmV0'", '<hidden 1>')
        .replace('s1', '<hidden 2>')
        .replace('"--password=s2"', '<hidden 3>')
        .replace('s3', '<hidden 4>')
        .replace('s4', '<hidden 5>'),
    );
  });

  it('gives one secret one number in all texts, so that a changed one shows as a change', () => {
    const user = (token: string): string => `users:\n- {name: a, user: {token: ${token}}}\n`;
    assert.deepEqual(maskTexts([user('one'), user('two'), user('one')]), [
      user('<hidden 1>'),
      user('<hidden 2>'),
      user('<hidden 1>'),
    ]);
  });

  it('hides a block scalar and leaves the lines behind it', () => {
    const [masked] = maskTexts([
      'users:\n- name: a\n  user:\n    token: |\n      line one\n      line two\n- name: b\n',
    ]);
    assert.equal(masked, 'users:\n- name: a\n  user:\n    token: <hidden 1>\n- name: b\n');
  });

  it('hides the tokens of an auth provider', () => {
    const [masked = ''] = maskTexts([
      'users:\n- name: a\n  user:\n    auth-provider:\n      name: azure\n      config: {access-token: t1, refresh-token: t2, tenant-id: open}\n',
    ]);
    assert.match(masked, /\{access-token: <hidden 1>, refresh-token: <hidden 2>, tenant-id: open\}/);
  });

  it('shows nothing of a text that is no YAML', () => {
    const [masked = ''] = maskTexts(['users:\n\t- token: "hush\n']);
    assert.ok(!masked.includes('hush'));
    assert.match(masked, /not valid YAML/);
  });

  it('shows an empty text as it is', () => {
    assert.deepEqual(maskTexts(['']), ['']);
  });
});
