const silenceMs = 10_000;

/**
 * Does something that may take long, and prints that it still runs whenever ten seconds have passed in silence.
 * @param work prints through the function that it is given, so that its own lines count as signs of life
 */
export async function withSignsOfLife<T>(
  print: (line: string) => void,
  work: (say: (line: string) => void) => Promise<T>,
): Promise<T> {
  const startedMs = Date.now();
  let timer: NodeJS.Timeout | undefined;
  const waitAgain = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      print(`… still waiting (${Math.round((Date.now() - startedMs) / 1000)} s)`);
      waitAgain();
    }, silenceMs);
  };
  waitAgain();
  try {
    return await work((line) => {
      print(line);
      waitAgain();
    });
  } finally {
    clearTimeout(timer);
  }
}
