import {
  contextNamesByText,
  contextNamesByUser,
  type ConvertedUser,
  convertUsers,
  usersToConvert,
  withMetadataInStep,
} from './convertUsers.ts';
import { sharedClaimsWarnings } from './sharedClaims.ts';
import { type LoginTarget, targetName } from './loginMode.ts';
import type { AnyLoginMode } from '../login/loginModeNames.ts';
import type { LoginOptions } from '../login/loginOptions.ts';
import { readFirstModel } from '../kubeconfigText/readModel.ts';

/** A context to convert, and to what, with what its user does not say. */
export interface ContextConversion {
  readonly contextName: string;
  readonly options: LoginOptions;
  readonly target: LoginTarget;
}

export interface ConversionPlan {
  /** The texts after the conversion; the same string where one does not change. */
  readonly texts: readonly string[];
  /** Contexts that change because they share a user with a chosen one. */
  readonly alsoChanged: readonly string[];
  /** Whole sentences, without secrets. */
  readonly warnings: readonly string[];
}

/**
 * Converts the users of several contexts of a KUBECONFIG list. All or nothing.
 *
 * @throws AksEntraError credentialNotConvertible, kubeconfigEntryNotFound, and as `applyChanges`
 */
export function planConversion(texts: readonly string[], conversions: readonly ContextConversion[]): ConversionPlan {
  const chosen = new Set(conversions.map(({ contextName }) => contextName));
  const models = texts.map((text) => readFirstModel(text));
  const contextsOf = contextNamesByUser(models);
  const contextNames = contextNamesByText(models);
  const modeOfUser = new Map<string, AnyLoginMode>();
  const warnings = new Set<string>();
  const alsoChanged = new Set<string>();
  const converted: ConvertedUser[] = [];
  let after = texts;
  for (const { options, contexts, target } of alike(conversions)) {
    const usersOfText = usersToConvert(after, contexts);
    after = after.map((text, index) => {
      const users = usersOfText[index] ?? [];
      if (users.length === 0) {
        return text;
      }
      const result = convertUsers(text, { loginMode: target, options, users, contextsOf });
      for (const warning of result.warnings) {
        warnings.add(warning);
      }
      converted.push(...result.converted);
      for (const { userName, isChanged, contextNames } of result.converted) {
        modeOfUser.set(userName, targetName(target));
        for (const name of isChanged ? contextNames : []) {
          if (!chosen.has(name)) {
            alsoChanged.add(name);
          }
        }
      }
      return result.text;
    });
  }
  for (const [mode, users] of Map.groupBy(modeOfUser.keys(), (userName) => modeOfUser.get(userName))) {
    const convertedUsers = new Set(users);
    after = after.map((text, index) =>
      mode === undefined ? text : withMetadataInStep(text, convertedUsers, mode, contextNames[index] ?? new Set()),
    );
  }
  return { texts: after, alsoChanged: [...alsoChanged], warnings: [...warnings, ...sharedClaimsWarnings(converted)] };
}

/** Each conversion parses the whole text, so contexts with the same options and target go together. */
function alike(
  conversions: readonly ContextConversion[],
): readonly (Omit<ContextConversion, 'contextName'> & { readonly contexts: readonly string[] })[] {
  const groups = Map.groupBy(conversions, ({ options, target }) => JSON.stringify([options, target]));
  return [...groups.values()].flatMap((group) =>
    group.slice(0, 1).map(({ options, target }) => ({
      options,
      target,
      contexts: group.map(({ contextName }) => contextName),
    })),
  );
}
