import * as vscode from 'vscode';
import { setTimeout as delay } from 'node:timers/promises';
import type { KubeconfigWrite } from '../../core/kubeconfig/kubeconfigStore.ts';
import { chosenLogins, loginResets, type ChosenLogin, type LoginReset } from '../../core/conversion/loginResets.ts';
import { readContexts, type ContextFacts } from '../../core/kubeconfig/readContexts.ts';
import {
  removedByWrite,
  stillWatched,
  wasRemoved,
  watchedAfterWrite,
  watchedForMs,
  type RemovedContext,
  type WrittenContext,
} from '../../core/merge/writtenContexts.ts';
import { errorMessage } from '../../ui/errorMessage.ts';
import { withTilde } from '../../ui/rows/withTilde.ts';
import { runAndReport } from '../../ui/errorNotification.ts';
import { asUserCommand } from '../../ui/userCommand.ts';
import { addContextsAgain } from './addContextsAgain.ts';
import type { ConvertLoginPorts } from '../login/convertContexts.ts';
import { questionAboutLost, questionAboutResets } from './guardQuestions.ts';
import { mayOffer, neverOffer, offerNothingMore } from './guardSetting.ts';
import { keepLogin, setBackLogin } from './setBackLogin.ts';

/** az writes, and then has kubelogin convert: one change to a person. */
const settledAfterMs = 2_000;
/** Of several windows, the one in front asks. */
const unfocusedForMs = 3_000;
/** kubectl empties the file before it writes it: what is missing has to be missing twice. */
const confirmedAfterMs = 1_000;

/**
 * Notices what other programs undo of ours, and offers to put it right, once: a context that we added and that they
 * dropped (kubectl reads before it locks, az does not lock), and a login mode that they set back. It acts on a click
 * only.
 */
export class KubeconfigGuard implements vscode.Disposable {
  readonly #ports: ConvertLoginPorts;
  /** May hold secrets, so no longer than needed. */
  #watched: readonly WrittenContext[] = [];
  /** How contexts signed in when they last did as the user chose. */
  readonly #seen = new Map<string, ChosenLogin>();
  #checking: NodeJS.Timeout | undefined;
  #forgetting: NodeJS.Timeout | undefined;

  constructor(ports: ConvertLoginPorts) {
    this.#ports = ports;
  }

  /** A write of this window, an undo or a restore: what it took away was meant to go. */
  written(write: KubeconfigWrite): void {
    const watched = stillWatched(this.#watched, Date.now());
    // Of a file that cannot be read we know nothing.
    this.#watched = watched.filter(({ path }) => path !== write.path);
    this.#watched = watchedAfterWrite(watched, write, Date.now());
    this.#rememberRemoved(removedByWrite(write, Date.now()));
    clearTimeout(this.#forgetting);
    this.#forgetting = setTimeout(() => {
      this.#watched = stillWatched(this.#watched, Date.now());
    }, watchedForMs + 1_000).unref();

    const [contextsBefore, contextsAfter] = [write.before, write.after].map(
      (text) => readContexts(text ?? '').contexts,
    );
    this.#see(contextsBefore ?? []);
    const wasReset = new Set(loginResets(contextsBefore ?? [], this.#seen).map(resetKey));
    const ours = loginResets(contextsAfter ?? [], this.#seen).map(resetKey);
    this.#remember(ours.filter((key) => !wasReset.has(key)));
    this.#see(contextsAfter ?? []);
  }

  /** @param before the contexts as they were last known */
  changed(before: readonly ContextFacts[]): void {
    this.#see(before);
    clearTimeout(this.#checking);
    const waitMs = settledAfterMs + (vscode.window.state.focused ? 0 : unfocusedForMs);
    this.#checking = setTimeout(() => {
      void this.#check().catch((error: unknown) => {
        this.#ports.logger.warn(`Watching the kubeconfig: ${errorMessage(error)}`);
      });
    }, waitMs);
  }

