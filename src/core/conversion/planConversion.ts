import {
  contextNamesByText,
  contextNamesByUser,
  type ConvertedUser,
  convertUsers,
  usersToConvert,
  withMetadataInStep,
} from './convertUsers.ts';
import { sharedClaimsWarnings } from './sharedClaims.ts';
import type { LoginTarget } from './loginMode.ts';
import type { LoginOptions } from '../login/loginOptions.ts';
import { readFirstModel } from '../kubeconfigText/readModel.ts';

/** A context to convert, with what its user does not say. */
export interface ContextConversion {
  readonly contextName: string;
  readonly options: LoginOptions;
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
 * Converts the users of several contexts of a KUBECONFIG list to one login mode. All or nothing.
 *
 * @throws AksEntraError credentialNotConvertible, kubeconfigEntryNotFound, and as `applyChanges`
 */
export function planConversion(
  texts: readonly string[],
  loginMode: LoginTarget,
  conversions: readonly ContextConversion[],
): ConversionPlan {
  const chosen = new Set(conversions.map(({ contextName }) => contextName));
  const models = texts.map((text) => readFirstModel(text));
  const contextsOf = contextNamesByUser(models);
  const contextNames = contextNamesByText(models);
  const convertedUsers = new Set<string>();
  const warnings = new Set<string>();
  const alsoChanged = new Set<string>();
  const converted: ConvertedUser[] = [];
  let after = texts;
  for (const { options, contexts } of byOptions(conversions)) {
    const usersOfText = usersToConvert(after, contexts);
    after = after.map((text, index) => {
      const users = usersOfText[index] ?? [];
      if (users.length === 0) {
        return text;
      }
      const result = convertUsers(text, { loginMode, options, users, contextsOf });
      for (const warning of result.warnings) {
        warnings.add(warning);
      }
      converted.push(...result.converted);
      for (const { userName, isChanged, contextNames } of result.converted) {
        convertedUsers.add(userName);
        for (const name of isChanged ? contextNames : []) {
          if (!chosen.has(name)) {
            alsoChanged.add(name);
          }
        }
      }
      return result.text;
    });
  }
  after = after.map((text, index) =>
    withMetadataInStep(text, convertedUsers, loginMode, contextNames[index] ?? new Set()),
  );
  return { texts: after, alsoChanged: [...alsoChanged], warnings: [...warnings, ...sharedClaimsWarnings(converted)] };
}

/** Each conversion parses the whole text, so contexts with the same options go together. */
function byOptions(
  conversions: readonly ContextConversion[],
): readonly { readonly options: LoginOptions; readonly contexts: readonly string[] }[] {
  const groups = Map.groupBy(conversions, ({ options }) => JSON.stringify(options));
  return [...groups.values()].map((group) => ({
    options: group[0]?.options ?? {},
    contexts: group.map(({ contextName }) => contextName),
  }));
}
