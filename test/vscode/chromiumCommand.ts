import { createHash } from 'node:crypto';
import { connect } from 'node:tls';
import { browserFlags } from './openWorkbench.ts';

export interface PersonsBrowser {
  /** The browser's executable. */
  readonly chromium: string;
  readonly profileFolder: string;
  readonly proxyPort: number;
  /** SPKI hash of the simulated hosts' certificate (`spkiHash`). */
  readonly certificateHash: string;
  readonly url: string;
}

/**
 * The complete command line that opens VS Code in a person's own Chromium. A bare URL would not do: without the proxy
 * the sign-in would go to the real Entra, and without the hash Chromium would refuse the simulated hosts.
 */
export function chromiumCommand(browser: PersonsBrowser): string {
  const parts = [
    browser.chromium,
    `--user-data-dir=${browser.profileFolder}`,
    ...browserFlags(browser.proxyPort),
    `--ignore-certificate-errors-spki-list=${browser.certificateHash}`,
    // Chromium refuses to run as root with its sandbox.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    browser.url,
  ];
  return parts.map(quoted).join(' \\\n    ');
}

/** The hash by which Chromium can be told to accept a server's certificate: SHA-256 of its public key, base64. */
export function spkiHash(server: { port: number; servername: string; caPem: string }): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(
      { host: '127.0.0.1', port: server.port, servername: server.servername, ca: server.caPem },
      () => {
        const key = socket.getPeerX509Certificate()?.publicKey.export({ type: 'spki', format: 'der' });
        socket.end();
        if (key === undefined) {
          reject(new Error('The server showed no certificate.'));
        } else {
          resolve(createHash('sha256').update(key).digest('base64'));
        }
      },
    );
    socket.once('error', reject);
  });
}

function quoted(word: string): string {
  return /^[\w./:=,+-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
