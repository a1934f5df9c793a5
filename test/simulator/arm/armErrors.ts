/** A refusal of Azure Resource Manager. */
export class ArmError extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Resource providers often answer `{code, message}` without the `error` around it. */
  readonly isBare: boolean;
  /** Why a well-behaved client never gets this refusal; undefined for refusals that are everyday business. */
  readonly surprise: string | undefined;
  /** Further members of a bare body, such as `subcode`, `details` and `target`. */
  readonly more: Readonly<Record<string, unknown>>;

  constructor(
    status: number,
    code: string,
    message: string,
    options: {
      headers?: Record<string, string>;
      isBare?: boolean;
      surprise?: string;
      more?: Record<string, unknown>;
    } = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = options.headers ?? {};
    this.isBare = options.isBare ?? false;
    this.surprise = options.surprise;
    this.more = options.more ?? {};
  }

  toJson(): Record<string, unknown> {
    return this.isBare
      ? { code: this.code, details: null, message: this.message, subcode: '', ...this.more }
      : { error: { code: this.code, message: this.message, ...this.more } };
  }
}

export function authorizationFailed(name: string, objectId: string, action: string, scope: string): ArmError {
  return new ArmError(
    403,
    'AuthorizationFailed',
    `The client '${name}' with object id '${objectId}' does not have authorization to perform action '${action}' over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
  );
}

export function badBody(message: string, code = 'InvalidRequestContent'): ArmError {
  return new ArmError(400, code, message, { surprise: `bad body: ${message}` });
}
