import { createSecureContext, type SecureContext } from 'node:tls';
import { createCertificateAuthority, type CertificateAuthority, type IssuedCertificate } from './certificates.ts';
import type { SimulatedCluster } from './scenario.ts';

/** Each cluster's own authority, made when it is first needed: it signs the API server's and the admins' certificates. */
export class ClusterAuthorities {
  readonly #authorities = new WeakMap<SimulatedCluster, Promise<CertificateAuthority>>();
  readonly #contexts = new WeakMap<SimulatedCluster, Promise<SecureContext>>();
  readonly #clientCertificates = new WeakMap<SimulatedCluster, Map<string, Promise<IssuedCertificate>>>();

  async caPem(cluster: SimulatedCluster): Promise<string> {
    return (await this.#authority(cluster)).certPem;
  }

  /** What the API server shows of itself, and the authority that client certificates have to come from. */
  secureContext(cluster: SimulatedCluster): Promise<SecureContext> {
    let context = this.#contexts.get(cluster);
    context ??= this.#authority(cluster).then(async (authority) => {
      const { fqdn, privateFQDN } = cluster.arm.properties;
      const { certPem, keyPem } = await authority.issueServer([fqdn, privateFQDN].filter((host) => host !== undefined));
      return createSecureContext({ cert: certPem, key: keyPem, ca: authority.certPem });
    });
    this.#contexts.set(cluster, context);
    return context;
  }

  /** The same certificate each time, as AKS has it: fetching a kubeconfig twice gives the same bytes. */
  clientCertificate(cluster: SimulatedCluster, commonName: string, organization: string): Promise<IssuedCertificate> {
    const issued = this.#clientCertificates.get(cluster) ?? new Map<string, Promise<IssuedCertificate>>();
    this.#clientCertificates.set(cluster, issued);
    let certificate = issued.get(commonName);
    certificate ??= this.#authority(cluster).then((authority) =>
      authority.issueClient({ commonName, organizations: [organization] }),
    );
    issued.set(commonName, certificate);
    return certificate;
  }

  #authority(cluster: SimulatedCluster): Promise<CertificateAuthority> {
    let authority = this.#authorities.get(cluster);
    authority ??= createCertificateAuthority('ca');
    this.#authorities.set(cluster, authority);
    return authority;
  }
}
