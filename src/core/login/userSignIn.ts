import { mapAt, stringAt, type YamlMap } from '../yamlValue.ts';
import { isContextKey } from './contextKey.ts';
import { entraFactsOf } from './entraFacts.ts';
import { kubeloginOf } from './kubeloginCommand.ts';
import { pluginRequestOf } from './pluginRequest.ts';
import { givenKeyOf } from './writtenExec.ts';

/** What kubectl shows an API server for a user of a kubeconfig. Names are as they stand there, not cleaned. */
export type UserSignIn =
  /** Our plugin, which asks VS Code. A key need not be the cluster's. */
  | { readonly kind: 'vscode'; readonly hasKey: boolean }
  /** Azure's; its mode is undefined where its arguments are not to be understood. */
  | { readonly kind: 'kubelogin'; readonly login: string | undefined }
  | { readonly kind: 'azureAuthProvider' }
  /** Without its key. */
  | { readonly kind: 'certificate'; readonly data: string }
  /** The path as it stands there: seen from the folder of its kubeconfig. */
  | { readonly kind: 'certificate'; readonly file: string }
  | { readonly kind: 'token' }
  | { readonly kind: 'password' }
  /** int128's program of the name kubelogin. */
  | { readonly kind: 'oidcKubelogin' }
  | { readonly kind: 'command'; readonly program: string }
  | { readonly kind: 'authProvider'; readonly name: string }
  | { readonly kind: 'none' };

/**
 * How kubectl signs in as a user: what is written there itself goes before a command and an auth provider, and of that a
 * certificate first, since an API server looks at it before a token.
 *
 * @param user the value below `user`; undefined where there is no such user
 */
export function userSignInOf(user: YamlMap | undefined): UserSignIn {
  const has = (key: string): boolean => (stringAt(user, key) ?? '') !== '';
  if (has('client-certificate-data')) {
    return { kind: 'certificate', data: stringAt(user, 'client-certificate-data') ?? '' };
  }
  if (has('client-certificate')) {
    return { kind: 'certificate', file: stringAt(user, 'client-certificate') ?? '' };
  }
  if (has('token') || has('tokenFile')) {
    return { kind: 'token' };
  }
  if (has('username')) {
    return { kind: 'password' };
  }
  const exec = mapAt(user, 'exec');
  if (user !== undefined && exec !== undefined) {
    return commandSignIn(user, exec);
  }
  const provider = stringAt(mapAt(user, 'auth-provider'), 'name') ?? '';
  if (provider === '') {
    return { kind: 'none' };
  }
  return provider === 'azure' ? { kind: 'azureAuthProvider' } : { kind: 'authProvider', name: provider };
}

function commandSignIn(user: YamlMap, exec: YamlMap): UserSignIn {
  if (pluginRequestOf(exec) !== undefined) {
    return { kind: 'vscode', hasKey: isContextKey(givenKeyOf(exec)) };
  }
  switch (kubeloginOf(exec)) {
    case 'azure':
      return { kind: 'kubelogin', login: entraFactsOf(user)?.login };
    case 'oidc':
      return { kind: 'oidcKubelogin' };
    case undefined:
      return { kind: 'command', program: stringAt(exec, 'command')?.split(/[\\/]/).at(-1) ?? '' };
  }
}
