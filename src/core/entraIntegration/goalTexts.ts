import type { Cluster } from '../clusters/cluster.ts';
import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';
import type { EntraChange } from './plannedProfile.ts';

/** What a change is called by: for some goals nothing but the goal, so that it has a name while it is put together. */
type Named =
  | Exclude<EntraChange, { goal: 'enable' | 'migrate' | 'adminGroups' | 'create' }>
  | { readonly goal: 'enable' | 'migrate' | 'adminGroups' | 'create' };

/** What every change is called on its way, each goal in its own words. */
interface GoalTexts {
  /** The change in a few words, as a title. */
  readonly headline: string;
  /** The one question, and its button. */
  readonly question: string;
  readonly accept: string;
  readonly done: string;
  readonly failed: string;
}

/** The words for a change of the cluster. */
export function goalTexts(cluster: Pick<Cluster, 'name'>, change: Named): GoalTexts {
  const name = printable(cluster.name);
  switch (change.goal) {
    case 'enable':
      return {
        headline: l10n`Enable Microsoft Entra on ${name}`,
        question: l10n`Enable Microsoft Entra on ${name}?`,
        accept: l10n`Enable Entra`,
        done: l10n`Microsoft Entra is on for ${name}: Azure returned the AADProfile that was asked for.`,
        failed: l10n`Microsoft Entra was not enabled on ${name}.`,
      };
    case 'migrate':
      return {
        headline: l10n`Migrate ${name} to AKS-managed Entra`,
        question: l10n`Migrate ${name} from legacy to AKS-managed Entra?`,
        accept: l10n`Migrate`,
        done: l10n`${name} has AKS-managed Entra now: Azure returned the AADProfile that was asked for.`,
        failed: l10n`${name} was not migrated.`,
      };
    case 'adminGroups':
      return {
        headline: l10n`Change the admin groups of ${name}`,
        question: l10n`Change the admin groups of ${name}?`,
        accept: l10n`Change Admin Groups`,
        done: l10n`${name} has the admin groups that were asked for: Azure returned them.`,
        failed: l10n`The admin groups of ${name} were not changed.`,
      };
    case 'authorization':
      return authorizationTexts(name, change.enableAzureRbac);
    case 'localAccounts':
      return localAccountsTexts(name, change.disableLocalAccounts);
    case 'create':
      return {
        headline: l10n`Create the cluster ${name}`,
        question: l10n`Create the AKS cluster ${name}?`,
        accept: l10n`Create`,
        done: l10n`${name} is there, with Microsoft Entra: Azure returned it as it was asked for.`,
        failed: l10n`The creation of ${name} did not succeed. What was created stays, and may cost money, until somebody deletes it.`,
      };
  }
}

/** The change in a few words, as a title. */
export function headline(cluster: Pick<Cluster, 'name'>, change: Named): string {
  return goalTexts(cluster, change).headline;
}

/** What a row of the tree says while Azure is at it. */
export function runningText(goal: EntraChange['goal']): string {
  switch (goal) {
    case 'enable':
      return l10n`enabling Entra…`;
    case 'migrate':
      return l10n`migrating Entra…`;
    case 'adminGroups':
      return l10n`changing admin groups…`;
    case 'authorization':
      return l10n`changing authorization…`;
    case 'localAccounts':
      return l10n`changing local accounts…`;
    case 'create':
      return l10n`creating…`;
  }
}

function authorizationTexts(name: string, isTurnedOn: boolean): GoalTexts {
  return isTurnedOn
    ? {
        headline: l10n`Turn Entra ID authorization on for ${name}`,
        question: l10n`Turn Entra ID authorization (Azure RBAC) on for ${name}?`,
        accept: l10n`Turn Authorization On`,
        done: l10n`Entra ID authorization (Azure RBAC) is on for ${name}: Azure confirmed it.`,
        failed: l10n`Entra ID authorization was not turned on for ${name}.`,
      }
    : {
        headline: l10n`Turn Entra ID authorization off for ${name}`,
        question: l10n`Turn Entra ID authorization (Azure RBAC) off for ${name}?`,
        accept: l10n`Turn Authorization Off`,
        done: l10n`Entra ID authorization (Azure RBAC) is off for ${name}: Azure confirmed it.`,
        failed: l10n`Entra ID authorization was not turned off for ${name}.`,
      };
}

function localAccountsTexts(name: string, areTurnedOff: boolean): GoalTexts {
  return areTurnedOff
    ? {
        headline: l10n`Turn off local accounts of ${name}`,
        question: l10n`Turn off local accounts of ${name}?`,
        accept: l10n`Turn Local Accounts Off`,
        done: l10n`${name} has no local accounts any more: Azure confirmed it.`,
        failed: l10n`The local accounts of ${name} were not turned off.`,
      }
    : {
        headline: l10n`Turn on local accounts of ${name}`,
        question: l10n`Turn on local accounts of ${name}?`,
        accept: l10n`Turn Local Accounts On`,
        done: l10n`${name} has local accounts again: Azure confirmed it.`,
        failed: l10n`The local accounts of ${name} were not turned on.`,
      };
}
