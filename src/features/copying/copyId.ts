import { copyOfRow } from './copyOfRow.ts';

/** Copies the id of what a row stands for or names. */
export async function copyId(argument: unknown): Promise<void> {
  await copyOfRow(argument);
}
