import { aksClientAppId, aksServerAppId } from '../entra/wellKnownApps.ts';
import { staticTokenOf } from '../kubernetes/staticToken.ts';
import type { ArmAadProfile, SimulatedCluster, Subscription } from '../scenario.ts';
import { ArmError } from './armErrors.ts';
import type { ArmState } from './armState.ts';
import { kubeconfigText, type KubeconfigUser } from './kubeconfigText.ts';

export type CredentialKind = 'clusterUser' | 'clusterAdmin' | 'clusterMonitoringUser';

export interface CredentialRequest {
  readonly kind: CredentialKind;
  readonly format: string | undefined;
  readonly serverFqdn: string | undefined;
}

/**
 * The answer of one of the three credential calls.
 *
 * @throws ArmError 400 where local accounts are disabled, or for an unknown format.
 */
export async function answerCredentialCall(
  state: ArmState,
  subscription: Subscription,
  cluster: SimulatedCluster,
  request: CredentialRequest,
): Promise<Record<string, unknown>> {
  const format = requireFormat(request.format) ?? defaultFormat(cluster);
  const profile = cluster.arm.properties.aadProfile;
  const user =
    request.kind === 'clusterUser' && profile !== undefined && profile !== null
      ? entraUser(profile, subscription, format)
      : await staticUser(state, cluster, request.kind);
  const text = kubeconfigText({
    clusterName: cluster.name,
    server: `https://${serverHost(cluster, request.serverFqdn)}:443`,
    caBase64: base64(await state.authorities.caPem(cluster)),
    userName: `${request.kind}_${cluster.resourceGroup}_${cluster.name}`,
    user,
    environment: state.environment,
  });
  return { kubeconfigs: [{ name: request.kind, value: base64(text) }] };
}

function entraUser(profile: ArmAadProfile, subscription: Subscription, format: 'exec' | 'azure'): KubeconfigUser {
  const isLegacy = profile.managed !== true;
  return {
    kind: format,
    serverId: (isLegacy ? profile.serverAppID : undefined) ?? aksServerAppId,
    clientId: (isLegacy ? profile.clientAppID : undefined) ?? aksClientAppId,
    tenantId: profile.tenantID ?? subscription.tenantId,
    isLegacy,
  };
}

/** Also the "user" credential of a cluster without Entra: it is a full administrator like the other one. */
async function staticUser(state: ArmState, cluster: SimulatedCluster, kind: CredentialKind): Promise<KubeconfigUser> {
  if (cluster.arm.properties.disableLocalAccounts === true) {
    throw new ArmError(
      400,
      'BadRequest',
      'Getting static credential is not allowed because this cluster is set to disable local accounts.',
      { isBare: true },
    );
  }
  const [commonName, organization] =
    kind === 'clusterMonitoringUser' ? ['monitoringclient', 'system:monitoring'] : ['masterclient', 'system:masters'];
  const certificate = await state.authorities.clientCertificate(cluster, commonName, organization);
  return {
    kind: 'static',
    certificateBase64: base64(certificate.certPem),
    keyBase64: base64(certificate.keyPem),
    token: staticTokenOf(cluster),
  };
}

function requireFormat(format: string | undefined): 'exec' | 'azure' | undefined {
  const wanted = format?.toLowerCase();
  if (wanted === undefined || wanted === 'exec' || wanted === 'azure') {
    return wanted;
  }
  throw new ArmError(400, 'InvalidParameter', `The value of parameter format is invalid: ${wanted}.`, {
    isBare: true,
    surprise: `unknown credential format ${wanted}`,
  });
}

/** The server's default: exec from Kubernetes 1.24, the removed auth provider before. */
function defaultFormat(cluster: SimulatedCluster): 'exec' | 'azure' {
  const { kubernetesVersion, currentKubernetesVersion } = cluster.arm.properties;
  const minor = /^1\.(\d+)/.exec(currentKubernetesVersion ?? kubernetesVersion)?.[1];
  return Number(minor ?? 99) >= 24 ? 'exec' : 'azure';
}

/** A private cluster's kubeconfig names the private address unless the public name is asked for. */
function serverHost(cluster: SimulatedCluster, serverFqdn: string | undefined): string {
  const { fqdn, privateFQDN, apiServerAccessProfile } = cluster.arm.properties;
  if (serverFqdn !== undefined && serverFqdn.toLowerCase() !== 'public') {
    throw new ArmError(400, 'InvalidParameter', `The value of parameter server-fqdn is invalid: ${serverFqdn}.`, {
      isBare: true,
      surprise: `unknown server-fqdn ${serverFqdn}`,
    });
  }
  if (apiServerAccessProfile?.enablePrivateCluster !== true) {
    return fqdn ?? '';
  }
  if (serverFqdn === undefined) {
    return privateFQDN ?? '';
  }
  if (fqdn === undefined) {
    throw new ArmError(
      400,
      'BadRequest',
      'The cluster has no public FQDN: public FQDN is disabled on this private cluster.',
      {
        isBare: true,
      },
    );
  }
  return fqdn;
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
