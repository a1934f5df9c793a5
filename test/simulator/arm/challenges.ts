import { ArmError } from './armErrors.ts';

/** The authentication context that a `claimsChallenge` fault asks for. */
export const challengedAcr = 'p1';

export function acrClaims(): unknown {
  return { access_token: { acrs: { essential: true, value: challengedAcr } } };
}

/** "A token issued from now on": what ARM asks for after a session was revoked. */
export function revocationClaims(): unknown {
  return { access_token: { nbf: { essential: true, value: String(Math.floor(Date.now() / 1000)) } } };
}

export function base64Claims(claims: unknown): string {
  return Buffer.from(JSON.stringify(claims)).toString('base64');
}

/** 401 with a claims challenge (continuous access evaluation and step-up sign-in). */
export function insufficientClaims(claimsBase64: string): ArmError {
  const description = 'Continuous access evaluation resulted in challenge with result: InteractionRequired';
  return new ArmError(401, 'AuthenticationFailed', 'Authentication failed.', {
    headers: {
      'WWW-Authenticate': `Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", error="insufficient_claims", error_description="${description}", claims="${claimsBase64}"`,
    },
  });
}
