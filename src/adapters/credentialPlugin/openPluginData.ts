import { userInfo } from 'node:os';
import { dirname } from 'node:path';
import { fallbackEnvironment, type LocalUser } from '../../core/credentialPlugin/fallbackEnvironment.ts';
import { ProgramKubeconfigFiles } from './programKubeconfigFiles.ts';
import { SignInGateFile } from './signInGateFile.ts';
import { TrustedClusterFile } from './trustedClusterFile.ts';

/**
 * What belongs to the plugin that a script is part of: `<data>/plugin/cli.js`. This process's own environment becomes
 * the fallback's too, since the programs that it starts (az, a browser) inherit it.
 */
export function openPluginData(script: string) {
  const dataFolder = dirname(dirname(script));
  const environment = fallbackEnvironment(process.env, localUser(), process.platform);
  for (const name of Object.keys(process.env)) {
    if (!(name in environment)) {
      Reflect.deleteProperty(process.env, name);
    }
  }
  Object.assign(process.env, environment);
  return {
    trustedClusters: new TrustedClusterFile(dataFolder),
    programKubeconfigs: new ProgramKubeconfigFiles(),
    signInGate: new SignInGateFile(dataFolder),
    environment,
  };
}

/** A container may run as a user that its system does not know. */
function localUser(): LocalUser {
  try {
    const { homedir, uid } = userInfo();
    return { homeDirectory: homedir, uid: uid < 0 ? undefined : uid };
  } catch {
    return { homeDirectory: undefined, uid: undefined };
  }
}
