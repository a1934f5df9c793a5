import { AsyncLocalStorage } from 'node:async_hooks';

interface UserCommand {
  readonly name: string;
  isOver: boolean;
}

const current = new AsyncLocalStorage<UserCommand>();

/**
 * Runs what the user just asked for: a command, or a button of a message. Until it ends, and in nothing else, a sign-in
 * window may open.
 *
 * @param name for the log
 */
export async function asUserCommand<T>(name: string, work: () => Promise<T>): Promise<T> {
  const command: UserCommand = { name, isOver: false };
  try {
    return await current.run(command, work);
  } finally {
    // What it began and did not wait for goes on in the background.
    command.isOver = true;
  }
}

/** The command of the user that this is done for; undefined in the background. */
export function userCommand(): string | undefined {
  const command = current.getStore();
  return command?.isOver === false ? command.name : undefined;
}

/** The same function, as a part of the present command also where VS Code calls it: on a key, or on a click. */
export function inUserCommand<Arguments extends unknown[], Result>(
  work: (...given: Arguments) => Result,
): (...given: Arguments) => Result {
  return AsyncLocalStorage.bind(work);
}
