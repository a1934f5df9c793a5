import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { createAppCertificate } from '../../simulator/certificates.ts';
import { contoso, deployer } from '../../simulator/scenarios/people.ts';
import {
  credentialOf,
  execInfo,
  failureOf,
  servicePrincipal,
  serverId,
  startGetTokenFixture,
  type GetTokenFixture,
} from './getTokenFixture.ts';

let fixture: GetTokenFixture;
before(async () => {
  fixture = await startGetTokenFixture();
});
beforeEach(() => {
  fixture.simulator.reset();
});
after(() => fixture.close());

const withoutSecret = servicePrincipal.slice(0, -2);

describe('cli.js get-token as a credential plugin', () => {
  it('prints one ExecCredential on one line, which expires a minute before its token', async () => {
    const { apiVersion, expiresOnMs, claims } = credentialOf(await fixture.run(servicePrincipal));
    assert.equal(apiVersion, 'client.authentication.k8s.io/v1beta1');
    assert.equal(expiresOnMs, (claims.exp - 60) * 1000);
    assert.equal(claims.aud, serverId);
    assert.equal(claims['appid'], deployer.clientId);
    assert.equal(claims['appidacr'], '1');
    assert.deepEqual(fixture.simulator.surprises(), []);
    assert.deepEqual(fixture.simulator.refusedHosts, []);
  });

  it('answers in the version that kubectl speaks', async () => {
    for (const version of ['v1', 'v1beta1']) {
      const env = { KUBERNETES_EXEC_INFO: execInfo({ interactive: false }, version) };
      assert.equal(
        credentialOf(await fixture.run(servicePrincipal, { env })).apiVersion,
        `client.authentication.k8s.io/${version}`,
      );
    }
  });

  it('answers clients that write the exec info in another way, as KubernetesClient for .NET', async () => {
    for (const text of [
      { kind: 'ExecCredentials', apiVersion: 'client.authentication.k8s.io/v1', spec: { interactive: false } },
      { Kind: null, ApiVersion: 'client.authentication.k8s.io/v1', Spec: null },
    ]) {
      const env = { KUBERNETES_EXEC_INFO: JSON.stringify(text) };
      assert.equal(
        credentialOf(await fixture.run(servicePrincipal, { env })).apiVersion,
        text.apiVersion ?? text.ApiVersion,
      );
    }
  });

  const malformed: Readonly<Record<string, RegExp>> = {
    [execInfo({}, 'v1alpha1')]: /^api version: client\.authentication\.k8s\.io\/v1alpha1 is not supported$/,
    '{': /^KUBERNETES_EXEC_INFO cannot be read/,
    '[]': /^KUBERNETES_EXEC_INFO cannot be read/,
    '{"kind":"Pod","apiVersion":"client.authentication.k8s.io/v1","spec":{}}': /its kind is not ExecCredential/,
  };
  for (const [text, message] of Object.entries(malformed)) {
    it(`asks Entra for nothing where KUBERNETES_EXEC_INFO is ${text}`, async () => {
      const result = await fixture.run(servicePrincipal, { env: { KUBERNETES_EXEC_INFO: text } });
      assert.match(failureOf(result), message);
      assert.deepEqual(fixture.simulator.record, []);
    });
  }

  it('takes an empty KUBERNETES_EXEC_INFO for none', async () => {
    const result = await fixture.run(servicePrincipal, { env: { KUBERNETES_EXEC_INFO: '' } });
    assert.equal(credentialOf(result).apiVersion, 'client.authentication.k8s.io/v1beta1');
  });

  it('hands out no token that is about to expire', async () => {
    fixture.simulator.faults.set({ kind: 'shortLivedTokens', seconds: 45 });
    assert.match(failureOf(await fixture.run(servicePrincipal)), /expires within a minute/);
  });

  it('asks for the audience of legacy clusters with --legacy', async () => {
    assert.equal(credentialOf(await fixture.run([...servicePrincipal, '--legacy'])).claims.aud, `spn:${serverId}`);
  });

  it('takes what kubelogin users have in their kubeconfigs, without a word', async () => {
    const extra = ['--cache-dir', '/nowhere', '--token-cache-dir=/nowhere', '-v=5', '--disable-instance-discovery'];
    credentialOf(await fixture.run([...servicePrincipal, ...extra]));
  });

  it('takes their spellings: the last of a repeated flag, a switch’s truth values, a stray word', async () => {
    const spellings = [
      '-v',
      '5',
      '--logtostderr',
      '-tsomebody.else',
      `-t=${contoso.tenantId}`,
      '--legacy',
      '--legacy=F',
    ];
    const { claims } = credentialOf(await fixture.run([...servicePrincipal, ...spellings, 'stray', '--', '--magic']));
    assert.notEqual(claims.aud, `spn:${serverId}`);
    const legacy = credentialOf(await fixture.run([...servicePrincipal, '--legacy=T']));
    assert.equal(legacy.claims.aud, `spn:${serverId}`);
  });

  it('refuses an unknown cloud instead of showing the secret to the public one', async () => {
    const result = await fixture.run([...servicePrincipal, '-e', 'AzureGermanCloud']);
    assert.match(failureOf(result), /^--environment is not AzurePublicCloud/);
    assert.deepEqual(fixture.simulator.record, []);
  });

  it('goes to the authority of the cloud, and to no other', async () => {
    const result = await fixture.run([...servicePrincipal, '-e', 'AzureChinaCloud']);
    assert.match(failureOf(result), /^https:\/\/login\.chinacloudapi\.cn\/ answered with status 403 and no reason/);
    // MSAL knows two names of that authority.
    const names = ['login.chinacloudapi.cn:443', 'login.partner.microsoftonline.cn:443'];
    assert.deepEqual(
      fixture.simulator.refusedHosts.filter((host) => !names.includes(host)),
      [],
    );
    assert.ok(fixture.simulator.refusedHosts.length > 0);
    assert.ok(!fixture.simulator.record.some(({ path }) => path.includes('token')));
  });

  it('says that Entra cannot be reached', async () => {
    const env = { HTTPS_PROXY: 'http://127.0.0.1:9', https_proxy: 'http://127.0.0.1:9' };
    const unreachable = failureOf(await fixture.run(servicePrincipal, { env }));
    assert.match(unreachable, /^https:\/\/login\.microsoftonline\.com\/ cannot be reached; check the network/);
  });

  it('names the certificate where nobody that is trusted has issued it', async () => {
    const env = { NODE_EXTRA_CA_CERTS: '', SSL_CERT_FILE: '/dev/null', SSL_CERT_DIR: fixture.binFolder };
    assert.match(
      failureOf(await fixture.run(servicePrincipal, { env })),
      /^the certificate of https:\/\/login\.microsoftonline\.com\/ comes from an authority \(it says “AKS Entra simulated Azure”\) that .*\(UNABLE_TO_\w+\).*NODE_EXTRA_CA_CERTS/,
    );
  });

  it('trusts what the system trusts, as kubelogin does', async () => {
    const caFile = fixture.environment['NODE_EXTRA_CA_CERTS'] ?? '';
    assert.notEqual(caFile, '');
    const env = { NODE_EXTRA_CA_CERTS: '', SSL_CERT_FILE: caFile };
    credentialOf(await fixture.run(servicePrincipal, { env }));
  });

  it('says what Entra says of a tenant that it does not know', async () => {
    const rest = servicePrincipal.map((each) => (each === contoso.tenantId ? 'nowhere.example' : each));
    assert.match(failureOf(await fixture.run(rest)), /^AADSTS90002: Tenant 'nowhere\.example' not found[^{}"]*$/);
  });

  it('ends in time, with one line', async () => {
    fixture.simulator.faults.set({ kind: 'hang' });
    assert.equal(
      failureOf(await fixture.run([...servicePrincipal, '--timeout', '500ms'])),
      'no token came within 0.5 s; --timeout sets another limit',
    );
  });

  it('ends at once on Ctrl+C', async () => {
    fixture.simulator.faults.set({ kind: 'hang' });
    const startedMs = performance.now();
    const running = fixture.run(['--login', 'devicecode', '--server-id', serverId, '-t', contoso.tenantId], {
      onStart: (child) => {
        const asked = setInterval(() => {
          if (fixture.simulator.record.length === 0) {
            return;
          }
          clearInterval(asked);
          child.kill('SIGINT');
        }, 20);
        child.once('exit', () => {
          clearInterval(asked);
        });
      },
    });
    assert.equal(failureOf(await running), 'interrupted');
    assert.ok(performance.now() - startedMs < 10_000);
  });

  it('says which mode it does not have, and which there are', async () => {
    const rest = servicePrincipal.slice(2);
    const pop = [...servicePrincipal, '--pop-enabled', '--pop-claims', 'u=/x'];
    assert.match(failureOf(await fixture.run(pop)), /^proof-of-possession tokens \(--pop-enabled\) need kubelogin/);
    assert.match(failureOf(await fixture.run(['-l', 'magic', ...rest])), /is not a supported login method/);
    assert.match(failureOf(await fixture.run([...servicePrincipal, '--magic'])), /^unknown flag: --magic$/);
  });

  it('tells its flags', async () => {
    const { exitCode, stdout, stderr } = await fixture.run(['--help'], { env: { KUBERNETES_EXEC_INFO: '{' } });
    assert.deepEqual({ exitCode, stderr }, { exitCode: 0, stderr: '' });
    assert.match(stdout, /--federated-token-file/);
    assert.match(stdout, /Proof-of-possession tokens \(--pop-enabled\) need kubelogin/);
  });
});

describe('get-token as a service principal', () => {
  it('takes secret, client and tenant from variables', async () => {
    const env = {
      AAD_LOGIN_METHOD: 'spn',
      AZURE_TENANT_ID: contoso.tenantId,
      AAD_SERVICE_PRINCIPAL_CLIENT_ID: deployer.clientId,
      AAD_SERVICE_PRINCIPAL_CLIENT_SECRET: deployer.clientSecret,
    };
    const { claims } = credentialOf(await fixture.run(['--server-id', serverId], { env }));
    assert.equal(claims['appid'], deployer.clientId);
  });

  it('lets no variable replace what was typed', async () => {
    const env = {
      AAD_LOGIN_METHOD: 'azurecli',
      AZURE_TENANT_ID: 'other.example',
      AZURE_CLIENT_ID: 'other',
      AZURE_CLIENT_SECRET: 'other',
      AZURE_CLIENT_CERTIFICATE_PATH: '/other',
      AZURE_AUTHORITY_HOST: 'https://evil.example/',
      AZURE_FEDERATED_TOKEN_FILE: '/other',
    };
    const { claims } = credentialOf(await fixture.run(servicePrincipal, { env }));
    assert.equal(claims['appid'], deployer.clientId);
    assert.deepEqual(fixture.simulator.refusedHosts, []);
  });

  it('shows no secret where Entra refuses it, however much the libraries log', async () => {
    const secret = 'wrong~Secret.of-somebody';
    for (const env of [{}, { AZURE_LOG_LEVEL: 'verbose', NODE_DEBUG: 'http,https', DEBUG: '*' }]) {
      const result = await fixture.run([...withoutSecret, '--client-secret', secret], { env });
      assert.equal(result.exitCode, 1);
      assert.equal(result.stdout, '');
      assert.ok(!result.stderr.includes(secret), result.stderr);
    }
    assert.equal(
      failureOf(await fixture.run([...withoutSecret, '--client-secret', secret])),
      'AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret ' +
        `value, not the client secret ID, for a secret added to app '${deployer.clientId}'.`,
    );
  });

  it('signs in with a certificate and its key, in one PEM file, in either order', async () => {
    const { certPem, keyPem } = fixture.certificate;
    for (const text of [certPem + keyPem, keyPem + certPem]) {
      const file = join(fixture.home, 'app.pem');
      writeFileSync(file, text);
      const { claims } = credentialOf(await fixture.run([...withoutSecret, '--client-certificate', file]));
      assert.equal(claims['appidacr'], '2');
    }
    assert.deepEqual(fixture.simulator.surprises(), []);
  });

  it('finds the certificate of the key among others, whatever blanks and texts are between them', async () => {
    const { certPem, keyPem } = fixture.certificate;
    const other = (await createAppCertificate('somebody-else')).certPem;
    const file = join(fixture.home, 'chain.pem');
    const noisy = (text: string): string => text.replaceAll('\n', ' \t\r\n');
    for (const text of [
      other + certPem + keyPem,
      keyPem + other + certPem,
      noisy(`Bag Attributes\n${certPem}${keyPem}`),
    ]) {
      writeFileSync(file, text);
      const { claims } = credentialOf(await fixture.run([...withoutSecret, '--client-certificate', file]));
      assert.equal(claims['appidacr'], '2');
    }
    assert.deepEqual(fixture.simulator.surprises(), []);
    writeFileSync(file, other + keyPem);
    assert.match(failureOf(await fixture.run([...withoutSecret, '--client-certificate', file])), /belongs to none of/);
  });

  it('decrypts the key with the password', async () => {
    const file = join(fixture.home, 'encrypted.pem');
    writeFileSync(file, fixture.certificate.certPem + fixture.encryptedKeyPem('pass phrase'));
    const typed = [...withoutSecret, '--client-certificate', file];
    credentialOf(await fixture.run([...typed, '--client-certificate-password', 'pass phrase']));
    credentialOf(await fixture.run(typed, { env: { AZURE_CLIENT_CERTIFICATE_PASSWORD: 'pass phrase' } }));
    const wrong = failureOf(await fixture.run([...typed, '--client-certificate-password=Wrong1234']));
    assert.match(wrong, /password/);
    assert.ok(!wrong.includes('Wrong1234'));
    assert.match(failureOf(await fixture.run(typed)), /password/);
  });

  it('says plainly what certificate file it cannot use', async () => {
    const file = join(fixture.home, 'app.pfx');
    const typed = [...withoutSecret, '--client-certificate', file];
    assert.match(failureOf(await fixture.run(typed)), /cannot be read.*ENOENT/);
    writeFileSync(file, Buffer.from([0x30, 0x82, 1, 2, 3]));
    assert.match(failureOf(await fixture.run(typed)), /^the certificate file is neither PEM nor PFX/);
    writeFileSync(file, Buffer.alloc(1024 * 1024 + 1));
    assert.match(failureOf(await fixture.run(typed)), /^the certificate file is larger than 1 MB/);
    assert.match(
      failureOf(await fixture.run([...withoutSecret, '--client-certificate', '/dev/zero'])),
      /^the certificate file is larger than 1 MB/,
    );
    writeFileSync(file, fixture.certificate.certPem);
    assert.match(failureOf(await fixture.run(typed)), /holds no private key/);
  });
});
