import type { CheckRow } from '../checks/checkRow.ts';
import { canUseVscodeSignIn } from '../conversion/convertibleContexts.ts';
import { isBareKubelogin, kubeloginOf } from '../login/kubeloginCommand.ts';
import { l10n } from '../l10n.ts';
import { quotedNames } from '../quotedNames.ts';
import { mapAt, stringAt } from '../yamlValue.ts';
import type { SetupContext } from './lookAtKubeconfigs.ts';
import { missingProgram, placeSentences, type ProgramFinding } from './programRow.ts';
import { isOlderThan } from './programVersion.ts';
import type { KubeloginFacts } from './setupTools.ts';

/** Before it, the token cache had another form. Source: Azure/kubelogin's change log of v0.2.0. */
const least = [0, 2, 0] as const;

/** The contexts for which PATH has to lead to Azure's kubelogin. */
function contextsOfKubelogin(contexts: readonly SetupContext[]): SetupContext[] {
  return contexts.filter(({ user }) => {
    const exec = mapAt(user, 'exec');
    return exec !== undefined && kubeloginOf(exec) === 'azure' && isBareKubelogin(stringAt(exec, 'command') ?? '');
  });
}

/** Whether kubelogin is there, the right one, and new enough; nothing where no context needs it and there is none. */
export function kubeloginCheck(facts: KubeloginFacts, contexts: readonly SetupContext[], home: string): CheckRow[] {
  const needing = contextsOfKubelogin(contexts);
  const names = needing.map(({ facts: { contextName } }) => contextName);
  const others = needing
    .filter((each) => canUseVscodeSignIn(each.facts))
    .map(({ facts: { contextName } }) => contextName);
  const finding = findingOf(facts, names, others, home);
  return finding === undefined ? [] : [{ id: 'kubelogin', title: 'kubelogin', ...finding }];
}

function findingOf(
  facts: KubeloginFacts,
  needing: readonly string[],
  doWithout: readonly string[],
  home: string,
): ProgramFinding | undefined {
  const isNeeded = needing.length > 0;
  const places = placeSentences(facts, home);
  const install = { kind: 'installTool', tool: 'kubelogin', title: l10n`Install kubelogin…` } as const;
  const instead = {
    kind: 'useVscodeSignIn',
    title: l10n`Use VS Code Sign-in Instead…`,
    contextNames: doWithout,
  } as const;
  const remedies = isNeeded ? [...(doWithout.length === 0 ? [] : [instead]), install] : [];
  const forWhom = isNeeded ? [l10n`${quotedNames(needing.slice(0, 5))} cannot sign in without it.`] : [];
  if (facts.copies.length === 0) {
    if (!isNeeded) {
      return undefined;
    }
    const { summary, details = [] } = missingProgram(facts, home);
    return {
      state: 'error',
      ...(summary === undefined ? {} : { summary }),
      details: [...forWhom, ...details],
      remedies,
    };
  }
  if (facts.kind === 'oidc') {
    const what = l10n`It is another program of that name: int128’s, for OIDC. It knows nothing of Azure’s arguments.`;
    const order = l10n`Install Azure’s kubelogin, and put its folder before the other one’s on the PATH.`;
    return isNeeded
      ? {
          state: 'error',
          summary: l10n`another program of that name`,
          details: [what, ...forWhom, order, ...places],
          remedies,
        }
      : { state: 'ok', summary: l10n`int128’s, for OIDC; no context needs Azure’s`, details: places };
  }
  if (facts.version === undefined) {
    const what = l10n`It did not tell its version in time, or told one that was never released.`;
    return isNeeded
      ? { state: 'warning', summary: l10n`version not known`, details: [what, ...places], remedies }
      : { state: 'ok', summary: l10n`version not known; no context needs it`, details: places };
  }
  if (isOlderThan(facts.version, least) === true && isNeeded) {
    const what = l10n`kubelogin 0.2 changed how tokens are kept, and older ones get no fixes. Update it.`;
    return { state: 'warning', summary: facts.version, details: [what, ...places], remedies };
  }
  return {
    state: 'ok',
    summary: isNeeded ? facts.version : l10n`${facts.version}; no context needs it`,
    details: places,
  };
}
