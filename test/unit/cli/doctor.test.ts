import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { cliHome } from './cliHome.ts';
import { runCli } from './runCli.ts';

const place = cliHome();

/** One user without a plugin, whose cluster is a port of this machine. */
const kubeconfig = (port: number, user = 'token: hush-hush'): string =>
  `apiVersion: v1
kind: Config
clusters:
- name: c
  cluster: {server: "https://127.0.0.1:${port}"}
contexts:
- name: ctx
  context: {cluster: c, user: u}
current-context: ctx
users:
- name: u
  user: {${user}}
`;
const azure = 'auth-provider: {name: azure, config: {apiserver-id: a, client-id: b, tenant-id: t, config-mode: "1"}}';

function setUp(text: string, mode = 0o600): Readonly<Record<string, string>> {
  mkdirSync(join(place.home, '.kube'));
  writeFileSync(join(place.home, '.kube', 'config'), text, { mode });
  const bin = join(place.home, 'bin');
  mkdirSync(bin);
  const kubectl = `#!/bin/sh\necho '{"clientVersion": {"gitVersion": "v1.33.4"}}'\n`;
  writeFileSync(join(bin, 'kubectl'), kubectl, { mode: 0o755 });
  return { PATH: bin };
}

describe('cli.js doctor', { skip: process.platform === 'win32' }, () => {
  it('ends with 0 where all is in order, in a line each, and looks at no server offline', async () => {
    const env = setUp(kubeconfig(1));
    const { exitCode, stdout, stderr } = await runCli(place.home, ['doctor', '--offline'], { env });
    assert.deepEqual({ exitCode, stderr }, { exitCode: 0, stderr: '' }, stdout);
    assert.match(stdout, /^OK: kubectl – 1\.33\.4$/m);
    assert.match(stdout, /^OK: Kubeconfig – ~\/\.kube\/config: 1 context$/m);
    assert.doesNotMatch(stdout, /API servers|hush|error|warning/);
  });

  it('ends with 1 where there is an error, and with 0 where there are warnings', async () => {
    const env = setUp(kubeconfig(1, azure), 0o644);
    const broken = await runCli(place.home, ['doctor', '--offline'], { env });
    assert.deepEqual([broken.exitCode, broken.stderr], [1, 'Error: 1 error, 1 warning\n']);
    assert.match(broken.stdout, /^ {2}error: User “u” – ~\/\.kube\/config, line 12$/m);
    writeFileSync(join(place.home, '.kube', 'config'), kubeconfig(1));
    const warned = await runCli(place.home, ['doctor', '--offline'], { env });
    assert.deepEqual([warned.exitCode, warned.stderr], [0, '']);
    assert.match(warned.stdout, /^warning: File permissions – open to others$/m);
  });

  it('tells a server that nobody reaches, and asks with no credential', async () => {
    const seen: string[] = [];
    const server = net.createServer((socket) => {
      socket.on('data', (data) => seen.push(data.toString('latin1'))).on('error', () => undefined);
      socket.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as net.AddressInfo;
    const env = setUp(kubeconfig(port));
    const { exitCode, stdout } = await runCli(place.home, ['doctor'], { env });
    server.close();
    assert.equal(exitCode, 1);
    assert.match(stdout, /^error: API servers – 0 of 1 reached$/m);
    assert.doesNotMatch(seen.join(), /hush/);
  });

  it('writes a report for a ticket, without a secret or the home folder', async () => {
    const env = setUp(kubeconfig(1, azure));
    const { exitCode, stdout } = await runCli(place.home, ['doctor', '--offline', '--report'], { env });
    assert.equal(exitCode, 1);
    assert.match(stdout, /^# My AKS Setup\n\n1 error\n/);
    assert.match(stdout, /- kubectl: 1\.33\.4/);
    assert.ok(!stdout.includes(place.home));
  });

  it('has no word against the private file of a terminal, an admin credential included', async () => {
    const env = setUp('no kubeconfig at all');
    const file = join(place.home, 'private.yaml');
    const pem = (kind: string): string => btoa(`-----BEGIN ${kind}-----\naHVzaA==\n-----END ${kind}-----\n`);
    const admin = `client-certificate-data: ${pem('CERTIFICATE')}, client-key-data: ${pem('RSA PRIVATE KEY')}`;
    writeFileSync(file, kubeconfig(1, admin).replaceAll(/\bu\b(?=[,}\n])/g, 'clusterAdmin_rg_c'), { mode: 0o600 });
    const asked = await runCli(place.home, ['doctor', '--offline'], { env: { ...env, KUBECONFIG: file } });
    assert.deepEqual([asked.exitCode, asked.stderr], [0, ''], asked.stdout);
    assert.doesNotMatch(asked.stdout, /warning|error|aHVzaA/);
  });

  it('tells its flags', async () => {
    const { exitCode, stdout } = await runCli(place.home, ['doctor', '--help']);
    assert.equal(exitCode, 0);
    assert.match(stdout, /--offline/);
    assert.match(stdout, /--report +Writes a report in Markdown to standard output/);
    assert.match(stdout, /^Exit codes.*:\n {2}0 .*\n {2}1 /m);
  });
});
