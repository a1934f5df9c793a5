import { changeEntra, type ChangeEntraPorts } from './changeEntra.ts';

/** Enables Microsoft Entra on a cluster that has none. @param argument the row of the tree that it was asked from */
export async function enableEntra(ports: ChangeEntraPorts, argument: unknown): Promise<void> {
  await changeEntra(ports, 'enable', argument);
}
