import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';
import type { Explanation, KnownProblem, ProblemFacts } from './problem.ts';
import { convert } from './problemRemedies.ts';
import type { Remedy } from './remedy.ts';

const page = 'https://kubernetes.io/docs/reference/kubectl/kuberc/';
const aboutPreferences: Remedy = { kind: 'openPage', title: l10n`About kubectl’s Preferences`, url: page };

/** kubectl 1.35 and newer, by its user's preferences (k8s.io/client-go, plugin/pkg/client/auth/exec; kubectl's kuberc). */
export const kubercProblems: readonly KnownProblem[] = [
  {
    code: 'pluginNotAllowed',
    pattern:
      /plugin \\?"([^"\\\n]{1,500})\\?" not allowed: policy set to|plugin path \\?"([^"\\\n]{1,500})\\?" is not permitted by the credential plugin allowlist/,
    explain: ([, denied, unlisted], facts) => notAllowed(denied, unlisted ?? '', facts),
  },
  {
    code: 'kubercInvalid',
    pattern:
      /error occurred while applying preferences ([^\n]{0,300})|misconfigured credential plugin allowlist: ([^\n]{0,200})/,
    explain: ([, preferences, allowlist]) => ({
      title: l10n`kubectl cannot use its preferences`,
      cause: l10n`kubectl 1.35 and newer refuse every command while the credential plugin policy in ~/.kube/kuberc is not valid for them: ${printable(preferences ?? allowlist ?? '')}.`,
      fix: l10n`Correct that file. Entries of credentialPluginAllowlist that kubectl 1.35 reads too have a name, not a command; a list goes with the policy Allowlist only.`,
      remedies: [aboutPreferences],
    }),
  },
];

function notAllowed(denied: string | undefined, unlisted: string, facts: ProblemFacts): Explanation {
  const isOwn = (denied ?? unlisted).includes('aks-entra');
  const title = l10n`kubectl’s preferences keep the credential plugin from running`;
  const plugin = printable(denied ?? unlisted);
  const cause =
    denied === undefined
      ? l10n`${plugin} is not in credentialPluginAllowlist of ~/.kube/kuberc, so kubectl does not run it.`
      : l10n`The policy DenyAll in ~/.kube/kuberc keeps kubectl from running any credential plugin, ${plugin} too.`;
  if (isOwn && denied === undefined) {
    const fix = l10n`Put AKS Entra’s plugin on the allowlist; what is written there is shown before.`;
    return { title, cause, fix, remedies: [{ kind: 'allowPlugin', title: l10n`Add to kubectl’s Allowlist…` }] };
  }
  const fix =
    denied === undefined
      ? l10n`If you trust it, add an entry with its name or path there. The person who set that policy may have had a reason.`
      : l10n`The policy DenyAll forbids every plugin, and without one there is no sign-in with Microsoft Entra ID: the person who set it has to allow one.`;
  return {
    title,
    cause,
    fix,
    remedies: denied === undefined ? [aboutPreferences, convert(facts)] : [aboutPreferences],
  };
}
