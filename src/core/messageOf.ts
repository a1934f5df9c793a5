/** What whoever threw it says; a text that is not our own may hold anything, a secret too. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
