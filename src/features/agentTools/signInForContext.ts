import type { SignInOutcome } from '../../../api.d.ts';
import { AksEntraError } from '../../core/aksEntraError.ts';
import { isCancellation } from '../../core/cancellation.ts';
import { needsSignIn } from '../../core/diagnosis/remedy.ts';
import type { Cloud } from '../../core/azure/clouds.ts';
import type { Account, SignedInAccounts, SignIn } from '../../core/entra/signIn.ts';
import { accountOf, tokenTarget, type TokenTarget } from '../../core/entra/tokenTarget.ts';
import { signInContextOf } from '../../core/kubeconfig/currentContext.ts';
import type { KubeconfigStore } from '../../core/kubeconfig/kubeconfigStore.ts';
import { l10n } from '../../core/l10n.ts';
import { quotedName } from '../../core/quotedNames.ts';
import { readKubeconfigs } from '../kubeconfig/readKubeconfigs.ts';

export interface SignInForContextPorts {
  readonly signIn: SignIn & SignedInAccounts;
  readonly kubeconfigs: Pick<KubeconfigStore, 'paths' | 'read' | 'readAll' | 'writePath'>;
  /** Whether VS Code gives kubectl a token in a context: see `isListed`. */
  readonly contextList: { isListed(contextName: string): Promise<boolean> };
  readonly cloud: () => Pick<Cloud, 'environment'>;
  /** Asks the person, who has just clicked on nothing: another extension wants it. */
  readonly mayAsk: (question: string) => Promise<boolean>;
  /** Runs what the person agreed to: a window may open. */
  readonly asUserCommand: <T>(work: () => Promise<T>) => Promise<T>;
}

/**
 * Signs in for a context, as another extension asks for it: without a word where VS Code is signed in already, else once
 * the person agreed. The token stays here.
 */
export async function signInForContext(ports: SignInForContextPorts, contextName: unknown): Promise<SignInOutcome> {
  try {
    return await signInFor(ports, contextName);
  } catch (error) {
    if (isCancellation(error)) {
      return { kind: 'declined' };
    }
    if (error instanceof AksEntraError) {
      return { kind: 'notPossible', reason: error.message };
    }
    throw error;
  }
}

async function signInFor(ports: SignInForContextPorts, contextName: unknown): Promise<SignInOutcome> {
  const { facts } = await readKubeconfigs(ports.kubeconfigs);
  const context = facts.contexts.find((one) => one.contextName === contextName);
  if (context === undefined) {
    return { kind: 'notPossible', reason: l10n`There is no such context in the kubeconfig.` };
  }
  const described = signInContextOf(context);
  const target = tokenTarget(described);
  // What a file says is not enough: it could lead the person to sign in anywhere.
  if (
    target === undefined ||
    described.environment !== ports.cloud().environment ||
    !(await ports.contextList.isListed(context.contextName))
  ) {
    return { kind: 'notPossible', reason: l10n`VS Code gives kubectl no token in this context.` };
  }
  const account = await accountOf(ports.signIn, target);
  if (account !== undefined && (await hasToken(ports.signIn, account, target))) {
    return { kind: 'signedIn' };
  }
  const who = account === undefined ? '' : l10n` as ${quotedName(account.label)}`;
  const question = l10n`Another extension asks you to sign in${who} for the context ${quotedName(context.contextName)} (tenant ${target.tenantId}). It gets no token.`;
  if (!(await ports.mayAsk(question))) {
    return { kind: 'declined' };
  }
  return ports.asUserCommand(() => signInNow(ports.signIn, account, target));
}

async function hasToken(signIn: SignIn, account: Account, target: TokenTarget): Promise<boolean> {
  const { tenantId, scope } = target;
  try {
    await signIn.token({ account, tenantId, scope, interaction: 'silent' });
    return true;
  } catch (error) {
    if (needsSignIn(error)) {
      return false;
    }
    throw error;
  }
}

async function signInNow(
  signIn: SignIn,
  known: Account | undefined,
  { accountId, tenantId, scope }: TokenTarget,
): Promise<SignInOutcome> {
  const account = known ?? (await signIn.chooseAccount());
  if (account === undefined) {
    return { kind: 'declined' };
  }
  if (accountId !== undefined && account.id !== accountId) {
    return { kind: 'notPossible', reason: l10n`The context needs another account than the one that was chosen.` };
  }
  await signIn.token({ account, tenantId, scope, interaction: 'allowed' });
  return { kind: 'signedIn' };
}
