import { AksEntraError } from '../aksEntraError.ts';
import { applyChanges, type KubeconfigChange } from '../kubeconfigText/applyChanges.ts';
import { metadataOf, withMetadata } from '../kubeconfig/contextMetadata.ts';
import { l10n } from '../l10n.ts';
import { conversionWarnings } from './conversionWarnings.ts';
import { openKubeconfig, sectionOf } from '../kubeconfigText/editableKubeconfig.ts';
import { targetName, withLoginMode, type LoginTarget } from './loginMode.ts';
import { execArgumentsOf } from '../login/execArguments.ts';
import type { AnyLoginMode } from '../login/loginModeNames.ts';
import { assertLoginOptions, type LoginOptions } from '../login/loginOptions.ts';
import { loginSourceOf, type UserKind, userKindOf } from '../login/loginSource.ts';
import { firstOfEach } from '../kubeconfig/readContexts.ts';
import { readFirstModel } from '../kubeconfigText/readModel.ts';
import { readableName } from '../kubeconfig/unguessableName.ts';
import { printable } from '../printable.ts';
import { isEqualValue, mapAt, ownValue, stringAt, type YamlMap } from '../yamlValue.ts';

export interface ConvertRequest {
  readonly loginMode: LoginTarget;
  readonly options?: LoginOptions;
  /** The contexts that are asked for, with `users` only to tell which others change too. */
  readonly contexts?: readonly string[];
  /** These users. Without it, those of the contexts; without both, all of the file that do not use our plugin. */
  readonly users?: readonly string[];
  /** As `contextNamesByUser` of a whole KUBECONFIG list: its other files may hold contexts of these users. */
  readonly contextsOf?: ReadonlyMap<string, readonly string[]>;
}

export interface ConvertedUser {
  readonly userName: string;
  readonly contextNames: readonly string[];
  /** The login mode before, or `auth-provider`. */
  readonly from: string;
  readonly to: AnyLoginMode;
  readonly isChanged: boolean;
  /** What its tokens are bound to after it, where they are. */
  readonly popClaims?: string;
}

type ConvertibleKind = 'kubelogin' | 'azureAuthProvider' | 'vscodePlugin';

interface UntouchedUser {
  readonly userName: string;
  readonly contextNames: readonly string[];
  /** `missing`: a context names this user, but it is not in the file. */
  readonly reason: Exclude<UserKind, ConvertibleKind> | 'missing';
}

export interface ConvertResult {
  /** The given text itself where nothing changes. */
  readonly text: string;
  readonly converted: readonly ConvertedUser[];
  /** Those asked for that do not sign in to Entra through kubelogin. */
  readonly untouched: readonly UntouchedUser[];
  /** Whole sentences to show, without secrets. */
  readonly warnings: readonly string[];
}

/**
 * `kubelogin convert-kubeconfig`, and the conversion to our own plugin and back, for the users that are asked for and no others: all of them or, on an error, none.
 * Our own metadata of the contexts that use them is kept in step.
 *
 * @throws AksEntraError credentialNotConvertible (in kubelogin's words, with the user), kubeconfigEntryNotFound (a
 *   context), and as `applyChanges`
 */
export function convertUsers(text: string, request: ConvertRequest): ConvertResult {
  const { loginMode, options = {} } = request;
  const modeName = targetName(loginMode);
  assertLoginOptions(options);
  const kubeconfig = openKubeconfig(text);
  const { model } = kubeconfig;
  const contextsOf = request.contextsOf ?? contextNamesByUser([model]);
  const users = new Map(sectionOf(model, 'users').map((entry) => [stringAt(entry, 'name') ?? '', entry]));
  const changes: KubeconfigChange[] = [];
  const converted: ConvertedUser[] = [];
  const untouched: UntouchedUser[] = [];
  const warnings: string[] = [];
  for (const userName of askedFor(model, request)) {
    const entry = users.get(userName);
    const user = entry === undefined ? undefined : mapAt(entry, 'user');
    const contextNames = contextsOf.get(userName) ?? [];
    const kind = user === undefined ? 'missing' : userKindOf(user);
    if (entry === undefined || user === undefined || !isConvertible(kind)) {
      untouched.push({ userName, contextNames, reason: kind as UntouchedUser['reason'] });
      continue;
    }
    const after = convertUser(userName, user, loginMode, options);
    const isChanged = !isEqualValue(user, after);
    const from = kind === 'azureAuthProvider' ? 'auth-provider' : (loginSourceOf(user)?.facts.login ?? '');
    const popClaims = argumentOf(after, '--pop-claims');
    converted.push({
      ...{ userName, contextNames, from, to: modeName, isChanged },
      ...(popClaims === undefined ? {} : { popClaims }),
    });
    if (!isChanged) {
      continue;
    }
    changes.push({ kind: 'put', section: 'users', name: userName, entry: { ...entry, user: after } });
    warnings.push(...conversionWarnings(userName, user, after));
    const others = contextNames.filter((name) => request.contexts?.includes(name) === false);
    if (others.length > 0) {
      warnings.push(
        l10n`The user "${printable(readableName(userName))}" also serves ${quoted(others)}, which change with it.`,
      );
    }
  }
  const convertedNames = new Set(converted.map(({ userName }) => userName));
  changes.push(...metadataChanges(model, convertedNames, modeName));
  return {
    text: changes.length === 0 ? text : applyChanges(kubeconfig, changes),
    converted,
    untouched,
    warnings,
  };
}

/**
 * Which users to convert in each file of a KUBECONFIG list: a user's entry counts in the first file that has one, as
 * for kubectl.
 *
 * @throws AksEntraError kubeconfigEntryNotFound (a context), kubeconfigInvalid
 */
