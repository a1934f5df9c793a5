import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { UnsecuredJWT } from 'jose';
import { createCertificateAuthority } from '../../simulator/certificates.ts';
import { ada, contoso, deployer } from '../../simulator/scenarios/people.ts';
import { callSimulator } from '../../simulator/simulatorClient.ts';
import { aksClientAppId } from '../../simulator/entra/wellKnownApps.ts';
import { unsignedToken } from '../core/entra/unsignedToken.ts';
import {
  credentialOf,
  execInfo,
  failureOf,
  type GetTokenFixture,
  serverId,
  startGetTokenFixture,
} from './getTokenFixture.ts';

let fixture: GetTokenFixture;
before(async () => {
  fixture = await startGetTokenFixture();
});
beforeEach(() => {
  fixture.simulator.reset();
});
after(() => fixture.close());

const expiresInAnHour = Math.floor(Date.now() / 1000) + 3600;
const issuedElsewhere = unsignedToken({ aud: serverId, exp: expiresInAnHour, appid: 'issued-elsewhere' });

describe('get-token with workload identity', () => {
  const [federated] = deployer.federatedCredentials ?? [];
  const assertion = (subject = federated?.subject ?? ''): string =>
    new UnsecuredJWT({})
      .setIssuer(federated?.issuer ?? '')
      .setSubject(subject)
      .setAudience('api://AzureADTokenExchange')
      .setExpirationTime('5m')
      .encode();
  const args = ['-l', 'workloadidentity', '--server-id', serverId];

  it('shows the token of the file that the variables name', async () => {
    const file = join(fixture.home, 'federated');
    writeFileSync(file, `${assertion()}\n`);
    const env = {
      AZURE_CLIENT_ID: deployer.clientId,
      AZURE_TENANT_ID: contoso.tenantId,
      AZURE_FEDERATED_TOKEN_FILE: file,
      AZURE_AUTHORITY_HOST: 'https://login.microsoftonline.com/',
    };
    const { claims } = credentialOf(await fixture.run(args, { env }));
    assert.equal(claims['appid'], deployer.clientId);
    assert.equal(claims['appidacr'], '2');
    assert.deepEqual(fixture.simulator.surprises(), []);
  });

  it('lets no variable replace the file, client and tenant that were typed', async () => {
    const file = join(fixture.home, 'typed');
    writeFileSync(file, assertion());
    const typed = ['--client-id', deployer.clientId, '--tenant-id', contoso.tenantId, '--federated-token-file', file];
    const env = {
      AZURE_CLIENT_ID: 'other',
      AZURE_TENANT_ID: 'other',
      AZURE_FEDERATED_TOKEN_FILE: '/other',
      ACTIONS_ID_TOKEN_REQUEST_URL: 'https://actions.example/',
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'other',
    };
    credentialOf(await fixture.run([...args, ...typed], { env }));
    assert.deepEqual(fixture.simulator.refusedHosts, []);
  });

  it('says in one line what is wrong with the token', async () => {
    const file = join(fixture.home, 'foreign');
    writeFileSync(file, assertion('someone else'));
    const typed = ['--client-id', deployer.clientId, '--tenant-id', contoso.tenantId, '--federated-token-file'];
    const refused = await fixture.run([...args, ...typed, file]);
    assert.equal(
      failureOf(refused),
      'AADSTS70021: No matching federated identity record found for presented assertion.',
    );
    assert.match(failureOf(await fixture.run([...args, ...typed, join(fixture.home, 'missing')])), /ENOENT/);
  });

  it('shows the token that GitHub makes for a job', async () => {
    const authority = await createCertificateAuthority('GitHub Actions');
    const { certPem, keyPem } = await authority.issueServer(['127.0.0.1']);
    const asked: string[] = [];
    const gitHub = createHttpsServer({ cert: certPem, key: keyPem }, (request, response) => {
      asked.push(`${request.headers.authorization ?? ''} ${request.url ?? ''}`);
      const isAllowed = request.headers.authorization === 'Bearer job-secret';
      response.writeHead(isAllowed ? 200 : 401, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(isAllowed ? { value: assertion() } : { message: 'echo of job-guess' }));
    });
    await new Promise<void>((resolve) => gitHub.listen(0, '127.0.0.1', resolve));
    const caFile = join(fixture.home, 'both.pem');
    writeFileSync(caFile, fixture.simulator.caPem + authority.certPem);
    const env = {
      NODE_EXTRA_CA_CERTS: caFile,
      ACTIONS_ID_TOKEN_REQUEST_URL: `https://127.0.0.1:${(gitHub.address() as AddressInfo).port}/token?api-version=2`,
    };
    const typed = [...args, '--client-id', deployer.clientId, '--tenant-id', contoso.tenantId];
    const granted = await fixture.run(typed, { env: { ...env, ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'job-secret' } });
    const refused = await fixture.run(typed, { env: { ...env, ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'job-guess' } });
    gitHub.close();
    assert.equal(credentialOf(granted).claims['appid'], deployer.clientId);
    assert.equal(asked[0], 'Bearer job-secret /token?api-version=2&audience=api%3A%2F%2FAzureADTokenExchange');
    assert.match(failureOf(refused), /^GitHub gave out no token for this job \(401\)/);
    assert.ok(!refused.stderr.includes('job-guess'));
  });

  it('goes to no plain http for the token of a GitHub Actions job', async () => {
    const env = { ACTIONS_ID_TOKEN_REQUEST_URL: 'http://127.0.0.1:1/', ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'very-secret' };
    const typed = ['--client-id', deployer.clientId, '--tenant-id', contoso.tenantId];
    assert.match(failureOf(await fixture.run([...args, ...typed], { env })), /is not an https address/);
  });
});

