/** A variable of the terminals that are open past Entra: the id of their cluster. Any extension host knows them by it. */
export const glassMark = 'AKS_ENTRA_BREAK_GLASS';

/** The cluster of such a terminal; undefined of any other one. */
export function glassClusterId({ creationOptions }: { readonly creationOptions: object }): string | undefined {
  const { env } = creationOptions as { readonly env?: Readonly<Record<string, string | null | undefined>> };
  return env?.[glassMark] ?? undefined;
}
