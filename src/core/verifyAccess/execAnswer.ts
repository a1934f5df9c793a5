import { readProperty, readString } from '../azure/readProperty.ts';
import type { ApiCredential, CredentialOutcome } from './verifyPorts.ts';

/**
 * What a credential plugin printed, judged as client-go does, in its words.
 *
 * @see https://github.com/kubernetes/client-go/blob/master/plugin/pkg/client/auth/exec/exec.go
 */
export function readExecAnswer(stdout: string, apiVersion: string): CredentialOutcome {
  const body = parsed(stdout);
  if (typeof body !== 'object' || body === null) {
    return failed('decoding stdout: the answer is no ExecCredential');
  }
  const version = readString(body, 'apiVersion') ?? '';
  if (version !== apiVersion) {
    return failed(`exec plugin is configured to use API version ${apiVersion}, plugin returned version ${version}`);
  }
  const status = readProperty(body, 'status');
  if (typeof status !== 'object' || status === null) {
    return failed("exec plugin didn't return a status field");
  }
  const credential = credentialIn(status);
  if (typeof credential === 'string') {
    return failed(credential);
  }
  const expires = Date.parse(readString(status, 'expirationTimestamp') ?? '');
  return { kind: 'credential', credential, ...(Number.isNaN(expires) ? {} : { expiresOnMs: expires }) };
}

/** client-go's own words, which the catalogue of known problems goes by. */
const onlyHalf = 'exec plugin returned only certificate or key, not both';
const nothing = "exec plugin didn't return a token or cert/key pair";

function credentialIn(status: object): ApiCredential | string {
  const token = readString(status, 'token') ?? '';
  const certificate = readString(status, 'clientCertificateData') ?? '';
  const key = readString(status, 'clientKeyData') ?? '';
  if ((certificate === '') !== (key === '')) {
    return onlyHalf;
  }
  if (token === '' && certificate === '') {
    return nothing;
  }
  return token === '' ? { kind: 'certificate', certificate, key } : { kind: 'token', token };
}

function failed(text: string): CredentialOutcome {
  return { kind: 'failed', text: `getting credentials: ${text}` };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
