import { AksEntraError } from '../../core/aksEntraError.ts';

/**
 * Writes once. Where no answer comes, it looks once whether the cluster has it so now.
 *
 * @param look undefined where it does not have it so, which may come yet
 * @throws AksEntraError updateUnanswered where nobody knows
 */
export async function settled<Written, Found = Written>(
  write: () => Promise<Written>,
  look: () => Promise<Found | undefined>,
): Promise<Written | Found> {
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof AksEntraError) || error.code !== 'updateUnanswered') {
      throw error;
    }
    // Why it cannot be read now tells less than that it is not known.
    const found = await look().catch(() => undefined);
    if (found === undefined) {
      throw error;
    }
    return found;
  }
}
