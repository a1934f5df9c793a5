/**
 * Lets one process at a time sign a person in: kubectl calls a failing plugin five times, and k9s or a script starts
 * several kubectls at once, but only one browser tab is to be opened.
 */
export interface SignInGate {
  /**
   * Waits until nobody else signs in, then does it. After a failure, further calls fail with the same words for a while.
   *
   * @param key what is signed in to; no secret
   */
  run(key: string, signIn: () => Promise<void>, signal: AbortSignal): Promise<void>;
}
