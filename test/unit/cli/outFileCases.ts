import { azureCredential, execCredential, staticCredential } from '../core/kubeconfig/armCredentials.ts';

export interface OutFileCase {
  readonly what: string;
  readonly files: Readonly<Record<string, string>>;
  /** Paths below the case's folder. */
  readonly links?: readonly (readonly [kind: 'symbolic' | 'hard', target: string, path: string])[];
  /** KUBECONFIG, in the case's folder; one path: `--kubeconfig`. */
  readonly sources: readonly string[];
  readonly outFile: string;
  readonly args?: readonly string[];
  /** What kubelogin 0.2.22 does. */
  readonly kubelogin: 'writes' | 'refuses' | 'converts the source';
  /** Where it is another, with the reason. */
  readonly ours?: { readonly does: 'writes' | 'refuses'; readonly because: string };
  /** In our error. */
  readonly message?: RegExp;
  /** Octal, of the file that was written. */
  readonly mode?: string;
  /** Why ours says something else to kubectl than kubelogin's; without it both say the same. */
  readonly differs?: string;
}

const one = execCredential({ name: 'one' });
const two = azureCredential({ name: 'two' });
const admin = staticCredential({ name: 'admin' }, 'clusterAdmin');
const paths = `apiVersion: v1
kind: Config
current-context: rel
preferences: {colors: true}
extensions: [{name: top, extension: {kept: 1}}]
# a comment
clusters:
- name: rel
  cluster: {server: "https://rel.example", certificate-authority: ca.crt, extensions: [{name: e, extension: {k: v}}]}
- name: up
  cluster: {server: "https://up.example", certificate-authority: ../up/ca.crt}
- name: absolute
  cluster: {server: "https://up.example", certificate-authority: /etc/ca.crt}
contexts:
- name: rel
  context: {cluster: rel, user: files, namespace: ns}
users:
- name: files
  user: {client-certificate: c.crt, client-key: sub/../c.key, tokenFile: tokens/t}
- name: beside
  user:
    exec: {apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never, command: ./bin/tool, args: [./stays], env: []}
- name: on-path
  user:
    exec: {apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never, command: tool}
`;

/**
 * `convert-kubeconfig -l azurecli --outfile`, tried with kubelogin 0.2.22 (built with Go 1.26.11 from the Go proxy) on
 * 2026-11-29, on Linux. What each wrote was compared as kubectl 1.32 shows it (`config view --raw`); but for the link in
 * our installHint, it was the same unless `differs` says otherwise.
 */