describe('get-token with a device code', () => {
  const args = ['-l', 'devicecode', '--server-id', serverId, '-t', contoso.tenantId, '--client-id', aksClientAppId];

  it('shows the code on standard error and waits for the person', async () => {
    let code: string | undefined;
    const result = await fixture.run(args, {
      env: { KUBERNETES_EXEC_INFO: execInfo({ interactive: true }) },
      onStderr: (stderr) => {
        const shown = /enter the code (\S+) to authenticate/.exec(stderr)?.[1];
        if (code !== undefined || shown === undefined) {
          return;
        }
        code = shown;
        void callSimulator(fixture.simulator, 'https://login.microsoftonline.com/devicelogin', {
          body: new URLSearchParams({ request: code, upn: ada.upn }),
        });
      },
    });
    assert.match(result.stderr, /^To sign in, use a web browser to open the page \S+ and enter the code \S+ to .*\n$/);
    assert.equal(credentialOf({ ...result, stderr: '' }).claims['upn'], ada.upn);
    assert.deepEqual(fixture.simulator.surprises(), []);
  });

  it('does not wait where nobody can see the code', async () => {
    const env = { KUBERNETES_EXEC_INFO: execInfo({ interactive: false }) };
    assert.match(
      failureOf(await fixture.run(args, { env })),
      /^the login mode devicecode needs a person at a terminal/,
    );
    assert.deepEqual(fixture.simulator.record, []);
  });

  it('waits no longer than it is told, and ends at once on Ctrl+C', async () => {
    const late = await fixture.run([...args, '--timeout', '3s']);
    assert.match(late.stderr, /\nError: no token came within 3 s; --timeout sets another limit\n$/);
    const interrupted = await fixture.run(args, {
      onStderr: (stderr, child) => {
        if (!stderr.includes('interrupted')) {
          child.kill('SIGINT');
        }
      },
    });
    assert.match(interrupted.stderr, /\nError: interrupted\n$/);
    assert.deepEqual([late.exitCode, late.stdout, interrupted.exitCode, interrupted.stdout], [1, '', 1, '']);
  });
});

