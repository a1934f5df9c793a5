import * as vscode from 'vscode';
import { AksEntraError } from '../../core/aksEntraError.ts';
import type { Cloud } from '../../core/azure/clouds.ts';
import { describedCloud } from '../../core/azure/describedCloud.ts';
import { needsSignIn } from '../../core/diagnosis/remedy.ts';
import { tenantNames } from '../../core/listing/tenantNames.ts';
import { type InventoryState, listingOf } from '../../core/listing/inventory.ts';
import type { HeldToken, HeldTokens } from '../../core/entra/heldTokens.ts';
import { heldTokenTexts } from '../../core/entra/heldTokenTexts.ts';
import type { Account, SignedInAccounts, SignIn } from '../../core/entra/signIn.ts';
import { accountOf, tokenTarget, type CurrentContext, type TokenTarget } from '../../core/entra/tokenTarget.ts';
import type { CurrentSignIn } from '../../core/kubeconfig/currentContext.ts';
import { l10n } from '../../core/l10n.ts';
import type { Logger } from '../../core/logger.ts';
import type { ReadCertificate } from '../../core/login/certificateValidity.ts';
import { messageOf } from '../../core/messageOf.ts';
import { atMostEvery } from '../../ui/atMostEvery.ts';
import type { Memory } from '../../ui/memory.ts';
import { setContextKey } from '../../ui/setContextKey.ts';
import { countsMinutes, nextLook } from './nextLook.ts';
import type { ShownSignIn } from './shownSignIn.ts';
import { statusBarSetting } from './statusBarSetting.ts';
import { tokenStatusTexts, type TokenStatusTexts } from './tokenStatusTexts.ts';
import { tokenTooltip } from './tokenTooltip.ts';

/** A listing gets a token for each tenant, one soon after the other. */
const drawnEveryMs = 1_000;

export interface TokenStatusBarPorts {
  readonly signIn: SignIn & SignedInAccounts & HeldTokens & { readonly onDidChangeTokens: vscode.Event<unknown> };
  /** Never rejects. */
  readonly currentSignIn: () => Promise<CurrentSignIn>;
  readonly certificateValidity: ReadCertificate;
  /** Whether VS Code gives kubectl a token in a context with a key: see `isListed`. */
  readonly isContextListed: (contextName: string) => Promise<boolean>;
  readonly cloud: () => Cloud;
  readonly memory: Pick<Memory, 'accountId'>;
  /** What was listed knows tenants by name. */
  readonly inventory: { readonly state: InventoryState };
  readonly logger: Logger;
}

/**
 * kubectl's current context, and how long what it signs in with lasts, where that is known: the token that VS Code gives
 * it, or a certificate of the kubeconfig. The hover has the other tokens of this window too. The minutes are counted
 * here, while the window has the focus; the network is asked only when the account, the current context or the user's
 * wish changes, when the token has run out, and from time to time where that failed.
 */
export class TokenStatusBar implements vscode.Disposable {
  readonly #ports: TokenStatusBarPorts;
  readonly #item: vscode.StatusBarItem;
  #shown: ShownSignIn | undefined;
  /** When it is worth another look: drawing it for another reason does not put that off. */
  #dueMs: number | undefined;
  #timer: NodeJS.Timeout | undefined;
  readonly #soon = atMostEvery(drawnEveryMs);
  readonly #subscription: vscode.Disposable;
  /** Counts refreshes: an older one that ends later is dropped. */
  #generation = 0;

