import { copyOfRow } from './copyOfRow.ts';

/** Copies what a row says beside its label. */
export async function copyValue(argument: unknown): Promise<void> {
  await copyOfRow(argument);
}