describe('get-token with the Azure CLI', () => {
  const args = ['-l', 'azurecli', '--server-id', serverId];
  const answer = JSON.stringify({ accessToken: issuedElsewhere, expires_on: expiresInAnHour, tokenType: 'Bearer' });

  it('starts the az of the PATH with these arguments, each as one', async () => {
    const log = join(fixture.home, 'az.log');
    fixture.install('az', `#!/bin/sh\nprintf '%s\\n' "$@" > '${log}'\nprintf '%s' '${answer}'\n`);
    const result = await fixture.run([...args, '--tenant-id', contoso.tenantId, '--subscription', 'My Subscription']);
    assert.equal(credentialOf(result).claims['appid'], 'issued-elsewhere');
    assert.deepEqual(readFileSync(log, 'utf8').trimEnd().split('\n'), [
      ...['account', 'get-access-token', '--output', 'json', '--resource', serverId],
      ...['--tenant', contoso.tenantId, '--subscription', 'My Subscription'],
    ]);
    assert.deepEqual(fixture.simulator.record, []);
  });

  it('starts nothing with an argument that az could take for an option or a shell for a command', async () => {
    const log = join(fixture.home, 'az-attacked.log');
    fixture.install('az', `#!/bin/sh\ntouch '${log}'\n`);
    for (const value of ['--debug', '-h', '$(touch x)', 'a;b', 'a|b', '"', "'"]) {
      assert.match(failureOf(await fixture.run([...args, `--tenant-id=${value}`])), /--tenant-id is neither/);
      assert.match(failureOf(await fixture.run([...args, `--subscription=${value}`])), /--subscription is neither/);
      const server = ['-l', 'azurecli', `--server-id=${value}`];
      assert.match(failureOf(await fixture.run(server)), /--server-id is neither/);
    }
    assert.ok(!existsSync(log));
  });

  it('says what az says, without the secrets in it', async () => {
    fixture.install('az', '#!/bin/sh\necho "ERROR: Please run az login to setup account." >&2\nexit 1\n');
    assert.match(failureOf(await fixture.run(args)), /'az login'/);
    fixture.install('az', `#!/bin/sh\necho 'ERROR: odd' >&2\necho 'token ${issuedElsewhere}' >&2\nexit 1\n`);
    assert.equal(failureOf(await fixture.run(args)), 'ERROR: odd token <token>');
    fixture.install('az', '#!/bin/sh\nprintf \'{"accessToken":"no token","expires_on":9999999999}\'\n');
    assert.equal(failureOf(await fixture.run(args)), 'the answer is not an access token');
  });

  it('says where to get az where there is none, and takes none from the current folder', async () => {
    writeFileSync(join(fixture.home, 'az'), '#!/bin/sh\ntouch stolen\n', { mode: 0o755 });
    const env = { PATH: '/nowhere' };
    assert.match(failureOf(await fixture.run(args, { env })), /^Azure CLI could not be found/);
    assert.ok(!existsSync(join(fixture.home, 'stolen')));
  });

  it('ends an az that hangs', async () => {
    const pidFile = join(fixture.home, 'az.pid');
    fixture.install('az', `#!/bin/sh\necho $$ > '${pidFile}'\nexec sleep 60\n`);
    assert.match(failureOf(await fixture.run([...args, '--timeout', '2s'])), /no token came within/);
    const pid = Number(readFileSync(pidFile, 'utf8'));
    assert.ok(pid > 0);
    assert.throws(() => process.kill(pid, 0), { code: 'ESRCH' });
  });
});

