/** They answer, and change nothing. */
export const readingToolNames = ['listClusters', 'listContexts', 'explainForbidden', 'listGrants'] as const;

/** They do something, once the person confirmed what was shown. */
export const actingToolNames = ['getCredentials', 'useContext', 'verifyAccess'] as const;

export type ReadingToolName = (typeof readingToolNames)[number];
export type ActingToolName = (typeof actingToolNames)[number];
export type AgentToolName = ReadingToolName | ActingToolName;

/** What language models and other extensions know a tool by; a test holds them against package.json. */
export function toolId(name: AgentToolName): string {
  return `aksEntra_${name}`;
}