export function usersToConvert(texts: readonly string[], contexts?: readonly string[]): string[][] {
  const models = texts.map((text) => readFirstModel(text));
  const userOfContext = new Map<string, string>();
  for (const entry of models.flatMap((model) => sectionOf(model, 'contexts'))) {
    const name = stringAt(entry, 'name') ?? '';
    if (!userOfContext.has(name)) {
      userOfContext.set(name, stringAt(mapAt(entry, 'context'), 'user') ?? '');
    }
  }
  const wanted = contexts === undefined ? undefined : new Set(contexts.map((name) => userNamed(userOfContext, name)));
  const seen = new Set<string>();
  return models.map((model) =>
    sectionOf(model, 'users').flatMap((entry) => {
      const name = stringAt(entry, 'name');
      if (name === undefined || seen.has(name) || wanted?.has(name) === false) {
        return [];
      }
      seen.add(name);
      return wanted === undefined && isPlugin(entry) ? [] : [name];
    }),
  );
}

/** The contexts that sign in with each user, as kubectl joins the files of a KUBECONFIG list. */
export function contextNamesByUser(models: readonly YamlMap[]): Map<string, string[]> {
  const names = new Map<string, string[]>();
  for (const [contextName, { entry }] of firstOfEach(models, 'contexts')) {
    const userName = stringAt(mapAt(entry, 'context'), 'user');
    if (userName !== undefined) {
      names.set(userName, [...(names.get(userName) ?? []), contextName]);
    }
  }
  return names;
}

/** The names of each text's contexts that kubectl reads: one of the same name in an earlier text hides the later. */
export function contextNamesByText(models: readonly YamlMap[]): Set<string>[] {
  const names = models.map(() => new Set<string>());
  for (const [contextName, { fileIndex }] of firstOfEach(models, 'contexts')) {
    names[fileIndex]?.add(contextName);
  }
  return names;
}

/**
 * The text with our metadata of the contexts that use converted users in step. `convertUsers` sees to those of its own
 * text; in a KUBECONFIG list the other files may hold some too.
 *
 * @param contextNames as `contextNamesByText`: a file is not written for a context that nobody reads
 * @returns the text itself where nothing changes
 * @throws AksEntraError as `applyChanges`
 */
export function withMetadataInStep(
  text: string,
  userNames: ReadonlySet<string>,
  mode: AnyLoginMode,
  contextNames: ReadonlySet<string>,
): string {
  const changes = metadataChanges(readFirstModel(text), userNames, mode).filter(({ name }) => contextNames.has(name));
  return changes.length === 0 ? text : applyChanges(openKubeconfig(text), changes);
}

function isConvertible(kind: UserKind | 'missing'): kind is ConvertibleKind {
  return kind === 'kubelogin' || kind === 'azureAuthProvider' || kind === 'vscodePlugin';
}

function askedFor(model: YamlMap, { contexts, users }: ConvertRequest): Set<string> {
  if (users !== undefined) {
    return new Set(users);
  }
  if (contexts === undefined) {
    return new Set(
      sectionOf(model, 'users').flatMap((entry) => (isPlugin(entry) ? [] : (stringAt(entry, 'name') ?? []))),
    );
  }
  const userOfContext = new Map(
    sectionOf(model, 'contexts').map((entry) => [
      stringAt(entry, 'name') ?? '',
      stringAt(mapAt(entry, 'context'), 'user') ?? '',
    ]),
  );
  return new Set(contexts.map((name) => userNamed(userOfContext, name)));
}

/** Only who names a context of our plugin takes it away from there: "all users" are kubelogin's. */
function isPlugin(entry: YamlMap): boolean {
  const user = mapAt(entry, 'user');
  return user !== undefined && userKindOf(user) === 'vscodePlugin';
}

function userNamed(userOfContext: ReadonlyMap<string, string>, contextName: string): string {
  const userName = userOfContext.get(contextName);
  if (userName !== undefined) {
    return userName;
  }
  throw new AksEntraError(
    'kubeconfigEntryNotFound',
    l10n`no context exists with the name: "${printable(contextName)}"`,
  );
}

function convertUser(userName: string, user: YamlMap, target: LoginTarget, options: LoginOptions): YamlMap {
  try {
    return withLoginMode(user, target, options);
  } catch (error) {
    if (!(error instanceof AksEntraError)) {
      throw error;
    }
    throw new AksEntraError(error.code, l10n`${error.message} (user "${printable(readableName(userName))}")`, {
      cause: error,
    });
  }
}

/** Of a user that a conversion wrote: each flag once, with its value behind it. */
function argumentOf(user: YamlMap, flag: string): string | undefined {
  const args = execArgumentsOf(mapAt(user, 'exec') ?? {}) ?? [];
  const index = args.indexOf(flag);
  return index === -1 ? undefined : args[index + 1];
}

type ContextChange = Extract<KubeconfigChange, { readonly kind: 'put' }>;

/** Only where the context is described by us already. */
function metadataChanges(model: YamlMap, userNames: ReadonlySet<string>, loginMode: string): ContextChange[] {
  return sectionOf(model, 'contexts').flatMap((entry): ContextChange[] => {
    const context = mapAt(entry, 'context');
    const name = ownValue(entry, 'name');
    if (context === undefined || typeof name !== 'string') {
      return [];
    }
    const metadata = metadataOf(context);
    if (metadata === undefined || metadata.loginMode === loginMode) {
      return [];
    }
    if (!userNames.has(stringAt(context, 'user') ?? '')) {
      return [];
    }
    const described = withMetadata(context, { ...metadata, loginMode });
    return [{ kind: 'put', section: 'contexts', name, entry: { ...entry, context: described } }];
  });
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${printable(name)}"`).join(', ');
}
