/** How the plugin reaches one open VS Code window. */
export interface WindowAddress {
  /** Absolute path of the socket; on Windows the name of a pipe. */
  readonly socketPath: string;
  /** The value of the `Authorization` header: a secret. */
  readonly authorization: string;
}

/**
 * Reads the curl configuration that a window leaves in the `windows` folder: our own three options in curl's quoting,
 * where a backslash stands before a backslash or a quote.
 *
 * @returns undefined for a file that is none of ours
 * @see https://curl.se/docs/manpage.html#-K
 */
export function readWindowAddress(curlConfig: string): WindowAddress | undefined {
  const option = (name: string): string | undefined =>
    new RegExp(`^${name} = "((?:[^"\\\\]|\\\\.)*)"$`, 'm').exec(curlConfig)?.[1]?.replaceAll(/\\(.)/g, '$1');
  const socketPath = option('unix-socket');
  const authorization = /^Authorization: (Bearer [\w-]{43})$/.exec(option('header') ?? '')?.[1];
  if (option('url') !== 'http://localhost/v1/token' || authorization === undefined) {
    return undefined;
  }
  return socketPath === undefined || socketPath === '' ? undefined : { socketPath, authorization };
}
