import type { CredentialFormat } from '../clusters/clusterCredentials.ts';
import { personLoginModes, type PersonLoginMode } from './loginModeNames.ts';

/** What the user chose for one cluster, remembered as the next proposal. */
export interface CredentialChoice {
  readonly format: CredentialFormat;
  /** How the person signs in, for the exec format. */
  readonly loginMode?: PersonLoginMode;
}

/** Narrows what was stored earlier, perhaps by another version. */
export function asCredentialChoice(stored: unknown): CredentialChoice | undefined {
  if (typeof stored !== 'object' || stored === null || !('format' in stored)) {
    return undefined;
  }
  const { format } = stored;
  if (format !== 'exec' && format !== 'azure') {
    return undefined;
  }
  const storedMode = 'loginMode' in stored ? stored.loginMode : undefined;
  const loginMode = asPersonLoginMode(storedMode);
  return loginMode === undefined ? { format } : { format, loginMode };
}

/** @returns undefined for what is no mode that a person is offered */
export function asPersonLoginMode(name: unknown): PersonLoginMode | undefined {
  return personLoginModes.find((mode) => mode === name);
}
