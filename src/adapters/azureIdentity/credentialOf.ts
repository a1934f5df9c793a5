import type { TokenCredential } from '@azure/core-auth';
import type { EntraProof } from '../../core/getToken/entraTokenRequest.ts';
import type { NetworkWatch } from './networkWatch.ts';

/** The proof of one kind. */
export type ProofOf<Kind extends EntraProof['kind']> = Extract<EntraProof, { readonly kind: Kind }>;

/** What a credential is made from. */
export interface CredentialParts<Kind extends EntraProof['kind']> {
  readonly proof: ProofOf<Kind>;
  readonly options: {
    readonly authorityHost: string;
    readonly disableInstanceDiscovery: boolean;
    readonly retryOptions: { readonly maxRetries: number };
    readonly additionalPolicies: { readonly policy: NetworkWatch['policy']; readonly position: 'perCall' }[];
  };
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly tellPerson: (line: string) => void;
}

/** Makes the one class of @azure/identity that belongs to a kind of proof. */
export type CredentialOf<Kind extends EntraProof['kind']> = (
  parts: CredentialParts<Kind>,
) => TokenCredential | Promise<TokenCredential>;
