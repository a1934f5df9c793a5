import { AksEntraError } from '../aksEntraError.ts';
import { l10n } from '../l10n.ts';
import type { EntraProof } from './entraTokenRequest.ts';
import type { ExecInfo } from '../credentialPlugin/execInfo.ts';
import type { Variables } from './getTokenOptions.ts';

export interface PersonsPlace {
  readonly isErrorTerminal: boolean;
  /** As in Node's `process.platform`. */
  readonly platform: string;
  readonly environment: Variables;
}

/**
 * Refuses at once what nobody would see: kubectl knows no time limit for a plugin, so it would seem to hang.
 *
 * @throws AksEntraError signInFailed
 */
export function assertPersonCanSignIn(proof: EntraProof, execInfo: ExecInfo, place: PersonsPlace): void {
  // The code goes to standard error; `kubectl apply -f -` takes standard input, and so is not interactive, at a terminal.
  if (proof.kind === 'deviceCode' && !execInfo.isInteractive && !place.isErrorTerminal) {
    throw new AksEntraError(
      'signInFailed',
      l10n`the login mode devicecode needs a person at a terminal, and there is none; use another login mode`,
    );
  }
  if (proof.kind === 'browser' && !hasBrowser(place)) {
    throw new AksEntraError(
      'signInFailed',
      l10n`the login mode interactive needs a browser, and none can be opened here; use another login mode, such as azurecli`,
    );
  }
}

/** What xdg-open needs to find one; VS Code's own terminals, also remote ones, set BROWSER. */
function hasBrowser({ platform, environment }: PersonsPlace): boolean {
  if (platform === 'win32' || platform === 'darwin') {
    return true;
  }
  return ['DISPLAY', 'WAYLAND_DISPLAY', 'BROWSER', 'WSL_DISTRO_NAME'].some((name) => (environment[name] ?? '') !== '');
}
