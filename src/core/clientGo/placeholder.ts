/** Who left a value out and wrote something else in its place. */
export type PlaceholderSource = 'kubectl' | 'preview';

const ofKubectl = /^(?:DATA[+ ]OMITTED|REDACTED|<redacted>|\*{3,})$/i;
/** `maskSecrets` and `maskText`, with or without their number. */
const ofPreview = /^<hidden(?:[ ,][^>]*)?>$/i;

/** None begins so, and a kubeconfig holds thousands of values that do. */
const otherBeginnings = 'abcefghijklmnopqstuvwxyzABCEFGHIJKLMNOPQSTUVWXYZ0123456789-/';
/** A value of this length is no placeholder, and may be long. */
const longest = 100;

/**
 * Whether a value is no value, but what `kubectl config view` (`DATA+OMITTED`, `REDACTED`), people (stars) or our own
 * previews write in the place of a secret.
 */
export function placeholderSource(value: string): PlaceholderSource | undefined {
  if (value.length > longest || otherBeginnings.includes(value.charAt(0))) {
    return undefined;
  }
  const trimmed = value.trim();
  if (ofKubectl.test(trimmed)) {
    return 'kubectl';
  }
  return ofPreview.test(trimmed) ? 'preview' : undefined;
}