  constructor(ports: TokenStatusBarPorts) {
    this.#ports = ports;
    this.#item = vscode.window.createStatusBarItem('tokenExpiry', vscode.StatusBarAlignment.Right, 90);
    this.#item.name = l10n`AKS context and token`;
    this.#subscription = vscode.Disposable.from(
      vscode.window.onDidChangeWindowState(({ focused }) => {
        // While nothing is shown, nobody is asked.
        if (focused && this.#shown !== undefined && statusBarSetting() !== 'hidden') {
          this.#tick(this.#shown);
        } else {
          this.#render();
        }
      }),
      ports.signIn.onDidChangeTokens(() => {
        void this.#soon.run(() => {
          this.#render();
        });
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        // While nothing was shown, nobody looked at the token.
        if (event.affectsConfiguration('aksEntra.statusBar')) {
          void this.refresh();
        }
      }),
    );
  }

  /** Reads the current context and its token anew. Never prompts and never throws. */
  async refresh(): Promise<void> {
    await this.#load().catch((error: unknown) => {
      this.#ports.logger.error(`Token status: ${messageOf(error)}`);
    });
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#soon.dispose();
    this.#subscription.dispose();
    this.#item.dispose();
  }

  async #load(): Promise<void> {
    const generation = ++this.#generation;
    setContextKey('aksEntra.account', this.#ports.memory.accountId.get() === undefined ? 'none' : 'chosen');
    const current = await this.#ports.currentSignIn();
    const shown = current.kind === 'noContext' ? undefined : await this.#read(current);
    // Where the cloud is not described there is no account, and who signs in is told why.
    const isInCloud = describedCloud(this.#ports.cloud) !== undefined;
    const isSignedOut =
      shown === undefined && !(isInCloud && (await this.#ports.signIn.currentAccount()) !== undefined);
    if (generation === this.#generation) {
      this.#shown = current.kind === 'noContext' ? { ...current, isSignedOut } : shown;
      this.#dueMs = undefined;
      const isOfVscode = shown?.kind === 'token' || shown?.kind === 'failed';
      setContextKey('aksEntra.currentToken', isOfVscode ? 'vscode' : 'other');
      this.#render();
    }
  }

  async #read({ context, signIn, userFile }: Extract<CurrentSignIn, { kind: 'context' }>): Promise<ShownSignIn> {
    const { contextName } = context;
    if (signIn.kind === 'vscode') {
      if (!signIn.hasKey) {
        return { kind: 'noToken', contextName, reason: 'noKey' };
      }
      // What another list, or a hand at the kubeconfig, left without a cluster that is set up.
      const isListed = await this.#ports.isContextListed(contextName);
      return isListed ? this.#readToken(context) : { kind: 'noToken', contextName, reason: 'notListed' };
    }
    const validity =
      signIn.kind === 'certificate' ? await this.#ports.certificateValidity(signIn, userFile) : undefined;
    return { kind: 'other', contextName, signIn, validity };
  }

  async #readToken(context: CurrentContext): Promise<ShownSignIn> {
    const { signIn, cloud } = this.#ports;
    const { contextName, environment } = context;
    const target = tokenTarget(context);
    if (target === undefined) {
      return { kind: 'noToken', contextName, reason: 'notListed' };
    }
    try {
      // As the broker compares them: what stands there is our plugin's own.
      if (environment !== cloud().environment) {
        return { kind: 'noToken', contextName, reason: 'otherCloud' };
      }
      // As the plugin is answered: whichever account was chosen for the tree.
      const account = await accountOf(signIn, target);
      if (account !== undefined) {
        return await this.#tokenOf(contextName, target, account);
      }
      const message = l10n`VS Code is not signed in with the account of this context.`;
      return (await signIn.accounts()).length === 0
        ? { kind: 'signedOut', contextName }
        : { kind: 'failed', contextName, target, account, message, needsSignIn: true };
    } catch (error) {
      return this.#failed(contextName, target, undefined, error);
    }
  }

  async #tokenOf(contextName: string, target: TokenTarget, account: Account): Promise<ShownSignIn> {
    const { tenantId, scope } = target;
    try {
      const token = await this.#ports.signIn.token({ account, tenantId, scope, interaction: 'silent' });
      return { kind: 'token', contextName, target, account, token };
    } catch (error) {
      return this.#failed(contextName, target, account, error);
    }
  }

  /** VS Code's own failures count too: otherwise a former context's state would stay. */
  #failed(contextName: string, target: TokenTarget, account: Account | undefined, error: unknown): ShownSignIn {
    this.#ports.logger.info(`Token status: ${messageOf(error)}`);
    const message = error instanceof AksEntraError ? error.message : l10n`VS Code gave no token.`;
    return { kind: 'failed', contextName, target, account, message, needsSignIn: needsSignIn(error) };
  }

  #render(): void {
    clearTimeout(this.#timer);
    const shown = this.#shown;
    if (shown === undefined) {
      return;
    }
    const parts = statusBarSetting();
    if (parts === 'hidden') {
      this.#item.hide();
      return;
    }
    const nowMs = Date.now();
    const held = this.#ports.signIn.heldTokens();
    const texts = tokenStatusTexts(shown, nowMs, parts);
    this.#item.text = texts.text;
    this.#item.tooltip = this.#tooltip(texts, held, nowMs);
    this.#item.accessibilityInformation = { label: texts.accessibleLabel, role: 'button' };
    this.#item.command = texts.command;
    this.#item.backgroundColor = texts.needsAttention
      ? new vscode.ThemeColor('statusBarItem.warningBackground')
      : undefined;
    this.#item.show();
    const isFocused = vscode.window.state.focused;
    this.#dueMs ??= texts.changesInMs === undefined ? undefined : nowMs + texts.changesInMs;
    const next = nextLook({ signIn: shown, dueMs: this.#dueMs, held }, nowMs, isFocused);
    if (next !== undefined) {
      this.#timer = setTimeout(() => {
        if (next.asks) {
          this.#tick(shown);
        } else {
          this.#render();
        }
      }, next.inMs);
    }
  }

  #tooltip(
    { tooltip, changesInMs }: TokenStatusTexts,
    held: readonly HeldToken[],
    nowMs: number,
  ): vscode.MarkdownString {
    const names = {
      cloud: describedCloud(this.#ports.cloud),
      tenants: tenantNames(listingOf(this.#ports.inventory.state)),
    };
    const rows = held.map((token) => {
      const texts = heldTokenTexts(token, names, nowMs);
      const end = new Date(token.expiresOnMs).toLocaleString();
      return countsMinutes(token.expiresOnMs, nowMs, changesInMs) ? texts : { ...texts, timeLeft: l10n`until ${end}` };
    });
    return tokenTooltip(tooltip, rows);
  }

  #tick(shown: ShownSignIn): void {
    this.#dueMs = undefined;
    if (shown.kind === 'failed') {
      void this.refresh();
    } else if (shown.kind === 'token') {
      void this.#lookAgain(shown);
    } else {
      this.#render();
    }
  }

  /** kubectl may get a newer token by now, or none: the cache that it gets them from knows, mostly without the network. */
  async #lookAgain({ contextName, target, account }: Extract<ShownSignIn, { kind: 'token' }>): Promise<void> {
    const generation = this.#generation;
    const shown = await this.#tokenOf(contextName, target, account);
    if (generation === this.#generation) {
      this.#shown = shown;
      this.#dueMs = undefined;
      this.#render();
    }
  }
}
