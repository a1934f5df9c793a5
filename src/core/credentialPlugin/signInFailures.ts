/** The last failure to sign in to something. */
export interface SignInFailure {
  readonly key: string;
  readonly failedOnMs: number;
  /** One line, without secrets. */
  readonly message: string;
}

/** kubectl is through with its five calls long before, and a person who tries again has read the message. */
export const signInPauseMs = 30_000;
const kept = 20;

/** The text of `sign-in-failures.json`. */
export function renderSignInFailures(failures: readonly SignInFailure[]): string {
  return `${JSON.stringify({ version: 1, failures: failures.slice(0, kept) })}\n`;
}

/** Empty for what is none of ours: it only keeps browser tabs from opening. */
export function parseSignInFailures(text: string): readonly SignInFailure[] {
  try {
    const list: unknown = JSON.parse(text);
    if (typeof list !== 'object' || list === null || !('failures' in list) || !Array.isArray(list.failures)) {
      return [];
    }
    return list.failures.filter(isSignInFailure);
  } catch {
    return [];
  }
}

/** The failure that still counts; one from the future (the clock was set back) does not. */
export function recentFailure(
  failures: readonly SignInFailure[],
  key: string,
  nowMs: number,
): SignInFailure | undefined {
  return failures.find(
    (failure) => failure.key === key && nowMs >= failure.failedOnMs && nowMs - failure.failedOnMs < signInPauseMs,
  );
}

function isSignInFailure(value: unknown): value is SignInFailure {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  const { key, failedOnMs, message } = value as Record<keyof SignInFailure, unknown>;
  return typeof key === 'string' && typeof failedOnMs === 'number' && typeof message === 'string';
}
