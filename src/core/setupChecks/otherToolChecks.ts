import type { CheckRow } from '../checks/checkRow.ts';
import type { InstallableTool } from '../diagnosis/remedy.ts';
import { l10n } from '../l10n.ts';
import { quotedNames } from '../quotedNames.ts';
import type { SetupContext } from './lookAtKubeconfigs.ts';
import { missingProgram, placeSentences, type ProgramFinding } from './programRow.ts';
import { isOlderThan, type VersionNumbers } from './programVersion.ts';
import type { VersionedFacts } from './setupTools.ts';

/** Source: AKS's documentation of Entra integration, its prerequisites. */
const leastHelm = [3, 3, 0] as const;
const leastAz = [2, 29, 0] as const;

/** helm, where there is one. */
export function helmCheck(facts: VersionedFacts, home: string): CheckRow[] {
  const why = l10n`Signing in with Entra needs helm 3.3 or newer.`;
  return rowOf('helm', facts, { least: leastHelm, why, needing: [] }, home);
}

/** The Azure CLI, where there is one, or where a context signs in through it. */
export function azCheck(facts: VersionedFacts, contexts: readonly SetupContext[], home: string): CheckRow[] {
  const needing = contexts
    .filter(({ facts: { entra } }) => entra?.login === 'azurecli')
    .map(({ facts: { contextName } }) => contextName);
  const why = l10n`AKS-managed Entra integration needs az 2.29 or newer.`;
  return rowOf('az', facts, { least: leastAz, why, needing }, home);
}

function rowOf(
  tool: InstallableTool & ('helm' | 'az'),
  facts: VersionedFacts,
  { least, why, needing }: { least: VersionNumbers; why: string; needing: readonly string[] },
  home: string,
): CheckRow[] {
  const places = placeSentences(facts, home);
  const remedies = [{ kind: 'installTool', tool, title: l10n`Install ${tool}…` }] as const;
  const row = (finding: ProgramFinding): CheckRow[] => [{ id: tool, title: tool, ...finding }];
  if (facts.copies.length === 0) {
    if (needing.length === 0) {
      return [];
    }
    const { summary = '', details = [] } = missingProgram(facts, home);
    const forWhom = l10n`${quotedNames(needing.slice(0, 5))} cannot sign in without it.`;
    return row({ state: 'error', summary, details: [forWhom, ...details], remedies });
  }
  switch (isOlderThan(facts.version, least)) {
    case undefined:
      return row({ state: 'note', summary: l10n`version not known`, details: places });
    case true:
      return row({ state: 'warning', summary: facts.version ?? '', details: [why, ...places], remedies });
    case false:
      return row({ state: 'ok', summary: facts.version ?? '', details: places });
  }
}
