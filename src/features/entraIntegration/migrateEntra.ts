import { changeEntra, type ChangeEntraPorts } from './changeEntra.ts';

/** Migrates a legacy Entra integration to the managed one. @param argument the row of the tree that it was asked from */
export async function migrateEntra(ports: ChangeEntraPorts, argument: unknown): Promise<void> {
  await changeEntra(ports, 'migrate', argument);
}
