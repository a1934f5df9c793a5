import type { AksEntraError } from '../aksEntraError.ts';
import { type CheckRemedy, type CheckRow, worstState } from '../checks/checkRow.ts';
import type { Account } from '../entra/signIn.ts';
import { l10n } from '../l10n.ts';
import { quotedName, quotedNames } from '../quotedNames.ts';
import type { SetupContext } from './lookAtKubeconfigs.ts';

/** VS Code's sign-in, as far as it can be looked at without a prompt. */
export interface SetupSignIn {
  accounts(): Promise<readonly Account[]>;
  currentAccount(): Promise<Account | undefined>;
  /** Whether an account was chosen here, be it one that VS Code does not have any more. */
  hasChosen(): boolean;
  /** Whether VS Code signs in through the operating system's broker, as far as its setting tells. */
  usesBroker(): boolean;
  /** Asks for a token for AKS in a tenant, and gives it to nobody. @returns why there is none */
  tokenProblem(account: Account, tenantId: string): Promise<AksEntraError | undefined>;
}

/** What the account of a tenant's contexts came to. */
interface TenantAnswer {
  readonly tenantId: string;
  readonly contextNames: readonly string[];
  readonly problem: AksEntraError | 'accountGone' | undefined;
}

export interface SignInFacts {
  readonly account: Account | undefined;
  readonly hasChosen: boolean;
  readonly usesBroker: boolean;
  readonly tenants: readonly TenantAnswer[];
}

const signIn = { kind: 'signIn', title: l10n`Sign In` } as const;
/** VS Code’s own, of its Microsoft authentication. */
const brokerSetting = 'microsoft-authentication.implementation';
const withoutBroker: CheckRemedy = {
  kind: 'openSetting',
  title: l10n`Open the Broker Setting (msal-no-broker)`,
  setting: brokerSetting,
};

/** Asks, without a prompt, for what the contexts need of the accounts that are signed in. */
export async function lookAtSignIn(contexts: readonly SetupContext[], port: SetupSignIn): Promise<SignInFacts> {
  const [account, accounts] = await Promise.all([port.currentAccount(), port.accounts()]);
  const wanted = new Map<string, { accountId: string; tenantId: string; names: string[] }>();
  for (const { facts } of contexts) {
    const { tenantId, accountId } = facts.entra ?? {};
    // Whoever signs in by another way has accounts of their own, and nobody is asked for tokens of their tenants.
    if (tenantId === undefined || accountId === undefined) {
      continue;
    }
    const key = JSON.stringify([accountId, tenantId.toLowerCase()]);
    const entry = wanted.get(key) ?? { accountId, tenantId, names: [] };
    entry.names.push(facts.contextName);
    wanted.set(key, entry);
  }
  const tenants = await Promise.all(
    [...wanted.values()].map(async ({ accountId, tenantId, names }): Promise<TenantAnswer> => {
      const who = accounts.find(({ id }) => id === accountId);
      const problem = who === undefined ? 'accountGone' : await port.tokenProblem(who, tenantId);
      return { tenantId, contextNames: names, problem };
    }),
  );
  return { account, hasChosen: port.hasChosen(), usesBroker: port.usesBroker(), tenants };
}

/** Whether VS Code is signed in, and whether that reaches the tenants of the contexts. */
export function signInChecks(facts: SignInFacts): CheckRow[] {
  return [vscodeRow(facts), ...tenantRows(facts)];
}

function vscodeRow({ account, hasChosen, usesBroker, tenants }: SignInFacts): CheckRow {
  const row = { id: 'signIn', title: l10n`Sign-in in VS Code` };
  const broker = usesBroker ? [withoutBroker] : [];
  const failures = tenants.flatMap(({ problem }) => (typeof problem === 'object' ? [problem.message] : []));
  if (account !== undefined && failures.some((message) => message.includes('broker'))) {
    const what = l10n`The operating system’s sign-in broker does not complete sign-ins. If that goes on, let VS Code sign in without it.`;
    return { ...row, state: 'error', summary: l10n`the broker fails`, details: [what], remedies: [signIn, ...broker] };
  }
  if (account !== undefined) {
    return { ...row, state: 'ok', summary: l10n`signed in` };
  }
  if (hasChosen) {
    const what = l10n`VS Code no longer has a session for the account that you chose here. If you did not sign out yourself, and it comes back, let VS Code sign in without the operating system’s broker.`;
    return {
      ...row,
      state: 'warning',
      summary: l10n`the sign-in was dropped`,
      details: [what],
      remedies: [signIn, ...broker],
    };
  }
  const state = tenants.length > 0 ? 'error' : 'note';
  return { ...row, state, summary: l10n`signed out`, remedies: [signIn] };
}

function tenantRows({ tenants }: SignInFacts): CheckRow[] {
  if (tenants.length === 0) {
    return [];
  }
  const rows = tenants.flatMap(({ tenantId, contextNames, problem }): CheckRow[] => {
    if (problem === undefined) {
      return [];
    }
    const whose = l10n`Of ${quotedNames(contextNames.slice(0, 5))}.`;
    const what =
      problem === 'accountGone'
        ? l10n`The account that these contexts use is no longer signed in to VS Code.`
        : problem.message;
    return [
      {
        id: contextNames[0] ?? tenantId,
        title: l10n`Tenant ${quotedName(tenantId)}`,
        state: isPassing(problem) ? 'warning' : 'error',
        summary:
          problem === 'accountGone'
            ? l10n`its account is signed out`
            : isPassing(problem)
              ? l10n`no token without a sign-in`
              : l10n`this account gets no token`,
        details: [what, whose],
        remedies: [signIn],
      },
    ];
  });
  const summary =
    rows.length === 0
      ? l10n`the account has tokens for all of them`
      : l10n`${rows.length} of ${tenants.length} give no token`;
  return [
    {
      id: 'tenants',
      title: l10n`Tenants`,
      state: worstState(rows),
      summary,
      ...(rows.length === 0 ? {} : { rows }),
    },
  ];
}

/** A sign-in may be all that is missing. */
function isPassing(problem: AksEntraError | 'accountGone'): boolean {
  return problem !== 'accountGone' && problem.code === 'signedOut';
}
