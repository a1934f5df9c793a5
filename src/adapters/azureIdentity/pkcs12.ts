import { pbkdf2Sync } from 'node:crypto';
import forge from 'node-forge/lib/forge.js';
import 'node-forge/lib/pkcs12.js';
import 'node-forge/lib/sha512.js';

/** A file asks for more than the work that anybody's program writes into one. */
export class TooMuchWorkError extends Error {
  override readonly name = 'TooMuchWorkError';
}

/** In microseconds, roughly: the worst that a file may cost. NSS, which asks for more than all others, comes to eight. */
const workPerFile = 10_000_000;
/** node-forge hashes in JavaScript, Node natively. */
const workPerRound = { pkcs12: 10, pbkdf2: 1 };
/** Deriving a key takes time without any rounds too, and a file can hold thousands. */
const workPerKey = 10_000;

let workLeft = workPerFile;

function spend(rounds: number, perRound: number): void {
  // Written so that a count which is no number, or below zero, is too much as well.
  const left = workLeft - workPerKey - rounds * perRound;
  if (!(left >= 0) || !(rounds >= 1)) {
    throw new TooMuchWorkError();
  }
  workLeft = left;
}

// node-forge takes any count of rounds that a file names, and nothing could stop it while it counts.
const derivePkcs12Key = forge.pki.pbe.generatePkcs12Key;
const derive: typeof derivePkcs12Key = (password, salt, id, rounds, length, hash) => {
  const blocks = Math.ceil(length / (hash?.digestLength ?? 20));
  spend(rounds * blocks, workPerRound.pkcs12);
  return derivePkcs12Key(password, salt, id, rounds, length, hash);
};
forge.pki.pbe.generatePkcs12Key = derive;
forge.pkcs12.generateKey = derive;

// PBES2 takes the password in UTF-8 (as OpenSSL, Windows and Java write it), where the rest of a PFX takes UTF-16.
forge.pkcs5.pbkdf2 = (password, salt, rounds, length, hash) => {
  const algorithm = hash?.algorithm ?? 'sha1';
  spend(rounds * Math.ceil(length / 20), workPerRound.pbkdf2);
  return pbkdf2Sync(password ?? '', Buffer.from(salt, 'latin1'), rounds, length, algorithm).toString('latin1');
};

// Keys and certificates come out as they are in the file: Node reads them.
function readByNode(): never {
  throw new TypeError('Node reads it.');
}
forge.pki.certificateFromAsn1 = readByNode;
forge.pki.privateKeyFromAsn1 = readByNode;

/**
 * What is in a PFX, once its check (MAC) holds with one of the passwords.
 *
 * @returns undefined where it holds with none
 * @throws TooMuchWorkError before a count of rounds could keep the process busy; otherwise what node-forge throws
 */
export function openPkcs12(
  asn1: forge.Asn1,
  passwords: readonly (string | undefined)[],
): readonly forge.Bag[] | undefined {
  workLeft = workPerFile;
  for (const password of passwords) {
    try {
      const { safeContents } = forge.pkcs12.pkcs12FromAsn1(asn1, false, password);
      return safeContents.flatMap((contents) => contents.safeBags);
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith('PKCS#12 MAC could not be verified'))) {
        throw error;
      }
    }
  }
  return undefined;
}
