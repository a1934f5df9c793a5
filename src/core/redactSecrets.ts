const patterns: readonly (readonly [RegExp, string])[] = [
  [/eyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/g, '<token>'],
  [/-----BEGIN [^-]+-----[\s\S]*?(?:-----END [^-]+-----|$)/g, '<pem>'],
  [
    /\b(client_secret|client_assertion|refresh_token|access_token|id_token|code|password)(["']?\s*[=:]\s*["']?)[^&\s"',}]+/gi,
    '$1$2<secret>',
  ],
  // The key of a context, and whatever else looks like one, but for the id of a W3C trace.
  [/(?<!\w|\b00-)[0-9a-f]{32}(?!\w)/g, '<key>'],
  // Longer than any id, hash or name that a message needs: key material or an opaque token.
  [/[A-Za-z0-9+_=-]{72,}/g, '<secret>'],
];

/**
 * Takes out of a foreign error text whatever looks like a token, a key or a secret. Our own messages hold none; this
 * is for the texts of libraries and services, which may quote what they were sent.
 */
export function redactSecrets(text: string): string {
  return patterns.reduce((redacted, [pattern, replacement]) => redacted.replace(pattern, replacement), text);
}