  dispose(): void {
    clearTimeout(this.#checking);
    clearTimeout(this.#forgetting);
    this.#watched = [];
  }

  async #check(): Promise<void> {
    const lost = await this.#lost();
    if (lost.length > 0 && mayOffer()) {
      void runAndReport(this.#ports.logger, 'Adding a context again', () => this.#offerToAdd(lost));
    }
    const contexts = await this.#contexts();
    const resets = loginResets(contexts, this.#seen);
    const asked = this.#asked();
    const news = resets.filter((reset) => !asked.includes(resetKey(reset)));
    // A reset that is over may come again.
    const stillReset = new Set(resets.map(resetKey));
    const askedNow = [...asked.filter((key) => stillReset.has(key)), ...news.map(resetKey)];
    if (news.length > 0 || askedNow.length < asked.length) {
      await this.#ports.memory.askedLoginResets.set(askedNow);
    }
    this.#see(contexts);
    // What is not asked about now is not asked about later either.
    if (news.length > 0 && mayOffer()) {
      void runAndReport(this.#ports.logger, 'Setting the login mode back', () => this.#offerToSetBack(news));
    }
  }

  /**
   * What is missing is looked for twice, and no longer watched. A file that is gone was removed, not rewritten; and
   * what another window took out was meant to go.
   */
  async #lost(): Promise<WrittenContext[]> {
    this.#watched = stillWatched(this.#watched, Date.now());
    let missing = await this.#missing(this.#watched);
    if (missing.length > 0) {
      await delay(confirmedAfterMs);
      // Meanwhile we may have removed it ourselves.
      missing = await this.#missing(missing.filter((context) => this.#watched.includes(context)));
    }
    this.#watched = this.#watched.filter((context) => !missing.includes(context));
    const present = await Promise.all(missing.map(({ path }) => this.#ports.kubeconfigs.read(path)));
    const removed = this.#removed();
    return missing.filter((context, index) => present[index] !== undefined && !wasRemoved(context, removed));
  }

  async #missing(watched: readonly WrittenContext[]): Promise<readonly WrittenContext[]> {
    if (watched.length === 0) {
      return [];
    }
    const present = new Set((await this.#contexts()).map(({ contextName }) => contextName));
    return watched.filter(({ contextName }) => !present.has(contextName));
  }

  async #contexts(): Promise<readonly ContextFacts[]> {
    return readContexts((await this.#ports.kubeconfigs.readAll()).map(({ text }) => text)).contexts;
  }

  async #offerToAdd(lost: readonly WrittenContext[]): Promise<void> {
    const { message, putRight, leave } = questionAboutLost(lost);
    const answer = await vscode.window.showWarningMessage(withTilde(message), putRight, leave, neverOffer());
    if (answer === putRight) {
      await addContextsAgain(this.#ports, lost);
    } else if (answer === neverOffer()) {
      await offerNothingMore();
    }
  }

  async #offerToSetBack(resets: readonly LoginReset[]): Promise<void> {
    const { message, putRight, leave } = questionAboutResets(resets);
    const answer = await vscode.window.showInformationMessage(message, putRight, leave, neverOffer());
    if (answer === putRight) {
      await asUserCommand('Set the login mode back', () => setBackLogin(this.#ports, resets));
    } else if (answer === leave) {
      for (const { contextName } of resets) {
        this.#seen.delete(contextName);
      }
      await keepLogin(this.#ports, resets);
    } else if (answer === neverOffer()) {
      await offerNothingMore();
    }
  }

  #see(contexts: readonly ContextFacts[]): void {
    for (const [name, chosen] of chosenLogins(contexts)) {
      this.#seen.set(name, chosen);
    }
  }

  /** In any of the windows, each of which guards what it wrote itself. */
  #removed(): readonly RemovedContext[] {
    const removed = this.#ports.memory.removedContexts.get() ?? [];
    return removed.filter(({ removedOnMs }) => Date.now() - removedOnMs < watchedForMs);
  }

  #rememberRemoved(removed: readonly RemovedContext[]): void {
    if (removed.length > 0) {
      void this.#ports.memory.removedContexts.set([...this.#removed(), ...removed]);
    }
  }

  #asked(): readonly string[] {
    return this.#ports.memory.askedLoginResets.get() ?? [];
  }

  #remember(keys: readonly string[]): void {
    if (keys.length > 0) {
      void this.#ports.memory.askedLoginResets.set([...new Set([...this.#asked(), ...keys])]);
    }
  }
}

function resetKey({ contextName, chosen, present }: LoginReset): string {
  return JSON.stringify([contextName, chosen, present]);
}
