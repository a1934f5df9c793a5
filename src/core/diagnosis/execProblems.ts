import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';
import type { KnownProblem } from './problem.ts';
import { askWhy, convert, getCredentialsAgain, useVscodeSignIn } from './problemRemedies.ts';
import type { Remedy } from './remedy.ts';

const installKubelogin: Remedy = { kind: 'installTool', title: l10n`Install kubelogin…`, tool: 'kubelogin' };

/** What client-go says of a user's auth provider or exec entry, in kubectl and in every other program with it. */
export const execProblems: readonly KnownProblem[] = [
  {
    code: 'otherKubelogin',
    // int128's, which has neither (its pkg/cmd); kubectl and az write "error" and "ERROR". Others lack some of them too.
    pattern:
      /unknown command "convert-kubeconfig" for "kubelogin"|Error: unknown flag: --server-id\b|^(?=[^]*kubelogin)[^]*?(?:Error: unknown flag: --(?:environment|client-id|tenant-id|login)\b|Error: unknown shorthand flag: 'l' in -l)/,
    explain: (_match, facts) => ({
      title: l10n`The kubelogin that ran is another program of that name`,
      cause: l10n`AKS needs Azure’s kubelogin. The one that was found is int128’s, for OIDC, and knows nothing of these arguments.`,
      fix: l10n`Put Azure’s kubelogin before it on the PATH, or use a sign-in without kubelogin.`,
      remedies: [...useVscodeSignIn(facts), installKubelogin],
    }),
  },
  {
    code: 'deviceCodeUnanswered',
    pattern: /DeviceCodeCredential: context deadline exceeded/,
    explain: (_match, facts) => ({
      title: l10n`Nobody answered the device code`,
      cause: l10n`kubelogin waited for somebody to enter a device code in a browser. Programs without a terminal do not show it.`,
      fix: l10n`Use a sign-in that shows no code, or run the command in a terminal and enter the code in time.`,
      remedies: [...useVscodeSignIn(facts), convert(facts)],
    }),
  },
  {
    code: 'azMissing',
    pattern: /AzureCLICredential: [^\n]{0,100}(?:not found|executable)|Azure CLI not found on path/i,
    explain: (_match, facts) => ({
      title: l10n`kubelogin does not find az`,
      cause: l10n`This context’s kubelogin asks the Azure CLI for its token, and az is not on the PATH.`,
      fix: l10n`Install the Azure CLI, or use another sign-in.`,
      remedies: [
        ...useVscodeSignIn(facts),
        { kind: 'installTool', title: l10n`Install az…`, tool: 'az' },
        convert(facts),
      ],
    }),
  },
  {
    code: 'azureFormat',
    pattern: /The azure auth plugin has been removed|no Auth Provider found for name \\?"azure\\?"/,
    explain: (_match, facts) => ({
      title: l10n`The context has the format azure`,
      cause: l10n`Its user signs in with the auth provider “azure”, which kubectl has not had since 1.26, nor have the programs built like it.`,
      fix: l10n`Convert the context: its cluster and tenant stay, and a plugin gets the token.`,
      remedies: [convert(facts), ...useVscodeSignIn(facts)],
    }),
  },
  {
    code: 'oldExecVersion',
    pattern: /exec plugin: invalid apiVersion \\?"client\.authentication\.k8s\.io\/v1alpha1\\?"/,
    explain: (_match, facts) => ({
      title: l10n`The context’s user is of an old format`,
      cause: l10n`It asks for the exec version v1alpha1, which kubectl has refused since 1.24.`,
      fix: l10n`Get the credentials again, or convert the context: either writes a version that kubectl knows.`,
      remedies: [convert(facts), getCredentialsAgain(facts)],
    }),
  },
  {
    code: 'execVersionMismatch',
    pattern: /exec plugin is configured to use API version (\S{1,100}), plugin returned version ([^\s"]{1,100})/,
    explain: ([, wanted = '', given = ''], facts) => ({
      title: l10n`The plugin answered in another version than the kubeconfig says`,
      cause: l10n`The kubeconfig asks for ${lastPart(wanted)}, and the plugin answered in ${lastPart(given)}. Old plugins answer in one version only.`,
      fix: l10n`Convert the context, which writes the version that its plugin speaks, or bring the plugin up to date.`,
      remedies: [convert(facts), getCredentialsAgain(facts)],
    }),
  },
  {
    code: 'interactiveModeMissing',
    pattern: /interactiveMode must be specified for ([^\n]{0,200}) to use exec authentication plugin/,
    explain: ([, user = ''], facts) => ({
      title: l10n`The context’s user lacks interactiveMode`,
      cause: l10n`The user ${printable(user)} asks for the exec version v1, in which interactiveMode has to be there, and it is not.`,
      fix: l10n`Convert the context, or write “interactiveMode: IfAvailable” beside its command.`,
      remedies: [convert(facts), getCredentialsAgain(facts)],
    }),
  },
  {
    code: 'kubeloginMissing',
    pattern:
      /exec: executable kubelogin(?:\.exe)? not found|exec: \\?"kubelogin(?:\.exe)?\\?": executable file not found|kubelogin is not installed which is required/,
    explain: (_match, facts) => ({
      title: l10n`kubelogin was not found`,
      cause: l10n`The context’s user runs kubelogin, which is not on the PATH.`,
      fix: l10n`Install kubelogin, or use VS Code’s sign-in, which needs none.`,
      remedies: [...useVscodeSignIn(facts), installKubelogin],
    }),
  },
  {
    code: 'pluginMissing',
    pattern:
      /exec: (?:executable ([^\s"]{1,300}) not found|fork\/exec ([^\n"]{1,500}?): (?:no such file|permission denied|exec format))/,
    explain: ([, name, path], facts) => ({
      title: l10n`The context’s credential plugin cannot be started`,
      cause: l10n`The user’s command is ${printable(name ?? path ?? '')}: there is no such program, or it may not be run.`,
      fix: l10n`Convert the context to a sign-in that this machine has, or get its credentials again.`,
      remedies: [convert(facts), getCredentialsAgain(facts)],
    }),
  },
  {
    code: 'pluginFailed',
    pattern:
      /exec: executable ([^\n"]{1,500}?) failed with exit code (\d{1,5})|exec plugin (?:didn't return a token|cannot support interactive mode)|getting credentials: decoding stdout/,
    explain: ([, program], facts) => ({
      title: l10n`The sign-in of the context failed`,
      cause:
        program === undefined
          ? l10n`The program that gets the token gave none that can be used.`
          : l10n`${printable(program)} gets the token for this context, and failed. Its message is above kubectl’s line.`,
      fix: l10n`Look at what it says, first of all at an AADSTS code; or use another sign-in.`,
      remedies: [askWhy(facts), ...useVscodeSignIn(facts), convert(facts)],
    }),
  },
];

function lastPart(version: string): string {
  return printable(version.slice(version.lastIndexOf('/') + 1));
}
