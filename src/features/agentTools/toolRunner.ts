import { type Answer, answerText, asData } from '../../core/agentTools/answerText.ts';
import { failureAnswer } from '../../core/agentTools/failureAnswer.ts';
import { ShownPlans } from '../../core/agentTools/shownPlans.ts';
import type { ActingToolName, AgentToolName, ReadingToolName } from '../../core/agentTools/toolNames.ts';
import { isCancellation, unlessAborted } from '../../core/cancellation.ts';
import { limitConcurrency } from '../../core/limitConcurrency.ts';
import type { Logger } from '../../core/logger.ts';
import { logText } from '../../core/logText.ts';
import { withTilde } from '../../ui/rows/withTilde.ts';
import type { ActingTool, PlannedAction, ReadingTool } from './agentTool.ts';

/** What is shown while a tool runs and, where it does something, asked before. */
interface PreparedCall {
  readonly title: string;
  readonly question?: Pick<PlannedAction, 'title' | 'message'>;
}

/** A caller may be a loop. */
const atOnce = 2;

/** The tools as they are called: by whom, nobody knows, and with anything. */
export class ToolRunner {
  readonly #reading: Readonly<Record<ReadingToolName, ReadingTool>>;
  readonly #acting: Readonly<Record<ActingToolName, ActingTool>>;
  readonly #logger: Pick<Logger, 'info' | 'error'>;
  readonly #shown = new ShownPlans();
  readonly #run = limitConcurrency(atOnce);

  constructor(
    reading: Readonly<Record<ReadingToolName, ReadingTool>>,
    acting: Readonly<Record<ActingToolName, ActingTool>>,
    logger: Pick<Logger, 'info' | 'error'>,
  ) {
    this.#reading = reading;
    this.#acting = acting;
    this.#logger = logger;
  }

  /**
   * @throws Error where nothing can be done, before anybody is asked; its message is good to be told. An AbortError on
   *   cancel
   */
  async prepare(name: AgentToolName, input: unknown, signal: AbortSignal): Promise<PreparedCall> {
    const reading = this.#readingTool(name);
    if (reading !== undefined) {
      return { title: reading.title };
    }
    const tool = this.#actingTool(name);
    const call = callOf(name, input);
    this.#shown.drop(call);
    try {
      const { title, message, key } = await this.#inTurn(signal, () => tool.plan(input, signal));
      this.#shown.put(call, key);
      return { title: tool.title, question: { title, message: withTilde(message) } };
    } catch (error) {
      if (isCancellation(error)) {
        throw error;
      }
      const failure = this.#failure(name, error);
      throw new Error([failure['message'], failure['whatHelps']].flatMap(textsOf).join(' '));
    }
  }

  /**
   * Its paths stay whole, unlike those of the question, which a person reads: who gets it may open them, and no program
   * but a shell knows what ~ means.
   *
   * @returns the answer, or why there is none
   * @throws an AbortError on cancel
   */
  async invoke(name: AgentToolName, input: unknown, signal: AbortSignal): Promise<string> {
    try {
      const answer = await this.#inTurn(signal, () => this.#answer(name, input, signal));
      this.#logger.info(`Tool ${name}: answered`);
      return answerText(answer);
    } catch (error) {
      if (isCancellation(error)) {
        throw error;
      }
      return answerText(this.#failure(name, error));
    }
  }

  async #answer(name: AgentToolName, input: unknown, signal: AbortSignal): Promise<Answer> {
    const reading = this.#readingTool(name);
    if (reading !== undefined) {
      return reading.answer(input, signal);
    }
    const planned = await this.#actingTool(name).plan(input, signal);
    this.#shown.take(callOf(name, input), planned.key);
    signal.throwIfAborted();
    this.#logger.info(`Tool ${name}: confirmed`);
    return planned.run(signal);
  }

  #failure(name: AgentToolName, error: unknown): Answer {
    this.#logger.error(`Tool ${name}: ${logText(error)}`);
    return failureAnswer(error);
  }

  #inTurn<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    return unlessAborted(signal, () =>
      this.#run(() => {
        signal.throwIfAborted();
        return work();
      }),
    );
  }

  #readingTool(name: AgentToolName): ReadingTool | undefined {
    return (this.#reading as Partial<Record<AgentToolName, ReadingTool>>)[name];
  }

  #actingTool(name: AgentToolName): ActingTool {
    const tool = (this.#acting as Partial<Record<AgentToolName, ActingTool>>)[name];
    if (tool === undefined) {
      throw new TypeError(`There is no tool ${name}.`);
    }
    return tool;
  }
}

function callOf(name: AgentToolName, input: unknown): string {
  return JSON.stringify([name, input]);
}

function textsOf(value: unknown): string[] {
  return typeof value === 'string' ? [asData(value)] : [];
}
