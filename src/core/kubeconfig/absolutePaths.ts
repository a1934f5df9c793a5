import { mapAt, stringAt, type YamlMap } from '../yamlValue.ts';

/** How the machine's paths work, seen from the folder of one kubeconfig; core knows no file system. */
export interface FolderRules {
  /** An absolute path for one that may be relative to the folder. */
  resolve(path: string): string;
  readonly separator: string;
}

/**
 * A cluster (the value below `cluster`) whose paths hold in every folder: what client-go resolves against the folder
 * of the kubeconfig is made absolute (clientcmd/loader.go, GetClusterFileReferences).
 */
export function withClusterPaths(cluster: YamlMap, rules: FolderRules): YamlMap {
  return withPaths(cluster, ['certificate-authority'], rules);
}

/**
 * The same for a user (clientcmd/loader.go, GetAuthInfoFileReferences): a command only where it has a separator, else
 * it is looked up in PATH.
 */
export function withUserPaths(user: YamlMap, rules: FolderRules): YamlMap {
  const resolved = withPaths(user, ['client-certificate', 'client-key', 'tokenFile'], rules);
  const exec = mapAt(resolved, 'exec');
  const command = stringAt(exec, 'command');
  if (exec === undefined || command?.includes(rules.separator) !== true) {
    return resolved;
  }
  return { ...resolved, exec: { ...exec, command: rules.resolve(command) } };
}

function withPaths(value: YamlMap, keys: readonly string[], rules: FolderRules): YamlMap {
  const changes = keys.flatMap((key) => {
    const path = stringAt(value, key);
    return path === undefined || path === '' ? [] : [[key, rules.resolve(path)] as const];
  });
  return { ...value, ...Object.fromEntries(changes) };
}
