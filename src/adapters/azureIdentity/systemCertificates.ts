import tls from 'node:tls';

let isAdded = false;

/**
 * Trusts what the operating system trusts, beside Node's own authorities, as kubelogin and kubectl do: behind a proxy
 * that opens TLS, its authority is there. Entra's own certificates need none of this, and reading the store takes some
 * 80 ms on Linux (measured, 578 certificates): so only a request that failed for want of it calls this.
 *
 * @returns whether that added something; false where it was done before, or Node cannot (before 22.19 and 24.5)
 */
export function addSystemCertificates(): boolean {
  // Older versions of Node lack them, whatever the types say.
  const node: Partial<Pick<typeof tls, 'getCACertificates' | 'setDefaultCACertificates'>> = tls;
  if (isAdded || node.getCACertificates === undefined || node.setDefaultCACertificates === undefined) {
    return false;
  }
  isAdded = true;
  try {
    node.setDefaultCACertificates([
      ...new Set([...node.getCACertificates('default'), ...node.getCACertificates('system')]),
    ]);
    return true;
  } catch {
    // A store that cannot be read is as good as an empty one: the certificate's own problem is what to tell.
    return false;
  }
}
