/**
 * The URL of a running operation. Its query is a signature that lets its holder look at the operation, so nothing that
 * prints, joins or serialises values gets it: only `reveal` does.
 */
export class SignedUrl {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /** The URL byte for byte, for a request to ARM and for VS Code’s SecretStorage. */
  reveal(): string {
    return this.#url;
  }

  toString(): string {
    return `${this.#url.split('?', 1).join('')}?<signature>`;
  }

  toJSON(): string {
    return this.toString();
  }
}
