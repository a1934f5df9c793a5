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
  const socketPath = optionOf(curlConfig, 'unix-socket');
  const authorization = /^Authorization: (Bearer [\w-]{43})$/.exec(optionOf(curlConfig, 'header') ?? '')?.[1];
  if (optionOf(curlConfig, 'url') !== 'http://localhost/v2/token' || authorization === undefined) {
    return undefined;
  }
  return socketPath === undefined || socketPath === '' ? undefined : { socketPath, authorization };
}

/**
 * The socket of a window of an older version, which would answer without a key. Nobody asks it: that it is there
 * explains to a person why no window answers.
 */
export function readOlderWindowSocket(curlConfig: string): string | undefined {
  return optionOf(curlConfig, 'url') === 'http://localhost/v1/token' ? optionOf(curlConfig, 'unix-socket') : undefined;
}

function optionOf(curlConfig: string, name: string): string | undefined {
  const value = new RegExp(`^${name} = "((?:[^"\\\\]|\\\\.)*)"$`, 'm').exec(curlConfig)?.[1];
  return value?.replaceAll(/\\(.)/g, '$1');
}
