import type { FileRow, UsedContext } from '../../core/kubeconfigView/kubeconfigRows.ts';
import { hasLoginMode } from '../../core/conversion/convertibleContexts.ts';
import { l10n } from '../../core/l10n.ts';
import { shownPath } from '../../core/shownPath.ts';
import type { CommandId } from '../../ui/commandIds.ts';
import { factsOfContext, loginWords } from '../kubeconfigView/contextFactTexts.ts';

/** What stands above a context in the editor; without a command it only tells. */
export interface LensTexts {
  /** Clean; `$(name)` is an icon. */
  readonly title: string;
  readonly tooltip?: string;
  readonly command?: CommandId;
}

/** What the document is, in which the context stands. */
export interface LensPlace {
  /**
   * `saved`: one of the KUBECONFIG list as it is on the disk, where the commands find the context that is seen here;
   * `unsaved`: one that differs from what they would find; `foreign`: any other file, whose contexts no command knows
   * but that which imports them. One of its contexts may well be called like one of the user's own.
   */
  readonly kind: 'saved' | 'unsaved' | 'foreign';
  readonly home: string;
}

const noNames = { accounts: new Map<string, string>(), tenants: new Map<string, string>() };

/** @param nowMs for what a certificate has left */
export function contextLensTexts(
  context: FileRow['contexts'][number],
  { kind, home }: LensPlace,
  nowMs: number,
): LensTexts[] {
  if (context.kind === 'hiddenContext') {
    return [{ title: l10n`Not used: kubectl uses the one of ${shownPath(context.behind, home)}` }];
  }
  const login = signInTexts(context, nowMs);
  switch (kind) {
    case 'saved':
      return [
        ...(context.isCurrent
          ? current(context)
          : [{ title: l10n`Use This Context`, command: 'aksEntra.useContext' } as const]),
        {
          title: l10n`Open Terminal`,
          command: 'aksEntra.openTerminal',
          tooltip: l10n`A terminal whose kubectl knows this context only`,
        },
        hasLoginMode(context.facts)
          ? { title: `${login.title}…`, command: 'aksEntra.changeLoginMode', tooltip: l10n`Change Login Mode…` }
          : login,
      ];
    case 'unsaved':
      return [...current(context), { title: l10n`Save to use it` }, login];
    case 'foreign':
      return [
        {
          title: l10n`Import Kubeconfig…`,
          command: 'aksEntra.importKubeconfig',
          tooltip: l10n`kubectl does not read this file: choose which of its contexts to add to your kubeconfig`,
        },
        login,
      ];
  }
}

/** How it signs in; of a certificate until when. */
function signInTexts(context: UsedContext, nowMs: number): LensTexts {
  const words = loginWords(context, nowMs);
  if (hasLoginMode(context.facts)) {
    return { title: l10n`Login mode: ${words}` };
  }
  const certificate = factsOfContext(context, noNames, nowMs).find(({ id }) => id === 'certificate');
  if (certificate === undefined) {
    return { title: l10n`Sign-in: ${words}` };
  }
  const { value, explanation = '', needsAttention } = certificate;
  const title = l10n`Certificate ${value}`;
  return { title: needsAttention === true ? withIcon('warning', title) : title, tooltip: explanation };
}

function current({ isCurrent }: UsedContext): LensTexts[] {
  return isCurrent ? [{ title: withIcon('pass-filled', l10n`Current context`) }] : [];
}

/** Of a blank behind an icon nothing is to be seen there. */
function withIcon(name: string, title: string): string {
  return `$(${name})\u00a0${title}`;
}