export const outFileCases: readonly OutFileCase[] = [
  { what: 'one file', files: { a: one }, sources: ['a'], outFile: 'out', kubelogin: 'writes', mode: '600' },
  {
    what: 'a list',
    files: { a: one, b: two, c: admin },
    sources: ['a', 'gone', 'b', 'c'],
    outFile: 'out',
    kubelogin: 'writes',
  },
  {
    what: 'a name in two files',
    files: { a: one, b: one.replace('https://one', 'https://other').replace('6dae42f8', '7dae42f8') },
    sources: ['a', 'b'],
    outFile: 'out',
    kubelogin: 'writes',
    differs: 'kubelogin takes the last of a list, kubectl the first: what kubectl uses is what is converted',
  },
  {
    what: 'a list whose first current context is empty',
    files: { a: `current-context: ""\n${admin.replace(/current-context.*\n/, '')}`, b: two },
    sources: ['a', 'b'],
    outFile: 'out',
    kubelogin: 'writes',
  },
  {
    what: 'one context',
    files: { a: one, b: two },
    sources: ['a', 'b'],
    outFile: 'out',
    args: ['--context', 'two'],
    kubelogin: 'writes',
  },
  { what: 'paths', files: { 'folder/a': paths }, sources: ['folder/a'], outFile: 'elsewhere/out', kubelogin: 'writes' },
  {
    what: 'paths of a list',
    files: { a: one, 'folder/b': paths },
    sources: ['a', 'folder/b'],
    outFile: 'out',
    kubelogin: 'writes',
  },
  {
    what: 'a folder that is not there yet',
    files: { a: one },
    sources: ['a'],
    outFile: 'new/team/config',
    kubelogin: 'writes',
  },
  { what: 'nothing to convert', files: { a: admin }, sources: ['a'], outFile: 'out', kubelogin: 'writes' },
  {
    what: 'a user alone',
    files: { a: 'users: [{name: a, user: {token: x}}]\n' },
    sources: ['a'],
    outFile: 'out',
    kubelogin: 'writes',
  },
  {
    what: 'an entry without a name',
    files: { a: `${one}-\n`, b: two },
    sources: ['a', 'b'],
    outFile: 'out',
    kubelogin: 'writes',
  },
  {
    what: 'a second document',
    files: { a: `${one}---\nkind: Other\n` },
    sources: ['a'],
    outFile: 'out',
    kubelogin: 'writes',
  },
  {
    what: 'anchors',
    files: { a: one.replace('user:\n    exec:', 'user: &u\n    exec:') + '- name: other\n  user: *u\n' },
    sources: ['a'],
    outFile: 'out',
    kubelogin: 'writes',
  },
  {
    what: 'a file that is there',
    files: { a: one, out: 'anything\n' },
    sources: ['a'],
    outFile: 'out',
    kubelogin: 'writes',
    mode: '644',
  },
  {
    what: 'a link to nothing',
    files: { a: one },
    links: [['symbolic', 'target', 'out']],
    sources: ['a'],
    outFile: 'out',
    kubelogin: 'writes',
    mode: '600',
  },
  {
    what: 'a list whose missing file is to be written',
    files: { a: one },
    sources: ['out', 'a'],
    outFile: 'out',
    kubelogin: 'writes',
  },
  {
    what: 'the source',
    files: { a: one },
    sources: ['a'],
    outFile: 'a',
    kubelogin: 'refuses',
    message: /"a" is the same file as source kubeconfig "\/.*\/a"; choose a different path/,
  },
  {
    what: 'the source in another spelling',
    files: { 'folder/a': one },
    sources: ['folder/a'],
    outFile: './folder/../folder/a',
    kubelogin: 'refuses',
    message: /same file/,
  },
  {
    what: 'a symbolic link to the source',
    files: { a: one },
    links: [['symbolic', 'a', 'link']],
    sources: ['a'],
    outFile: 'link',
    kubelogin: 'refuses',
    message: /same file/,
  },
  {
    what: 'a hard link to the source',
    files: { a: one },
    links: [['hard', 'a', 'link']],
    sources: ['a'],
    outFile: 'link',
    kubelogin: 'refuses',
    message: /same file/,
  },
  {
    what: 'the target of a source that is a link',
    files: { real: one },
    links: [['symbolic', 'real', 'a']],
    sources: ['a'],
    outFile: 'real',
    kubelogin: 'refuses',
    message: /same file/,
  },
  {
    what: 'a link to a folder with the source in it',
    files: { 'folder/a': one },
    links: [['symbolic', 'folder', 'link']],
    sources: ['folder/a'],
    outFile: 'link/a',
    kubelogin: 'refuses',
    message: /same file/,
  },
  {
    what: 'a later file of a list',
    files: { a: one, b: two },
    sources: ['a', 'b'],
    outFile: 'b',
    kubelogin: 'refuses',
    message: /same file/,
  },
  {
    what: 'no file',
    files: {},
    sources: ['gone', 'gone too'],
    outFile: 'out',
    kubelogin: 'refuses',
    message: /no kubeconfig found to convert, refusing to write an empty out/,
  },
  {
    what: 'an empty file',
    files: { a: '' },
    sources: ['a'],
    outFile: 'out',
    kubelogin: 'refuses',
    message: /refusing to write an empty out/,
  },
  {
    what: 'nothing but a cluster',
    files: { a: 'clusters: [{name: a, cluster: {server: "https://a"}}]\n' },
    sources: ['a'],
    outFile: 'out',
    kubelogin: 'refuses',
    message: /refusing to write an empty out/,
  },
  {
    what: 'a context that is not there',
    files: { a: one },
    sources: ['a'],
    outFile: 'out',
    args: ['--context', 'x'],
    kubelogin: 'refuses',
    message: /no context exists with the name: "x"/,
  },
  {
    what: 'a user that cannot be converted',
    files: { a: one, b: one.replaceAll('one', 'other').replace('--server-id', '--other-id') },
    sources: ['a', 'b'],
    outFile: 'out',
    kubelogin: 'refuses',
    message: /--server-id is required/,
  },
  {
    what: 'a source that kubectl refuses',
    files: { a: one, b: `${two}- name: 08\n` },
    sources: ['a', 'b'],
    outFile: 'out',
    kubelogin: 'refuses',
    message: /\/b: Line \d+: /,
  },
  {
    what: 'a source with two users of one name',
    files: { a: `${one}- name: clusterUser_rg_one\n  user: {token: x}\n` },
    sources: ['a'],
    outFile: 'out',
    kubelogin: 'refuses',
    message: /\/a: Line \d+: /,
  },
  {
    what: 'a source with YAML 1.2’s directive',
    files: { a: `%YAML 1.2\n---\n${one}` },
    sources: ['a'],
    outFile: 'out',
    kubelogin: 'refuses',
    message: /\/a: Line 1: /,
  },
  {
    what: 'a folder',
    files: { a: one, 'folder/b': two },
    sources: ['a'],
    outFile: 'folder',
    kubelogin: 'refuses',
    message: /folder is a folder, not a file/,
  },
  {
    what: 'below a file',
    files: { a: one, file: '' },
    sources: ['a'],
    outFile: 'file/out',
    kubelogin: 'refuses',
    message: /a part of its path is not a folder/,
  },
  {
    what: 'no name',
    files: { a: one },
    sources: ['a'],
    outFile: '',
    kubelogin: 'converts the source',
    ours: { does: 'refuses', because: 'who writes --outfile "$OUT" with nothing in OUT does not mean the source' },
    message: /--outfile is empty/,
  },
  {
    what: 'a file that is not text',
    files: { a: one, out: '\u00ff' },
    sources: ['a'],
    outFile: 'out',
    kubelogin: 'writes',
    ours: { does: 'refuses', because: 'it is somebody’s, and no kubeconfig' },
    message: /out is not UTF-8 text/,
  },
];
