import type { KubectlAnswer } from '../diagnosis/kubectlVersion.ts';

/** Where a program is. None of the paths is cleaned. */
export interface ProgramPlaces {
  /** In PATH's order, absolute: the first one runs. */
  readonly copies: readonly string[];
  /** Those in a folder of the workspace, which are neither counted nor run. */
  readonly foreign: readonly string[];
}

export interface KubectlFacts extends ProgramPlaces {
  /** What the first one says; undefined where it did not answer. */
  readonly answer: KubectlAnswer | undefined;
}

export interface KubeloginFacts extends ProgramPlaces {
  readonly kind: 'azure' | 'oidc' | undefined;
  /** Of Azure's. */
  readonly version: string | undefined;
}

/** Of one that only has a version: helm, and az. */
export interface VersionedFacts extends ProgramPlaces {
  /** As in `2.91.0`; undefined where it is not known. */
  readonly version: string | undefined;
}

/** The programs of an AKS setup. Nothing here throws; a program is run for its version, but az, which takes seconds. */
export interface SetupTools {
  kubectl(): Promise<KubectlFacts>;
  kubelogin(): Promise<KubeloginFacts>;
  helm(): Promise<VersionedFacts>;
  az(): Promise<VersionedFacts>;
}
