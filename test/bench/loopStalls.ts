/** How long the event loop was held up by this process’s own work: a busy machine makes every program wait. */
export class LoopStalls {
  #longestMs = 0;
  #timer: NodeJS.Timeout | undefined;

  start(): void {
    let wallMs = performance.now();
    let cpu = process.cpuUsage();
    this.#timer = setInterval(() => {
      const { user, system } = process.cpuUsage(cpu);
      this.#longestMs = Math.max(this.#longestMs, Math.min(performance.now() - wallMs, (user + system) / 1000));
      wallMs = performance.now();
      cpu = process.cpuUsage();
    }, 5);
  }

  /** @returns the longest, in ms */
  stop(): number {
    clearInterval(this.#timer);
    return this.#longestMs;
  }
}
