import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { after, before, beforeEach, describe, it } from 'node:test';
import { contoso, deployer } from '../../simulator/scenarios/people.ts';
import { credentialOf, failureOf, serverId, startGetTokenFixture, type GetTokenFixture } from './getTokenFixture.ts';

const fileOf = (name: string): string => fileURLToPath(new URL(`../../fixtures/pfx/${name}`, import.meta.url));

let fixture: GetTokenFixture;
before(async () => {
  fixture = await startGetTokenFixture(readFileSync(fileOf('certificate.pem'), 'utf8'));
});
beforeEach(() => {
  fixture.simulator.reset();
});
after(() => fixture.close());

describe('get-token with a certificate in a PFX file', () => {
  const args = (name: string): string[] => [
    ...['--login', 'spn', '--server-id', serverId, '--client-certificate', fileOf(name)],
    ...['--tenant-id', contoso.tenantId, '--client-id', deployer.clientId],
  ];
  const withPassword = (password: string): { env: Record<string, string> } => ({
    env: { AZURE_CLIENT_CERTIFICATE_PASSWORD: password },
  });

  for (const name of ['openssl3.pfx', 'legacy-rc2.pfx', 'sha512.pfx', 'java.pfx', 'chain.pfx']) {
    it(`signs in with ${name}`, async () => {
      assert.equal(credentialOf(await fixture.run(args(name), withPassword('worthless'))).claims['appidacr'], '2');
      assert.deepEqual(fixture.simulator.surprises(), []);
    });
  }

  it('signs in with a typed password, and with none where the file has none', async () => {
    credentialOf(await fixture.run([...args('umlauts.pfx'), '--client-certificate-password', 'Sämtliche 1€']));
    credentialOf(await fixture.run(args('no-password.pfx')));
    assert.deepEqual(fixture.simulator.surprises(), []);
  });

  it('says what to do about the password, without the password', async () => {
    const wrong = failureOf(await fixture.run(args('openssl3.pfx'), withPassword('Wrong1234')));
    assert.match(wrong, /^the PFX file does not open with this password, or was changed; check --client-certificate-p/);
    assert.doesNotMatch(wrong, /Wrong1234/);
    assert.match(failureOf(await fixture.run(args('openssl3.pfx'))), /^the PFX file needs a password/);
  });
});
