import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Claims, readClaims } from '../../../../src/core/entra/accessToken.ts';
import { claimsDocument } from '../../../../src/core/entra/claimsDocument.ts';
import { aksServerAppId } from '../../../../src/core/entra/scopes.ts';
import { unsignedToken } from './unsignedToken.ts';

const nowMs = Date.UTC(2031, 4, 6, 12);
const seconds = nowMs / 1000;
const at = (ms: number): string => new Date(ms).toLocaleString();
const texts = { account: 'ada@contoso.com', tenant: 'Contoso', audience: 'AKS clusters', timeLeft: '1h 00m' };
const claims = {
  aud: aksServerAppId,
  iat: seconds - 1800,
  nbf: seconds - 1800,
  exp: seconds + 3600,
  acr: '1',
  aio: 'internal-note-of-entra',
  amr: ['pwd', 'mfa', 'new'],
  appid: 'aebc6443-996d-45c2-90f0-388ff96faa56',
  groups: ['11111111-2222-3333-4444-555555555555', '22222222-2222-3333-4444-555555555555'],
  name: 'Zoë',
  oid: 'oid-1',
  rh: 'another-note',
  scp: 'user.read',
  tid: 'tenant-1',
  upn: 'ada@contoso.com',
  xms_cc: ['CP1'],
  own: { nested: true },
};

/** What the document says in words, by claim. */
function explained(ofClaims: Claims): Record<string, string> {
  const lines = [...claimsDocument(texts, ofClaims, nowMs).matchAll(/^- (.+) \(`(\w+)`\): (.*)$/gm)];
  return Object.fromEntries(lines.map(([, title = '', claim = '', value = '']) => [claim, `${title}: ${value}`]));
}

describe('the document of a token’s claims', () => {
  it('explains what is known, with times in words', () => {
    assert.deepEqual(explained(claims), {
      aud: `For: AKS clusters (${aksServerAppId})`,
      tid: 'Tenant: tenant-1',
      name: 'Name: Zoë',
      upn: 'Account: ada@contoso.com',
      oid: 'Object id of the account in this tenant: oid-1',
      iat: `Issued: ${at(nowMs - 1_800_000)}, 30m ago`,
      nbf: `Valid from: ${at(nowMs - 1_800_000)}, 30m ago`,
      exp: `Valid until: ${at(nowMs + 3_600_000)}, in 1h 00m`,
      amr: 'Signed in with: pwd: password, mfa: several factors, new',
      acr: 'Authentication class: 1',
      appid: 'Asked for by: Visual Studio Code (aebc6443-996d-45c2-90f0-388ff96faa56)',
      scp: 'Allows: user.read',
      groups: 'Groups: 2',
      xms_cc: 'What the client can do: CP1: answers claims challenges (continuous access evaluation)',
    });
  });

  it('says where the groups are that a token cannot name', () => {
    const elsewhere = /^Groups: more than a token can name/;
    assert.match(explained({ _claim_names: { groups: 'src1' } })['_claim_names'] ?? '', elsewhere);
    assert.match(explained({ hasgroups: true })['hasgroups'] ?? '', elsewhere);
  });

  it('takes whatever a token holds', () => {
    const odd = {
      exp: 'soon',
      iat: 1e300,
      amr: 7,
      groups: 'g',
      acr: '0',
      aud: ['a', null],
      xms_cc: {},
      name: 'a\n# b',
    };
    assert.deepEqual(explained(odd), {
      aud: 'For: a, null',
      name: 'Name: a?# b',
      iat: 'Issued: 1e+300',
      exp: 'Valid until: soon',
      amr: 'Signed in with: 7',
      acr: 'Authentication class: 0: weaker than ISO 29115 asks for',
      groups: 'Groups: g',
      xms_cc: 'What the client can do: {}',
    });
  });

  it('has all that the token says, but for what could open something', () => {
    const sources = { src1: { endpoint: 'https://graph.windows.net/x', access_token: 'one-of-its-own' } };
    const text = claimsDocument(texts, { ...claims, _claim_sources: sources, cnf: { kid: 'proof' } }, nowMs);
    const json = JSON.parse(/```json\n([\s\S]*)\n```/.exec(text)?.[1] ?? '') as Record<string, unknown>;
    assert.deepEqual(json['own'], { nested: true });
    assert.deepEqual(json['groups'], claims.groups);
    for (const secret of ['internal-note-of-entra', 'another-note', 'one-of-its-own', 'proof']) {
      assert.ok(!text.includes(secret), secret);
    }
  });

  it('holds no part of the token, and nothing that looks like one', () => {
    const inner = unsignedToken({ exp: 1 });
    const token = unsignedToken({ ...claims, assertion: inner, note: `Bearer ${inner}` });
    const text = claimsDocument(texts, readClaims(token) ?? {}, nowMs);
    assert.match(text, /"name": "Zoë"/);
    for (const part of [...token.split('.'), ...inner.split('.')]) {
      assert.ok(!text.includes(part), part);
      assert.ok(!text.includes(part.slice(0, 24)), part);
    }
  });
});
