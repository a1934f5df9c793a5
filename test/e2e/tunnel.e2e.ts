import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { after, before, beforeEach, it } from 'node:test';
import { runKubectl, type KubectlResult } from '../kubectl.ts';
import { answerFileDialog } from '../vscode/fileDialog.ts';
import { answerFallback, getAksCredentials } from './getAksCredentials.ts';
import { problemsOf } from './problemsOf.ts';
import { uiSuite } from './uiSuite.ts';

const managed = 'payments-prod';
const wish = { cluster: managed, format: 'exec', loginMode: 'vscode' } as const;
const options = { limitSeconds: 300, signedInAs: 'ada@contoso.com', kubectl: true };

uiSuite('a cluster behind a tunnel, as az aks bastion opens it', options, (vscode) => {
  const { started, workbench, kubeconfig, kubectl } = vscode;
  /** As Azure handed it out. */
  let direct: string;
  let host: string;
  let tunnel: Server;
  let through: (tlsName: string) => string;

  before(async () => {
    await getAksCredentials(workbench, wish);
    await answerFallback(workbench, 'Nothing');
    await workbench.notifications.waitFor(`kubectl now uses the context “${managed}”`);
    direct = kubeconfig.text();
    host = /server: "?https:\/\/([^:"\n]+)/.exec(direct)?.[1] ?? '';
    tunnel = createServer((socket) => {
      const far = connect(started.simulator.tlsPort, '127.0.0.1');
      for (const [one, other] of [
        [socket, far],
        [far, socket],
      ] as const) {
        one.pipe(other);
        one.on('error', () => other.destroy());
      }
    });
    tunnel.listen(0, '127.0.0.1');
    await once(tunnel, 'listening');
    const { port } = tunnel.address() as AddressInfo;
    through = (tlsName) =>
      direct.replace(/( +)server: .*/, `$1server: https://localhost:${String(port)}/\n$1tls-server-name: ${tlsName}`);
  });

  beforeEach(async () => {
    await workbench.notifications.clear();
  });

  after(() => {
    tunnel.close();
  });

  it('gets its tokens, and keeps the tunnel when its credential is fetched again', async () => {
    const tunnelled = through(host);
    assert.notEqual(tunnelled, direct);
    kubeconfig.write(tunnelled);
    await works();
    await getAksCredentials(workbench, wish);
    const told = await workbench.notifications.waitFor(/already has this credential for “payments-prod”/);
    await workbench.screenshot('tunnel-kept');
    assert.doesNotMatch(await told.text(), /no token/);
    assert.equal(await workbench.modal().count(), 0);
    assert.equal(kubeconfig.text(), tunnelled);
    await works();
  });

  it('gets none where az has run twice, which is marked with what is right', async () => {
    // VS Code's local history keeps what is saved: spelled like this it is not what the last test looks for.
    const spelled = (text: string): string => text.replace(/(authority-data: )L(\S+)/, '$1"\\x4C$2"');
    kubeconfig.write(spelled(through('localhost')));
    const { exitCode, stderr } = await outside();
    assert.equal(exitCode, 1);
    assert.match(stderr, /its TLS server name is not the one that you set up/);
    const { problem, quickFix } = problemsOf(workbench);
    await workbench.runCommand('File: Open File...');
    await answerFileDialog(workbench, 'Open File', kubeconfig.path);
    await workbench.runCommand('Problems: Focus on Problems View');
    await problem('nothing tells which cluster is behind this port').waitFor();
    await workbench.screenshot('tunnel-to-nobody');
    await quickFix('nothing tells which cluster is behind this port', `Set it to ${host}`);
    await problem('nothing tells which cluster is behind this port').waitFor({ state: 'detached' });
    await workbench.runCommand('File: Save All Files');
    await untilWorks();
    await workbench.runCommand('View: Close All Editors');
  });

  it('is asked about where the certificate is to be for another host, and a Cancel leaves it without tokens', async () => {
    const elsewhere = direct.replace(/( +)server: .*/, '$&\n$1tls-server-name: aks-nodepool1-vmss000000');
    kubeconfig.write(elsewhere);
    await getAksCredentials(workbench, wish);
    await workbench.modal().waitFor();
    const asked = await workbench.modalText();
    assert.match(asked, /May these clusters get your Entra token\?/);
    assert.match(
      asked,
      /“payments-prod”: kubectl takes any server that answers with a certificate for aks-nodepool1-vmss000000/,
    );
    await workbench.screenshot('tls-name-question');
    await workbench.clickInModal('Cancel');
    const told = await workbench.notifications.waitFor(/already has this credential for “payments-prod”/);
    assert.match(await told.text(), /“payments-prod” gets no token: you did not trust its proxy or TLS server name\.$/);
    await workbench.screenshot('tls-name-declined');
    assert.match((await outside()).stderr, /its TLS server name is not the one that you set up/);
    kubeconfig.write(direct);
  });

  async function works(): Promise<void> {
    const { exitCode, stdout, stderr } = await outside();
    assert.equal(exitCode, 0, stderr);
    assert.match(stdout, /"username": "ada@contoso.com"/);
  }

  /** VS Code says when it has begun to save, and not when it has. */
  async function untilWorks(): Promise<void> {
    for (let waitedMs = 0; (await outside()).exitCode !== 0; waitedMs += 200) {
      assert.ok(waitedMs < 10_000, 'it did not work in 10 s');
      await workbench.page.waitForTimeout(200);
    }
    await works();
  }

  /** As from any terminal. */
  function outside(): Promise<KubectlResult> {
    const environment = started.simulator.clientEnvironment(started.caFile);
    const env = { HOME: started.vscode.homeFolder, PATH: '/usr/bin:/bin', ...environment };
    return runKubectl(kubectl, ['--kubeconfig', kubeconfig.path, 'auth', 'whoami', '-o', 'json'], env);
  }
});
