import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createSecureContext } from 'node:tls';
import { errors, generateKeyPair, jwtVerify, SignJWT } from 'jose';
import { createCertificateAuthority, type CertificateAuthority } from '../certificates.ts';
import type { AccessTokenClaims, Directory, RecordedCall, TokenVerifier } from '../ports.ts';
import type { ArmManagedClusterProperties, Scenario, SimulatedCluster } from '../scenario.ts';
import { createKubernetesApi } from './apiServer.ts';
import { aksServerAppId } from './authentication.ts';

/**
 * One simulated API server on loopback behind TLS as the whole simulator has it, and tokens of a pretended Entra. It is
 * itself as `localhost` too, for programs that know no TLS server name.
 */
export interface TestCluster {
  readonly cluster: SimulatedCluster;
  readonly server: string;
  readonly serverName: string;
  readonly authority: CertificateAuthority;
  readonly calls: RecordedCall[];
  /** Who is in which group, by object id: read when a token says that there are too many groups to list. */
  readonly memberships: Map<string, string[]>;
  /** A token of `alice` unless told otherwise, for an hour from now. */
  mint(claims?: Partial<AccessTokenClaims>, lifetimeSeconds?: number): Promise<string>;
  close(): Promise<void>;
}

export const tenantId = '11111111-1111-4111-8111-111111111111';
export const otherTenantId = '22222222-2222-4222-8222-222222222222';
export const adminGroupId = 'aaaaaaaa-0000-4000-8000-000000000001';
export const alice = { oid: 'a11ce000-0000-4000-8000-000000000001', upn: 'alice@contoso.example' };

export const managedEntra: Partial<ArmManagedClusterProperties> = {
  aadProfile: { managed: true, adminGroupObjectIDs: [adminGroupId], enableAzureRBAC: false, tenantID: tenantId },
};

/** @param toNameless whose certificate those get who send no server name, as Java does for `localhost` */
export async function startTestCluster(
  properties: Partial<ArmManagedClusterProperties> = managedEntra,
  rest: Partial<SimulatedCluster> = {},
  toNameless: 'itself' | 'stranger' = 'stranger',
): Promise<TestCluster> {
  const serverName = 'test-abc123.hcp.eastus.azmk8s.io';
  const cluster: SimulatedCluster = {
    subscriptionId: 'subscription',
    resourceGroup: 'group',
    name: 'test',
    arm: {
      location: 'eastus',
      properties: {
        provisioningState: 'Succeeded',
        kubernetesVersion: '1.33',
        currentKubernetesVersion: '1.33.5',
        fqdn: serverName,
        enableRBAC: true,
        disableLocalAccounts: false,
        ...properties,
      },
    },
    roleAssignments: [],
    bindings: [],
    nodes: [
      { name: 'aks-nodepool1-12345678-vmss000000', ready: true },
      { name: 'aks-nodepool1-12345678-vmss000001', ready: false },
    ],
    ...rest,
  };
  const memberships = new Map<string, string[]>();
  const calls: RecordedCall[] = [];
  const keys = await generateKeyPair('RS256');
  const listener = createKubernetesApi({
    cluster,
    directory: directoryOf(cluster, memberships),
    tokens: verifierOf(keys.publicKey),
    recorder: { add: (call) => calls.push(call) },
    now: Date.now,
  });

  const authority = await createCertificateAuthority('ca');
  const stranger = await createCertificateAuthority('ca');
  const own = await authority.issueServer([serverName, 'localhost']);
  const other = await stranger.issueServer(['management.azure.com']);
  const ownContext = createSecureContext({ cert: own.certPem, key: own.keyPem, ca: authority.certPem });
  const shown = toNameless === 'itself' ? own : other;
  const tlsServer = createServer(
    {
      cert: shown.certPem,
      key: shown.keyPem,
      requestCert: true,
      rejectUnauthorized: false,
      SNICallback: (name, done) => {
        done(null, name === serverName || name === 'localhost' ? ownContext : undefined);
      },
    },
    listener,
  );
  tlsServer.listen(0, '127.0.0.1');
  await once(tlsServer, 'listening');
  const { port } = tlsServer.address() as AddressInfo;

  return {
    cluster,
    server: `https://127.0.0.1:${port}`,
    serverName,
    authority,
    calls,
    memberships,
    mint(claims = {}, lifetimeSeconds = 3600) {
      const issued = Math.floor(Date.now() / 1000) - 7200;
      return new SignJWT({
        iss: `https://sts.windows.net/${tenantId}/`,
        aud: aksServerAppId,
        tid: tenantId,
        appid: '80faf920-1908-4b52-b5ef-a8e7bedfc67a',
        ...alice,
        ...claims,
      })
        .setProtectedHeader({ alg: 'RS256' })
        .setIssuedAt(issued)
        .setExpirationTime(Math.floor(Date.now() / 1000) + lifetimeSeconds)
        .sign(keys.privateKey);
    },
    async close() {
      tlsServer.closeAllConnections();
      tlsServer.close();
      await once(tlsServer, 'close');
    },
  };
}

function directoryOf(cluster: SimulatedCluster, memberships: Map<string, string[]>): Directory {
  const scenario: Scenario = {
    tenants: [],
    users: [],
    groups: [],
    apps: [],
    subscriptions: [
      {
        subscriptionId: cluster.subscriptionId,
        tenantId,
        displayName: 'Subscription',
        state: 'Enabled',
        readerObjectIds: [],
      },
    ],
    clusters: [cluster],
    signedInUpn: alice.upn,
  };
  return { scenario, groupsOf: (objectId) => memberships.get(objectId) ?? [] };
}

function verifierOf(publicKey: Parameters<typeof jwtVerify>[1]): TokenVerifier {
  return {
    async verify(token) {
      try {
        const { payload } = await jwtVerify<AccessTokenClaims>(token, publicKey);
        return payload;
      } catch (error) {
        throw new Error(error instanceof errors.JWTExpired ? 'expired' : 'signature', { cause: error });
      }
    },
  };
}
