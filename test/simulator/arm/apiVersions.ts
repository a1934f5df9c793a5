import { ArmError } from './armErrors.ts';
import type { ArmState } from './armState.ts';

/** What every cloud knows of managed clusters, the sovereign ones too. */
const clustersEverywhere = [
  '2024-02-01',
  '2024-05-01',
  '2024-09-01',
  '2025-01-01',
  '2025-03-01',
  '2025-05-01',
  '2025-07-01',
  '2025-08-01',
  '2025-10-01',
];
/** What the public cloud alone knows; of the previews only that they are listed: no client here may send one. */
const clustersInPublicCloud = ['2026-03-01', '2026-06-01', '2026-08-01'];
const clusterPreviews = ['2026-06-02-preview', '2026-08-02-preview'];

const supported = {
  subscriptions: ['2016-06-01', '2018-06-01', '2019-06-01', '2019-11-01', '2020-01-01', '2021-01-01', '2022-12-01'],
  resources: ['2020-06-01', '2021-04-01', '2022-09-01', '2023-07-01', '2024-03-01', '2024-11-01', '2025-04-01'],
  authorization: ['2015-07-01', '2018-07-01', '2020-04-01-preview', '2022-04-01', '2022-05-01-preview'],
  pim: ['2020-10-01-preview', '2020-10-01'],
  resourceGraph: ['2021-03-01', '2022-10-01', '2024-04-01'],
} as const;

/** @throws ArmError 400 for a missing or unknown version */
export function requireApiVersion(type: keyof typeof supported, version: string | undefined): void {
  requireOneOf(supported[type], version, type);
}

/** @throws ArmError 400 for a missing or unknown version; what is known depends on the cloud (fault `sovereignCloud`) */
export function requireClusterVersion(state: ArmState, version: string | undefined): void {
  requireOneOf(stableVersions(state), version, 'managedClusters');
}

/** As the provider lists them: the newest first, previews among them. */
export function versionsOfClusters(state: ArmState): string[] {
  return [...stableVersions(state), ...(isSovereign(state) ? [] : clusterPreviews)].sort().reverse();
}

function stableVersions(state: ArmState): readonly string[] {
  return isSovereign(state) ? clustersEverywhere : [...clustersEverywhere, ...clustersInPublicCloud];
}

function isSovereign({ faults }: ArmState): boolean {
  return faults.find('sovereignCloud').length > 0;
}

function requireOneOf(versions: readonly string[], version: string | undefined, type: string): void {
  if (version === undefined || version === '') {
    throw new ArmError(
      400,
      'MissingApiVersionParameter',
      'The api-version query parameter (?api-version=) is required for all requests.',
      { surprise: 'no api-version' },
    );
  }
  if (versions.includes(version)) {
    return;
  }
  throw new ArmError(
    400,
    'InvalidApiVersionParameter',
    `The api-version '${version}' is invalid. The supported versions are '${versions.join(',')}'.`,
    { surprise: `unknown api-version ${version} for ${type}` },
  );
}
