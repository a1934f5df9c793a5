import { l10n } from '../l10n.ts';
import { redactSecrets } from '../redactSecrets.ts';
import type { Claims } from './accessToken.ts';
import { claimTexts } from './claimTexts.ts';
import type { HeldTokenTexts } from './heldTokenTexts.ts';

/**
 * What Entra notes in a token for itself, or what could open something: `aio` and `rh` are for issuing the next one, and
 * the source of a claim that is elsewhere may come with a token of its own (OpenID Connect Core, 5.6.2).
 */
const leftOut = new Set(['aio', 'rh', 'uti', 'nonce', 'access_token', 'cnf']);

/**
 * A token’s claims for a person to read. Its signature and its own text are no part of it, so that nobody can sign in
 * with what it says.
 */
export function claimsDocument(texts: HeldTokenTexts, claims: Claims, nowMs: number): string {
  const { account, tenant, audience, timeLeft } = texts;
  const json = JSON.stringify(
    claims,
    (key, value: unknown) => (leftOut.has(key.toLowerCase()) ? l10n`(left out)` : value),
    2,
  );
  return [
    `# ${l10n`What the token for ${audience} says`}`,
    '',
    l10n`It belongs to ${account} in ${tenant}, and is valid for ${timeLeft}. VS Code holds it like this and did not verify it: that is the job of the server that gets the token.`,
    '',
    l10n`Nobody can sign in with this text: the token itself and its signature are left out. It may name you and your groups, so look at it before you pass it on.`,
    '',
    `## ${l10n`What is known of it`}`,
    '',
    ...claimTexts(claims, nowMs).map(({ claim, title, value }) => `- ${title} (\`${claim}\`): ${value}`),
    '',
    `## ${l10n`All that it says`}`,
    '',
    '```json',
    redactSecrets(json),
    '```',
    '',
  ].join('\n');
}
