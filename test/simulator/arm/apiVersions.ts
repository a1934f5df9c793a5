import { ArmError } from './armErrors.ts';

/**
 * The versions that the simulated clouds know. Newer ones of managedClusters exist in the public cloud only,
 * so a client that works everywhere does not use them.
 */
const supported = {
  subscriptions: ['2016-06-01', '2018-06-01', '2019-06-01', '2019-11-01', '2020-01-01', '2021-01-01', '2022-12-01'],
  managedClusters: [
    '2024-02-01',
    '2024-05-01',
    '2024-09-01',
    '2025-01-01',
    '2025-03-01',
    '2025-05-01',
    '2025-07-01',
    '2025-08-01',
    '2025-10-01',
  ],
  resourceGraph: ['2021-03-01', '2022-10-01', '2024-04-01'],
} as const;

/** @throws ArmError 400 for a missing or unknown version */
export function requireApiVersion(type: keyof typeof supported, version: string | undefined): void {
  if (version === undefined || version === '') {
    throw new ArmError(
      400,
      'MissingApiVersionParameter',
      'The api-version query parameter (?api-version=) is required for all requests.',
      { surprise: 'no api-version' },
    );
  }
  const versions: readonly string[] = supported[type];
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
