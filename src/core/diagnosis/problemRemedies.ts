import { l10n } from '../l10n.ts';
import type { ProblemFacts } from './problem.ts';
import type { CopyLine, Remedy } from './remedy.ts';

/** What the catalogue's entries offer, as far as it is the same for several; each with what is known of the context. */

/** Without a context, the command asks for which. */
export function convert({ contextName }: ProblemFacts): Remedy {
  return contextName === undefined
    ? { kind: 'convert', title: l10n`Convert Contexts…`, contextNames: [] }
    : { kind: 'convert', title: l10n`Convert Context…`, contextNames: [contextName] };
}

/** Nothing where VS Code's sign-in cannot serve the context, or does so already. */
export function useVscodeSignIn({ contextName, canUseVscodeSignIn, hasOwnPlugin }: ProblemFacts): Remedy[] {
  if (canUseVscodeSignIn === false || hasOwnPlugin === true) {
    return [];
  }
  const contextNames = contextName === undefined ? [] : [contextName];
  return [{ kind: 'useVscodeSignIn', title: l10n`Use VS Code Sign-in…`, contextNames }];
}

/** For a context of a managed namespace, the command asks for which: it offers the namespace beside the cluster. */
export function getCredentialsAgain({ seen, managedNamespace }: ProblemFacts): Remedy {
  const title = l10n`Get AKS Credentials Again`;
  return seen === undefined || managedNamespace !== undefined
    ? { kind: 'getCredentials', title }
    : { kind: 'onCluster', title, command: 'getCredentials', seen };
}

/** Looks at each step from this machine to the cluster; of a context that nobody knows, at all of the setup. */
export function askWhy({ contextName }: ProblemFacts): Remedy {
  return contextName === undefined
    ? { kind: 'checkSetup', title: l10n`Check My AKS Setup` }
    : { kind: 'verifyContext', title: l10n`Why?`, contextName };
}

/** The ways to a cluster that does not answer; where Azure has told nothing of it, why it does not. */
export function reach(facts: ProblemFacts): Remedy[] {
  const { seen } = facts;
  return [
    ...(seen === undefined
      ? []
      : [{ kind: 'onCluster', title: l10n`Ways to Reach It…`, command: 'reachCluster', seen } as const]),
    askWhy(facts),
  ];
}

/** A new sign-in where kubectl's token comes from VS Code; elsewhere VS Code's in the place of the one that failed. */
export function signInAgain(facts: ProblemFacts): Remedy[] {
  const signIn: Remedy = { kind: 'signIn', title: l10n`Sign In Again` };
  return facts.hasOwnPlugin === false ? [...useVscodeSignIn(facts), convert(facts)] : [signIn];
}

/** A new token in the place of the one that was refused, where somebody keeps one: VS Code, or kubelogin. */
export function refreshToken({ hasOwnPlugin, hasKubelogin, seen }: ProblemFacts): (Remedy | CopyLine)[] {
  if (hasOwnPlugin === true) {
    const title = l10n`Refresh Token Now`;
    // Without a cluster, it is the current context's.
    return [
      seen === undefined
        ? { kind: 'refreshToken', title }
        : { kind: 'onCluster', title, command: 'refreshToken', seen },
    ];
  }
  const line = 'kubelogin remove-tokens';
  return hasKubelogin === true ? [{ kind: 'copyLine', title: l10n`Copy “kubelogin remove-tokens”`, line }] : [];
}
