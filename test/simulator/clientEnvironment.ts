/**
 * What command-line clients (kubectl, az, kubelogin, Node programs) need to reach the simulator unmodified.
 *
 * @param caFile a file with the simulator's CA certificate.
 */
export function clientEnvironment(proxyPort: number, caFile: string): Record<string, string> {
  const proxy = `http://127.0.0.1:${proxyPort}`;
  const direct = '127.0.0.1,localhost';
  return {
    HTTPS_PROXY: proxy,
    https_proxy: proxy,
    NO_PROXY: direct,
    no_proxy: direct,
    SSL_CERT_FILE: caFile,
    REQUESTS_CA_BUNDLE: caFile,
    CURL_CA_BUNDLE: caFile,
    NODE_EXTRA_CA_CERTS: caFile,
    /** Node's own fetch and https obey the proxy variables with this (24.5 and later). */
    NODE_USE_ENV_PROXY: '1',
  };
}
