import { readProperty, readString } from '../azure/readProperty.ts';

/** A released kubectl 1.x. */
export interface KubectlVersion {
  /** As in `1.35.2`. */
  readonly name: string;
  /** 35 for 1.35.2. */
  readonly minor: number;
}

/** What a kubectl says of itself. */
export interface KubectlAnswer {
  /** undefined for what is no release, such as the `v0.0.0-master` of one that somebody built. */
  readonly version: KubectlVersion | undefined;
  /** Google's, which runs another kubectl for each cluster, the one of its version. */
  readonly isDispatcher: boolean;
}

/**
 * What `kubectl version --client -o json` says. Vendors append to the number (`v1.29.0-eks-036c24b`). A preview need not do
 * what its release does, and Google's dispatcher runs another kubectl for each cluster.
 *
 * @returns undefined for everything else, such as the `v0.0.0-master` of one that somebody built
 */
export function kubectlVersionOf(output: string): KubectlVersion | undefined {
  return kubectlAnswerOf(output).version;
}

export function kubectlAnswerOf(output: string): KubectlAnswer {
  const gitVersion = readString(readProperty(parsed(output), 'clientVersion'), 'gitVersion') ?? '';
  const [, minor, patch] =
    /^v1\.(\d{1,3})\.(\d{1,4})(?![-+.]?(?:alpha|beta|rc|dispatcher))(?:[-+][\w.+-]*)?$/.exec(gitVersion) ?? [];
  return {
    version:
      minor === undefined || patch === undefined ? undefined : { name: `1.${minor}.${patch}`, minor: Number(minor) },
    isDispatcher: gitVersion.includes('dispatcher'),
  };
}

function parsed(output: string): unknown {
  try {
    return JSON.parse(output);
  } catch {
    return undefined;
  }
}
