/**
 * Which program called kubelogin says this of itself with `--version`: Azure's begins with an empty version and goes on
 * with `git hash: v0.2.22/…`, int128's for OIDC says `kubelogin version v1.32.4` and nothing else (its
 * pkg/cmd/cmd.go sets cobra's version).
 *
 * @returns undefined for what neither of them says
 */
export function kubeloginOfVersion(output: string): 'azure' | 'oidc' | undefined {
  if (/^git hash:/m.test(output)) {
    return 'azure';
  }
  return /^kubelogin version (?:v?\d|HEAD)[^\r\n]*\r?\n?$/.test(output.trimStart()) ? 'oidc' : undefined;
}

/** The version of Azure's, as in `0.2.22`; undefined for another program, and for one that somebody built. */
export function azureKubeloginVersion(output: string): string | undefined {
  return /^git hash: v?(\d{1,3}\.\d{1,3}\.\d{1,4})/m.exec(output)?.[1];
}
