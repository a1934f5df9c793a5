interface Minor {
  readonly version: string;
  /** The newest first. */
  readonly patches: readonly string[];
  readonly isLongTermOnly?: true;
  readonly isDefault?: true;
  readonly isPreview?: true;
}

const minors: readonly Minor[] = [
  { version: '1.32', patches: ['1.32.11', '1.32.10'], isLongTermOnly: true },
  { version: '1.33', patches: ['1.33.7', '1.33.5'] },
  { version: '1.34', patches: ['1.34.4', '1.34.2'], isDefault: true },
  { version: '1.35', patches: ['1.35.1'] },
  { version: '1.36', patches: ['1.36.0'], isPreview: true },
];

/** The body of `GET …/locations/<region>/kubernetesVersions`: those in long-term support only are in it too. */
export function kubernetesVersions(): Record<string, unknown> {
  return {
    values: minors.map(({ version, patches, isLongTermOnly, isDefault, isPreview }, index) => ({
      version,
      ...(isDefault === undefined ? {} : { isDefault }),
      ...(isPreview === undefined ? {} : { isPreview }),
      capabilities: {
        supportPlan: [...(isLongTermOnly === undefined ? ['KubernetesOfficial'] : []), 'AKSLongTermSupport'],
      },
      patchVersions: Object.fromEntries(
        patches.map((patch) => [
          patch,
          { upgrades: [...patches.filter((other) => other > patch), ...(minors[index + 1]?.patches ?? [])] },
        ]),
      ),
    })),
  };
}

export interface ChosenVersion {
  /** As it was asked for: an alias (`1.34`) stays one. */
  readonly kubernetesVersion: string;
  readonly current: string;
  readonly isLongTermOnly: boolean;
}

/** @param wanted a minor, a patch, or nothing for the default; undefined for one that there is not. */
export function chooseVersion(wanted: string): ChosenVersion | undefined {
  const minor = minors.find(({ version, patches, isDefault }) =>
    wanted === '' ? isDefault : version === wanted || patches.includes(wanted),
  );
  const newest = minor?.patches[0];
  if (minor === undefined || newest === undefined) {
    return undefined;
  }
  const isPatch = minor.patches.includes(wanted);
  return {
    kubernetesVersion: isPatch ? wanted : minor.version,
    current: isPatch ? wanted : newest,
    isLongTermOnly: minor.isLongTermOnly === true,
  };
}
