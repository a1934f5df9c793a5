import { l10n } from '../l10n.ts';
import type { KnownProblem } from './problem.ts';
import { askWhy, getCredentialsAgain } from './problemRemedies.ts';

/** What our own plugin says, which kubectl shows before its own words: see `plugin/` and `credentialPlugin/`. */
export const ownPluginProblems: readonly KnownProblem[] = [
  {
    code: 'ownKeyWrong',
    pattern: /AKS Entra gives out no token: the key in this context's kubeconfig user is missing or wrong/,
    explain: () => ({
      title: l10n`The context’s key is missing or wrong`,
      cause: l10n`VS Code gives a token only to contexts that hold the key of their cluster. Something rewrote this one, or it came from elsewhere.`,
      fix: l10n`Write the keys to the contexts again.`,
      remedies: [{ kind: 'writeKeys', title: l10n`Write Keys to Contexts` }],
    }),
  },
  {
    code: 'ownConsentMissing',
    pattern: /does not say which cluster the token is for|it cannot tell which cluster it is for/,
    explain: () => ({
      title: l10n`The program does not say which cluster the token is for`,
      cause: l10n`kubectl, helm and k9s name the cluster when they ask for a token. Programs that do not get none unless that was allowed.`,
      fix: l10n`If you want it to have tokens, run “AKS Entra: Let Programs That Name No Cluster Use a Context…”.`,
      remedies: [{ kind: 'allowPrograms', title: l10n`Let Such Programs Use a Context…` }],
    }),
  },
  {
    code: 'ownClusterUnknown',
    pattern: /AKS Entra gives out no token for this cluster/,
    explain: (_match, facts) => ({
      title: l10n`VS Code does not know the cluster that the context leads to`,
      cause: l10n`The cluster of the context, or the way to it, is not the one that was set up, and VS Code gives its token to no other.`,
      fix: l10n`If you trust that cluster, use VS Code’s sign-in for the context again; else get its credentials again.`,
      remedies: [
        {
          kind: 'useVscodeSignIn',
          title: l10n`Use VS Code Sign-in…`,
          contextNames: facts.contextName === undefined ? [] : [facts.contextName],
        },
        getCredentialsAgain(facts),
      ],
    }),
  },
  {
    code: 'ownSignInNeeded',
    pattern: /Click “Sign In” in VS Code|VS Code is not signed in with the account of th(?:is|e) context/,
    explain: () => ({
      title: l10n`VS Code has no sign-in for kubectl`,
      cause: l10n`kubectl asked VS Code for a token, and a new sign-in is needed for it.`,
      fix: l10n`Sign in with the account of this context, then run the command again.`,
      remedies: [{ kind: 'signIn', title: l10n`Sign In Again` }],
    }),
  },
  {
    code: 'ownWindowMissing',
    pattern: /No VS Code window is open that could sign kubectl in|A VS Code window with an older AKS Entra is open/,
    explain: (_match, facts) => ({
      title: l10n`No VS Code window answered kubectl`,
      cause: l10n`kubectl’s token comes from an open VS Code window of this machine with this version of AKS Entra, and none answered.`,
      fix: l10n`Open or reload one, or choose what kubectl does while none is open.`,
      remedies: [{ kind: 'openSetting', title: l10n`Choose a Fallback`, setting: 'aksEntra.fallback' }, askWhy(facts)],
    }),
  },
];
