/** The part of node-forge that opens a PFX file, by its own modules: its index would bring all the rest. */
declare module 'node-forge/lib/forge.js' {
  namespace forge {
    interface Asn1 {
      readonly type: number;
      readonly value: string | readonly unknown[];
    }
    interface Bag {
      readonly type: string;
      readonly asn1: Asn1;
    }
    interface Hash {
      readonly algorithm: string;
      readonly digestLength: number;
    }
    type DerivePkcs12Key = (
      password: string | undefined,
      salt: object,
      id: number,
      rounds: number,
      length: number,
      hash?: Hash,
    ) => object;
  }
  /** What can be written to is replaced by `pkcs12.ts`. */
  const forge: {
    readonly asn1: {
      fromDer(bytes: string, isStrict: boolean): forge.Asn1;
      toDer(asn1: forge.Asn1): { getBytes(): string };
    };
    readonly pki: {
      readonly oids: Readonly<Record<'keyBag' | 'pkcs8ShroudedKeyBag' | 'certBag', string>>;
      readonly pbe: { generatePkcs12Key: forge.DerivePkcs12Key };
      certificateFromAsn1: () => object;
      privateKeyFromAsn1: () => object;
    };
    readonly pkcs5: {
      pbkdf2: (password: string | undefined, salt: string, rounds: number, length: number, hash?: forge.Hash) => string;
    };
    readonly pkcs12: {
      generateKey: forge.DerivePkcs12Key;
      pkcs12FromAsn1(
        asn1: forge.Asn1,
        isStrict: boolean,
        password: string | undefined,
      ): { readonly safeContents: readonly { readonly safeBags: readonly forge.Bag[] }[] };
    };
  };
  export default forge;
}
declare module 'node-forge/lib/pkcs12.js';
declare module 'node-forge/lib/sha512.js';
