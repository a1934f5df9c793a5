import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt, type JWTPayload } from 'jose';
import { createAppCertificate, type IssuedCertificate } from '../../simulator/certificates.ts';
import { defaultScenario } from '../../simulator/defaultScenario.ts';
import { contoso, deployer } from '../../simulator/scenarios/people.ts';
import { startSimulator, type Simulator } from '../../simulator/simulator.ts';
import { runCli, type CliResult } from './runCli.ts';

export const serverId = '6dae42f8-4368-4678-94ff-3960e28e3630';
export const execInfo = (spec: object, version = 'v1beta1'): string =>
  JSON.stringify({ kind: 'ExecCredential', apiVersion: `client.authentication.k8s.io/${version}`, spec });

type CliOptions = NonNullable<Parameters<typeof runCli>[2]>;

/** `cli.js get-token` as a process, in front of a simulated Entra that knows the deployer's certificate too. */
export interface GetTokenFixture {
  readonly simulator: Simulator;
  readonly home: string;
  /** First on the PATH of the processes. */
  readonly binFolder: string;
  readonly certificate: IssuedCertificate;
  encryptedKeyPem(password: string): string;
  readonly environment: Readonly<Record<string, string>>;
  run(args: readonly string[], options?: CliOptions): Promise<CliResult>;
  /** Writes a program for the PATH. */
  install(name: string, text: string): void;
  close(): Promise<void>;
}

/** @param certificatePem that of a file, where the test has one, in place of a new one */
export async function startGetTokenFixture(certificatePem?: string): Promise<GetTokenFixture> {
  const certificate = await createAppCertificate('ci-deployer');
  const simulator = await startSimulator({
    scenario: { ...defaultScenario, apps: [{ ...deployer, certificatePem: certificatePem ?? certificate.certPem }] },
  });
  const home = mkdtempSync(join(tmpdir(), 'aks-entra-get-token-'));
  const binFolder = join(home, 'bin');
  mkdirSync(binFolder);
  const caFile = join(home, 'ca.pem');
  writeFileSync(caFile, simulator.caPem);
  const environment = {
    ...simulator.clientEnvironment(caFile),
    PATH: `${binFolder}:${process.env['PATH'] ?? ''}`,
  };
  return {
    simulator,
    home,
    binFolder,
    certificate,
    encryptedKeyPem: (passphrase) =>
      createPrivateKey(certificate.keyPem)
        .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase })
        .toString(),
    environment,
    run: (args, options = {}) =>
      runCli(home, ['get-token', ...args], { ...options, env: { ...environment, ...options.env } }),
    install(name, text) {
      writeFileSync(join(binFolder, name), text);
      chmodSync(join(binFolder, name), 0o755);
    },
    async close() {
      await simulator.close();
      rmSync(home, { recursive: true });
    },
  };
}

/** The deployer with its secret, in flags. */
export const servicePrincipal = [
  ...['--login', 'spn', '--server-id', serverId, '--environment', 'AzurePublicCloud'],
  ...['--tenant-id', contoso.tenantId, '--client-id', deployer.clientId, '--client-secret', deployer.clientSecret],
];

/** Checks that a process said one ExecCredential and nothing else, and reads it. */
export function credentialOf({ exitCode, stdout, stderr }: CliResult): {
  readonly apiVersion: string;
  readonly expiresOnMs: number;
  readonly claims: JWTPayload & { readonly exp: number };
} {
  assert.deepEqual({ exitCode, stderr }, { exitCode: 0, stderr: '' });
  assert.match(stdout, /^\{.*\}\n$/);
  const credential = JSON.parse(stdout) as {
    apiVersion: string;
    status: { expirationTimestamp: string; token: string };
  };
  const { apiVersion, status } = credential;
  assert.deepEqual(credential, { kind: 'ExecCredential', apiVersion, spec: { interactive: false }, status });
  assert.deepEqual(Object.keys(status), ['expirationTimestamp', 'token']);
  const claims = decodeJwt(status.token);
  assert.ok(claims.exp !== undefined);
  return { apiVersion, expiresOnMs: Date.parse(status.expirationTimestamp), claims: { ...claims, exp: claims.exp } };
}

/** Checks that a process failed with one line on standard error, and returns what it says. */
export function failureOf({ exitCode, stdout, stderr }: CliResult): string {
  assert.deepEqual({ exitCode, stdout }, { exitCode: 1, stdout: '' }, stderr);
  const [all, message] = /^Error: (.+)\n$/.exec(stderr) ?? [];
  assert.equal(all, stderr, 'more than one line');
  return message ?? '';
}