describe('get-token with a managed identity', () => {
  /** What the machine's own token service is asked; it answers as Azure's does. */
  async function runBesideImds(args: readonly string[], more: Readonly<Record<string, string>> = {}) {
    const asked: URL[] = [];
    const imds = createServer((request, response) => {
      const isImds = request.headers['metadata'] === 'true';
      asked.push(new URL(request.url ?? '', 'http://imds'));
      response.writeHead(isImds ? 200 : 400, { 'Content-Type': 'application/json' });
      const body = { access_token: issuedElsewhere, expires_on: String(expiresInAnHour), token_type: 'Bearer' };
      response.end(isImds ? JSON.stringify(body) : '{"error":"invalid_request"}');
    });
    await new Promise<void>((resolve) => imds.listen(0, '127.0.0.1', resolve));
    const { port } = imds.address() as AddressInfo;
    const env = { AZURE_POD_IDENTITY_AUTHORITY_HOST: `http://127.0.0.1:${port}`, ...more };
    const result = await fixture.run(['-l', 'msi', '--server-id', serverId, ...args], { env });
    imds.close();
    assert.equal(credentialOf(result).claims['appid'], 'issued-elsewhere');
    const [{ pathname, searchParams } = new URL('http://nothing')] = asked;
    assert.match(pathname, /^\/metadata\/identity\/oauth2\/token\/?$/);
    assert.equal(searchParams.get('resource'), serverId);
    return searchParams;
  }

  it('asks for the machine’s own identity', async () => {
    const asked = await runBesideImds([]);
    assert.deepEqual([asked.get('client_id'), asked.get('msi_res_id')], [null, null]);
  });

  it('asks for the identity of a client id or a resource id', async () => {
    assert.equal(
      (await runBesideImds(['--client-id', 'typed'], { AZURE_CLIENT_ID: 'variable' })).get('client_id'),
      'typed',
    );
    const resource = '/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/i';
    const asked = await runBesideImds(['--identity-resource-id', resource], { AZURE_CLIENT_ID: 'variable' });
    assert.deepEqual([asked.get('client_id'), asked.get('msi_res_id')], [null, resource]);
  });

  it('is the machine’s identity also in a pod with workload identity', async () => {
    await runBesideImds(['--client-id', 'typed'], {
      AZURE_CLIENT_ID: deployer.clientId,
      AZURE_TENANT_ID: contoso.tenantId,
      AZURE_FEDERATED_TOKEN_FILE: join(fixture.home, 'federated'),
    });
    assert.deepEqual(fixture.simulator.record, []);
  });
});

describe('get-token with a browser', () => {
  const args = ['-l', 'interactive', '--server-id', serverId, '-t', contoso.tenantId];

  it('opens the browser and takes what it brings back', async () => {
    // Follows the sign-in as a browser would, and picks an account.
    const program = `#!${process.execPath}
      const address = new URL(process.argv.at(-1));
      fetch(address).then(async () => {
        const request = address.searchParams;
        const body = new URLSearchParams({ request: request.toString(), upn: '${ada.upn}' });
        const login = new URL(address.pathname.replace('oauth2/v2.0/authorize', 'login'), address);
        const answer = await fetch(login, { method: 'POST', body, redirect: 'manual' });
        const location = answer.headers.get('location');
        if (location !== null) return fetch(location);
        const page = await answer.text();
        const fields = [...page.matchAll(/name="(\\w+)"\\s+value="([^"]*)"/g)].map(([, name, value]) => [name, value]);
        return fetch(request.get('redirect_uri'), { method: 'POST', body: new URLSearchParams(fields) });
      });`;
    fixture.install('xdg-open', program);
    const result = await fixture.run(args, { env: { DISPLAY: ':0', KUBERNETES_EXEC_INFO: execInfo({}) } });
    assert.equal(credentialOf(result).claims['upn'], ada.upn);
    assert.deepEqual(fixture.simulator.surprises(), []);
  });

  it('does not wait for a browser where there can be none', async () => {
    assert.match(failureOf(await fixture.run(args)), /^the login mode interactive needs a browser/);
  });

  it('ends in time though nobody signs in', async () => {
    fixture.install('xdg-open', '#!/bin/sh\n');
    const result = await fixture.run([...args, '--timeout', '1s'], { env: { DISPLAY: ':0' } });
    assert.equal(failureOf(result), 'no token came within 1 s; --timeout sets another limit');
  });
});
