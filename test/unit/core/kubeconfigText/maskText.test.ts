import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { shakenYaml } from '../../../../scripts/shakenYaml.ts';
import { maskedPair } from '../../../../src/core/kubeconfigText/maskSecrets.ts';
import { maskTexts } from '../../../../src/core/kubeconfigText/maskText.ts';

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

  it('hides what aliases stand for, where it stands, and once', () => {
    const text = `x-password: &password hush1
x-flag: &flag --client-secret=hush2
x-env: &env
- &variable {name: A, value: *password}
- *variable
- {name: B, value: hush3}
x-map: &map {password: hush4}
&key token: hush5
users:
- {name: a, user: {token: *password, password: *password, *key : hush6}}
- name: b
  user:
    exec:
      args: [get-token, *flag, --client-secret, *password]
      env: *env
- {name: c, user: {exec: {args: [--password, [hush7]]}, token: *map}}
`;
    const [masked = ''] = maskTexts([text]);
    assert.equal(
      masked,
      text
        .replace('hush1', '<hidden 1>')
        .replace('--client-secret=hush2', '<hidden 2>')
        .replace('hush3', '<hidden 3>')
        .replace('{password: hush4}', '<hidden 4>')
        .replace('hush5', '<hidden 5>')
        .replace('hush6', '<hidden 6>')
        .replace('[hush7]', '<hidden 7>'),
    );
  });

  it('hides the value of a variable also where a merge key has it from elsewhere', () => {
    const text = `x-value: &value {value: hush1}
x-more: &more {<<: *value, value: hush2}
users:
- name: a
  user:
    exec:
      env:
      - {name: A, <<: {value: hush3}}
      - {name: B, <<: *more}
      - {name: C, <<: [{value: hush4}, *value]}
      - &round {name: D, <<: *round, value: hush5}
`;
    const [masked = ''] = maskTexts([text]);
    assert.equal(
      masked,
      text.replaceAll(/hush(\d)/g, (_, digit: string) => `<hidden ${digit}>`),
    );
  });

  it('knows a key or a flag of bytes too, with the parser that is shipped', async () => {
    const entry = fileURLToPath(import.meta.resolve('../../../../src/core/kubeconfigText/maskText.ts'));
    const { outputFiles } = await build({
      entryPoints: [entry],
      bundle: true,
      write: false,
      format: 'esm',
      platform: 'node',
      alias: shakenYaml,
    });
    const code = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
    const shipped = (await import(`data:text/javascript;base64,${code}`)) as { readonly maskTexts: typeof maskTexts };
    const base64 = (value: string): string => `!!binary ${Buffer.from(value).toString('base64')}`;
    const text = `clusters: [{name: a, cluster: {proxy-url: ${base64('http://me:hush@proxy')}}}]
users:
- {name: a, user: {${base64('token')} : hush1, exec: {args: [${base64('--client-secret')}, hush2]}}}
`;
    const [masked = ''] = shipped.maskTexts([text]);
    assert.equal(
      masked,
      text
        .replace(/(?<=proxy-url: !!binary )\w+=*/, '<hidden 1>')
        .replace('hush1', '<hidden 2>')
        .replace('hush2', '<hidden 3>'),
    );
  });

  it('hides a text whole that holds two URLs with passwords', () => {
    const text = 'users:\n- name: a\n  user: {exec: {args: ["http://u:hush1@h http://v:hush2@h"]}}\n';
    assert.deepEqual(maskTexts([text]), ['users:\n- name: a\n  user: {exec: {args: [<hidden 1>]}}\n']);
  });

  it('hides the flags of other programs, and the password in a URL', () => {
    const text = `clusters:
- {name: a, cluster: {server: "https://a.example:443/b@c", proxy-url: "http://me:hush1@proxy:1"}}
- {name: b, cluster: {proxy-url: 'http://me@proxy', x-url: "http://me:hu\\x73h2@proxy"}}
users:
- name: a
  user:
    exec:
      args: [get-token, "--oidc-client-secret=hush3", --token, hush4, --token-cache-dir, open, "--proxy=http://me:p@ss@x"]
`;
    const [masked = ''] = maskTexts([text]);
    assert.equal(
      masked,
      text
        .replace('hush1', '<hidden 1>')
        .replace('"http://me:hu\\x73h2@proxy"', '<hidden 2>')
        .replace('"--oidc-client-secret=hush3"', '<hidden 3>')
        .replace('hush4', '<hidden 4>')
        .replace('p@ss', '<hidden 5>'),
    );
  });

  it('shows nothing of a text that is no YAML', () => {
    const [masked = ''] = maskTexts(['users:\n\t- token: "hush\n']);
    assert.ok(!masked.includes('hush'));
    assert.match(masked, /not valid YAML/);
  });

  it('hides secrets in a layout that only kubectl reads', () => {
    const text = 'users: [\n{name: a, user: {\n\ttoken: hush1,\n\tpassword: "hush2"}}\n]#c\n---\n# end\n';
    assert.deepEqual(maskTexts([text]), [text.replace('hush1', '<hidden 1>').replace('"hush2"', '<hidden 2>')]);
  });

  it('shows nothing that stands behind the part that kubectl reads', () => {
    const shown = 'users: [{name: a, user: {token: <hidden 1>}}]\n';
    const told = '# What follows is not shown: kubectl does not read it.\n';
    const text = shown.replace('<hidden 1>', 'hush1');
    for (const rest of [
      '---\nusers: [{name: a, user: {token: hush2}}]\n',
      '...\ntoken: hush2\n',
      '---\ntoken: [hush2\n',
    ]) {
      assert.deepEqual(maskTexts([text + rest]), [shown + told]);
    }
    const [json = ''] = maskTexts(['{"users": [{"user": {"token": "hush1"}}]}\n{"token": "hush2"}']);
    assert.equal(json, `{"users": [{"user": {"token": <hidden 1>}}]}\n${told}`);
  });

  it('shows nothing of a text with a line break that only kubectl knows: a comment may end there', () => {
    for (const lineBreak of ['\u0085', '\u2028', '\u2029', '\r', '\n\uFEFF']) {
      const [masked = ''] = maskTexts([`users:\n- name: a\n  user: # c${lineBreak}    token: hush\n`]);
      assert.ok(!masked.includes('hush'));
      assert.match(masked, /only kubectl reads as line breaks/);
    }
  });

  it('shows an empty text as it is', () => {
    assert.deepEqual(maskTexts(['']), ['']);
  });
});

describe('maskedPair', () => {
  it('hides the password in a URL, and tells a changed one', () => {
    const cluster = (proxy: string) => ({ cluster: { server: 'https://a.example', 'proxy-url': proxy } });
    const one = cluster('http://me:hush1@proxy');
    assert.deepEqual(maskedPair(one, cluster('http://me:hush2@proxy')), {
      before: 'cluster:\n  server: https://a.example\n  proxy-url: "http://me:<hidden, old>@proxy"\n',
      after: 'cluster:\n  server: https://a.example\n  proxy-url: "http://me:<hidden, new>@proxy"\n',
    });
    assert.match(maskedPair(one, cluster('http://me:hush1@other')).after, /me:<hidden>@other/);
  });
});
