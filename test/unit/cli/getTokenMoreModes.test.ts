import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { UnsecuredJWT } from 'jose';
import { createCertificateAuthority } from '../../simulator/certificates.ts';
import { simulatedPassword } from '../../simulator/entra/tokenEndpoint.ts';
import { ada, contoso, deployer } from '../../simulator/scenarios/people.ts';
import { unsignedToken } from '../core/entra/unsignedToken.ts';
import { credentialOf, failureOf, serverId, startGetTokenFixture, type GetTokenFixture } from './getTokenFixture.ts';

let fixture: GetTokenFixture;
before(async () => {
  fixture = await startGetTokenFixture();
});
beforeEach(() => {
  fixture.simulator.reset();
});
after(() => fixture.close());

describe('get-token with the Azure Developer CLI', () => {
  const args = ['-l', 'azd', '--server-id', serverId];

  it('starts the azd of the PATH with these arguments', async () => {
    const log = join(fixture.home, 'azd.log');
    const token = unsignedToken({ aud: serverId, exp: Math.floor(Date.now() / 1000) + 3600, appid: 'of-azd' });
    const answer = JSON.stringify({ token, expiresOn: new Date(Date.now() + 3_600_000).toISOString() });
    fixture.install('azd', `#!/bin/sh\nprintf '%s\\n' "$@" > '${log}'\nprintf '%s' '${answer}'\n`);
    const result = await fixture.run([...args, '--tenant-id', contoso.tenantId]);
    assert.equal(credentialOf(result).claims['appid'], 'of-azd');
    assert.deepEqual(readFileSync(log, 'utf8').trimEnd().split('\n'), [
      ...['auth', 'token', '--output', 'json', '--no-prompt', '--scope', `${serverId}/.default`],
      ...['--tenant-id', contoso.tenantId],
    ]);
  });

  it('says what azd says, and that there is none', async () => {
    fixture.install('azd', '#!/bin/sh\necho "not logged in, run \\`azd auth login\\` to login" >&2\nexit 1\n');
    assert.match(failureOf(await fixture.run(args)), /'azd auth login'/);
    assert.match(
      failureOf(await fixture.run(args, { env: { PATH: '/nowhere' } })),
      /^Azure Developer CLI couldn't be found/,
    );
  });
});

describe('get-token in a job of Azure Pipelines', () => {
  it('shows the token of the service connection, and says where it gets none', async () => {
    const { issuer = '', subject = '' } = deployer.federatedCredentials?.[0] ?? {};
    const oidcToken = new UnsecuredJWT({})
      .setIssuer(issuer)
      .setSubject(subject)
      .setAudience('api://AzureADTokenExchange')
      .setExpirationTime('5m')
      .encode();
    const authority = await createCertificateAuthority('pipelines');
    const { certPem, keyPem } = await authority.issueServer(['127.0.0.1']);
    const asked: string[] = [];
    const pipelines = createServer({ cert: certPem, key: keyPem }, (request, response) => {
      asked.push(`${request.method} ${request.url}`);
      const isJob = request.headers.authorization === 'Bearer job-secret';
      response.writeHead(isJob ? 200 : 401, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(isJob ? { oidcToken } : { message: 'denied' }));
    });
    await new Promise<void>((resolve) => pipelines.listen(0, '127.0.0.1', resolve));
    const caFile = join(fixture.home, 'pipelines.pem');
    writeFileSync(caFile, fixture.simulator.caPem + authority.certPem);
    const args = [
      ...['-l', 'azurepipelines', '--server-id', serverId, '--azure-pipelines-service-connection-id', 'sc-1'],
      ...['--client-id', deployer.clientId, '--tenant-id', contoso.tenantId],
    ];
    const env = {
      NODE_EXTRA_CA_CERTS: caFile,
      NO_PROXY: '127.0.0.1',
      no_proxy: '127.0.0.1',
      SYSTEM_OIDCREQUESTURI: `https://127.0.0.1:${(pipelines.address() as AddressInfo).port}/oidc`,
    };
    const granted = await fixture.run(args, { env: { ...env, SYSTEM_ACCESSTOKEN: 'job-secret' } });
    const refused = await fixture.run(args, { env: { ...env, SYSTEM_ACCESSTOKEN: 'job-guess' } });
    pipelines.close();
    assert.equal(credentialOf(granted).claims['appid'], deployer.clientId);
    assert.equal(asked[0], 'POST /oidc?api-version=7.1&serviceConnectionId=sc-1');
    assert.match(failureOf(refused), /^Azure Pipelines gave out no token for this job \(401\)/);
    assert.ok(!refused.stderr.includes('job-guess'));
  });
});

describe('get-token with a name and a password', () => {
  const args = ['-l', 'ropc', '--server-id', serverId, '-t', contoso.tenantId, '--username', ada.upn];
  const warning = /^Warning: the login mode ropc is deprecated, and fails where Entra wants a second factor.*\n/;
  const env = { AZURE_PASSWORD: simulatedPassword };

  it('signs in, and says that it is deprecated', async () => {
    const result = await fixture.run(args, { env });
    assert.match(result.stderr, warning);
    assert.equal(credentialOf({ ...result, stderr: result.stderr.replace(warning, '') }).claims['upn'], ada.upn);
    assert.deepEqual(fixture.simulator.surprises(), []);
  });

  it('says that it cannot answer a second factor', async () => {
    fixture.simulator.faults.set({ kind: 'mfaRequired' });
    const result = await fixture.run(args, { env });
    const message = failureOf({ ...result, stderr: result.stderr.replace(warning, '') });
    assert.match(message, /^AADSTS50076: .* The login mode ropc cannot answer that: use interactive/);
  });

  it('shows no password', async () => {
    const result = await fixture.run(args, { env: { AZURE_PASSWORD: 'wrong Passw0rd' } });
    assert.match(result.stderr, /\nError: AADSTS50126: /);
    assert.ok(!result.stderr.includes('wrong Passw0rd'));
  });
});
