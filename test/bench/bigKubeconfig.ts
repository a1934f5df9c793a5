import { randomBytes } from 'node:crypto';
import { execCredential } from '../unit/core/kubeconfig/armCredentials.ts';

/** A kubeconfig of 1000 contexts as kubectl and az write it, about 2.5 MB: each cluster brings its certificate. */
export function bigKubeconfig(): string {
  const [clusters, contexts, users]: [string[], string[], string[]] = [[], [], []];
  for (let number = 0; number < 1000; number++) {
    const text = execCredential({ name: `c${number}`, certificateAuthority: certificateAuthority() });
    clusters.push(between(text, 'clusters:\n', 'contexts:\n'));
    contexts.push(between(text, 'contexts:\n', 'current-context:'));
    users.push(text.slice(text.indexOf('users:\n') + 'users:\n'.length));
  }
  const head = `apiVersion: v1\nclusters:\n${clusters.join('')}contexts:\n${contexts.join('')}`;
  return `${head}current-context: c0\nkind: Config\npreferences: {}\nusers:\n${users.join('')}`;
}

/** As long as AKS's, and as little repeated. */
function certificateAuthority(): string {
  const lines =
    randomBytes(860)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return btoa(`-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`);
}

function between(text: string, start: string, end: string): string {
  return text.slice(text.indexOf(start) + start.length, text.indexOf(end));
}
