import { AksEntraError } from '../aksEntraError.ts';
import { credentialOfContext } from '../kubeconfig/contextCredential.ts';
import { reasonsForDistrust } from '../kubeconfig/knownCredential.ts';
import { firstOfEach, readContexts, type ContextFacts } from '../kubeconfig/readContexts.ts';
import { singleContextKubeconfig, type PathRules } from '../kubeconfig/singleContext.ts';
import { sectionOf } from '../kubeconfigText/editableKubeconfig.ts';
import { readFirstModel } from '../kubeconfigText/readModel.ts';
import { l10n } from '../l10n.ts';
import { pluginRequestOf } from '../login/pluginRequest.ts';
import { type UserSignIn, userSignInOf } from '../login/userSignIn.ts';
import { contextKeyOf, hasKeylessEnvironment } from '../login/writtenExec.ts';
import { quotedName } from '../quotedNames.ts';
import { mapAt, stringAt, type YamlMap } from '../yamlValue.ts';

/** A context with what kubectl finds behind it; paths are absolute. It may hold secrets. */
export interface VerifiedEntry {
  readonly facts: ContextFacts;
  /** The values below `cluster` and `user`. */
  readonly cluster: YamlMap;
  readonly user: YamlMap;
  readonly signIn: UserSignIn;
  /** A kubeconfig of this context alone. */
  readonly text: string;
  /** Which of the texts its user stands in. */
  readonly userFileIndex: number;
}

/** @throws AksEntraError kubeconfigEntryNotFound, kubeconfigInvalid */
export function verifiedEntryOf(texts: readonly string[], contextName: string, paths: PathRules): VerifiedEntry {
  const text = singleContextKubeconfig(texts, contextName, paths);
  const model = readFirstModel(text);
  const [entry] = sectionOf(model, 'contexts');
  const [facts] = readContexts(text).contexts;
  const found = entry === undefined ? undefined : credentialOfContext(model, entry);
  if (facts === undefined || found === undefined || typeof found === 'string') {
    throw new AksEntraError(
      'kubeconfigInvalid',
      l10n`kubectl cannot use the context ${quotedName(contextName)}: ${typeof found === 'string' ? found : l10n`it says nothing`}. Get the credential again.`,
    );
  }
  const users = firstOfEach(
    texts.map((one) => readFirstModel(one)),
    'users',
  );
  return {
    facts,
    cluster: found.cluster,
    user: found.user,
    signIn: userSignInOf(found.user),
    text,
    userFileIndex: users.get(facts.userName)?.fileIndex ?? facts.fileIndex,
  };
}

/** How the command of an entry is dealt with that gets the token. */
export type CommandJudgement =
  /** Ours, or Azure's kubelogin as kubeconfigs of AKS run it, for a server that TLS proves. */
  | { readonly kind: 'known' }
  /** It asks the person something, in a terminal or a browser. */
  | { readonly kind: 'prompts' }
  /** It could do something else, or its token go elsewhere: the person sees it before it runs. */
  | { readonly kind: 'foreign'; readonly reasons: readonly string[] };

/** @param ownPlugin the path of our own plugin on this machine, whose broker decides by itself who gets a token */
export function judgeCommand({ cluster, user, signIn }: VerifiedEntry, ownPlugin: string): CommandJudgement {
  const exec = mapAt(user, 'exec') ?? {};
  if (signIn.kind === 'kubelogin' && (signIn.login === 'devicecode' || signIn.login === 'interactive')) {
    return { kind: 'prompts' };
  }
  if (stringAt(exec, 'interactiveMode') === 'Always') {
    return { kind: 'prompts' };
  }
  const isOwn =
    stringAt(exec, 'command') === ownPlugin &&
    pluginRequestOf(exec) !== undefined &&
    (contextKeyOf(exec) !== undefined || hasKeylessEnvironment(exec));
  const reasons = isOwn ? [] : [...reasonsForDistrust(cluster, {}, user, ownPlugin)];
  return reasons.length === 0 ? { kind: 'known' } : { kind: 'foreign', reasons };
}

/** The map below `exec`; undefined where something else signs in. */
export function execOf({ user, signIn }: VerifiedEntry): YamlMap | undefined {
  return ['vscode', 'kubelogin', 'oidcKubelogin', 'command'].includes(signIn.kind) ? mapAt(user, 'exec') : undefined;
}
