/** Who left a value out and wrote something else in its place. */
export type PlaceholderSource = 'kubectl' | 'preview';

/** Without the brackets and other signs that people and programs put around it. */
const ofKubectl = /^[^\p{L}\p{N}-]*(?:DATA[^\p{L}\p{N}]OMITTED|OMITTED|REDACTED)[^\p{L}\p{N}-]*$|^[*•]{3,}$/iu;
/** `maskSecrets` and `maskText`, with or without their number. */
const ofPreview = /^<hidden(?:[ ,][^>]*)?>$/i;
/** Behind a flag of a command, or as the password of an address. */
const insideText = /^--?[\w-]+=(.+)$|:\/\/[^\s/?#:@]*:([^\s/?#]+|<hidden[^>]*>)@/;

/** None begins so, and a kubeconfig holds thousands of values that do. */
const otherBeginnings = 'abcefghijklmnpqstuvwxyzABCEFGHIJKLMNPQSTUVWXYZ0123456789-/';
/** A value of this length is no placeholder, and may be long. */
const longest = 100;

/**
 * Whether a value is no value, but what `kubectl config view` (`DATA+OMITTED`, `REDACTED`), people (stars) or our own
 * previews write in the place of a secret.
 */
export function placeholderSource(value: string): PlaceholderSource | undefined {
  if (value.length > longest) {
    return undefined;
  }
  const first = value.charAt(0);
  if (!otherBeginnings.includes(first)) {
    return sourceOfWhole(value);
  }
  // Only few values are flags with their value, or addresses with a password.
  const mayHoldOne = first === '-' ? value.includes('=') : first === 'h' && value.includes('@');
  return mayHoldOne ? sourceInside(value) : undefined;
}

function sourceInside(value: string): PlaceholderSource | undefined {
  const [, ofFlag, password] = insideText.exec(value) ?? [];
  return sourceOfWhole(ofFlag ?? password ?? '');
}

function sourceOfWhole(value: string): PlaceholderSource | undefined {
  const trimmed = value.trim();
  if (ofKubectl.test(trimmed)) {
    return 'kubectl';
  }
  return ofPreview.test(trimmed) ? 'preview' : undefined;
}
