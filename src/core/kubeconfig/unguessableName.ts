/** 128 random bits behind a readable name. */
const unguessable = /^(.+)-[0-9a-f]{32}$/s;

/**
 * The name that a cluster or user entry gets where nobody else is to know what it is called.
 *
 * @param randomHex 128 random bits
 */
export function unguessableName(present: string, randomHex: string): string {
  return `${readableName(present)}-${randomHex}`;
}

/** Whether a name is one that nobody can guess: then it stays, whoever writes the entry. */
export function isUnguessable(name: string): boolean {
  return unguessable.test(name);
}

/** What such a name was before: of an entry from outside, where others know what it is called. */
export function readableName(name: string): string {
  const readable = unguessable.exec(name)?.[1];
  return readable === undefined ? name : readableName(readable);
}
