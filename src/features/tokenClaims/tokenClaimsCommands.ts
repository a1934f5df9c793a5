import type { Room } from '../../ui/commandRegistry.ts';
import type { ShowTokenClaimsPorts } from './showTokenClaims.ts';

/** What the tokens of this window say of themselves. */
export function tokenClaimsCommands(ports: ShowTokenClaimsPorts): Room<'aksEntra.showTokenClaims'> {
  return {
    commands: {
      'aksEntra.showTokenClaims': async () => {
        const { showTokenClaims } = await import('./showTokenClaims.ts');
        await showTokenClaims(ports);
      },
    },
    disposables: [],
  };
}
