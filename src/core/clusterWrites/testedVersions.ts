/**
 * The versions in which clusters are changed, the best first. 2026-06-01 is what az 2.91 writes with, 2026-03-01 what
 * its recordings of 2026-04 show; the last one is that of all reads, and the newest in the sovereign clouds.
 */
const testedVersions = ['2026-06-01', '2026-03-01', '2025-10-01'] as const;

/** What every cloud takes. */
export const oldestTestedVersion = testedVersions[2];

/** The newest version that the cloud has and that is known here. A preview is none, nor one that nobody tried. */
export function newestTestedVersion(listed: readonly string[]): string {
  return testedVersions.find((version) => listed.includes(version)) ?? oldestTestedVersion;
}
