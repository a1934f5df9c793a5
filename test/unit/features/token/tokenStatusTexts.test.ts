import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Account } from '../../../../src/core/entra/signIn.ts';
import type { TokenTarget } from '../../../../src/core/entra/tokenTarget.ts';
import type { OtherSignIn, ShownSignIn } from '../../../../src/features/token/shownSignIn.ts';
import { tokenStatusTexts, type ShownParts } from '../../../../src/features/token/tokenStatusTexts.ts';

const account: Account = { id: 'ada.home', label: 'ada@contoso.com' };
const target: TokenTarget = { purpose: 'prod', tenantId: 'contoso', scope: 'aks/.default', accountId: account.id };
const endMs = Date.UTC(2031, 4, 6, 12);
const minutes = (count: number): number => endMs - count * 60_000;
const days = (count: number): number => minutes(count * 24 * 60);
const until = new Date(endMs).toLocaleString();
const contextName = 'prod';
const token = {
  kind: 'token',
  contextName,
  target,
  account,
  token: { token: 'secret', expiresOnMs: endMs },
} as const satisfies ShownSignIn;
const failed: ShownSignIn = {
  kind: 'failed',
  contextName,
  target,
  account,
  message: 'No network.',
  needsSignIn: true,
};
const refused: ShownSignIn = { ...failed, message: 'Conditional Access forbids it.', needsSignIn: false };
const signedOut: ShownSignIn = { kind: 'signedOut', contextName };
const noToken = (reason: 'noKey' | 'notListed' | 'otherCloud'): ShownSignIn => ({
  kind: 'noToken',
  contextName,
  reason,
});
const noContext = (isSignedOut: boolean): ShownSignIn => ({ kind: 'noContext', reason: 'None.', isSignedOut });
const other = (signIn: OtherSignIn): ShownSignIn => ({ kind: 'other', contextName, signIn, validity: undefined });
const certificate: ShownSignIn = {
  kind: 'other',
  contextName,
  signIn: { kind: 'certificate', data: 'data' },
  validity: { fromMs: days(365), untilMs: endMs },
};

const textsOf = (shown: ShownSignIn, nowMs: number, parts: ShownParts = 'contextAndTime') =>
  tokenStatusTexts(shown, nowMs, parts);

describe('the status bar', () => {
  // Mode and moment × what is shown, with and without the name, what a screen reader says, whether it warns.
  const states: readonly (readonly [string, ShownSignIn, number, string, string, string | RegExp, boolean])[] = [
    ['VS Code', token, minutes(84), 'prod 1h 24m', '1h 24m', 'AKS token for prod: 1h 24m left', false],
    ['VS Code, last minute', token, minutes(0.5), 'prod <1m', '<1m', 'AKS token for prod: <1m left', false],
    ['VS Code, expired', token, minutes(0), 'prod (expired)', 'expired', 'AKS: the token for prod has expired', true],
    [
      'VS Code, without a session',
      failed,
      minutes(9),
      'prod (needs sign-in)',
      'needs sign-in',
      'AKS: a sign-in is needed for prod',
      true,
    ],
    ['VS Code, signed out', signedOut, 0, 'prod (signed out)', 'signed out', 'AKS: prod, signed out. Sign in', false],
    [
      'VS Code, refused',
      refused,
      0,
      'prod (no token)',
      'no token',
      'AKS: no token for prod. Conditional Access forbids it.',
      true,
    ],
    [
      'VS Code, of another cloud',
      noToken('otherCloud'),
      0,
      'prod (no token)',
      'no token',
      'AKS: prod. The context is of another cloud than the one that VS Code is set to, so kubectl gets no token.',
      true,
    ],
    [
      'VS Code, without a key',
      noToken('noKey'),
      0,
      'prod (no key)',
      'no key',
      /^AKS: prod\. The context has no key, so kubectl gets no token from VS Code\. Write keys/,
      true,
    ],
    [
      'VS Code, with a key of no cluster that is set up',
      noToken('notListed'),
      0,
      'prod (no token)',
      'no token',
      /^AKS: prod\. VS Code knows no cluster for the key of this context .* gets no token\. Write keys/,
      true,
    ],
    ...['devicecode', 'interactive', 'azurecli', 'azd', 'spn', 'ropc', 'msi', 'workloadidentity', 'azurepipelines'].map(
      (login) =>
        [
          `kubelogin ${login}`,
          other({ kind: 'kubelogin', login }),
          0,
          'prod (kubelogin)',
          'kubelogin',
          `AKS: prod. kubelogin manages the token, in the mode ${login}.`,
          false,
        ] as const,
    ),
    [
      'kubelogin with odd arguments',
      other({ kind: 'kubelogin', login: undefined }),
      0,
      'prod (kubelogin)',
      'kubelogin',
      'AKS: prod. kubelogin manages the token.',
      false,
    ],
    [
      'azure',
      other({ kind: 'azureAuthProvider' }),
      0,
      'prod (azure auth-provider)',
      'azure auth-provider',
      /^AKS: prod\. kubectl’s own azure auth-provider manages the token/,
      false,
    ],
    [
      'a certificate',
      certificate,
      days(312.5),
      'prod (certificate, 312 days)',
      'certificate, 312 days',
      `AKS: prod. A static certificate, valid until ${until}: 312 days left.`,
      false,
    ],
    [
      'a certificate, tomorrow',
      certificate,
      days(1),
      'prod (certificate, 1 day)',
      'certificate, 1 day',
      /1 day/,
      false,
    ],
    [
      'a certificate, today',
      certificate,
      minutes(61),
      'prod (certificate, 1h 01m)',
      'certificate, 1h 01m',
      /: 1h 01m left\.$/,
      false,
    ],
    [
      'a certificate that expired',
      certificate,
      minutes(0),
      'prod (certificate expired)',
      'certificate expired',
      `AKS: prod. A static certificate, which was valid until ${until}. Get the credential again.`,
      true,
    ],
    [
      'a certificate of the future',
      certificate,
      days(366),
      'prod (certificate not valid yet)',
      'certificate not valid yet',
      /which is valid from/,
      true,
    ],
    [
      'a certificate that is none',
      other({ kind: 'certificate', data: 'no certificate' }),
      0,
      'prod (certificate)',
      'certificate',
      /AKS Entra cannot tell how long it is valid\.$/,
      false,
    ],
    [
      'a certificate in a file that is not there',
      {
        ...certificate,
        signIn: { kind: 'certificate', file: 'a.pem' },
        validity: { problem: 'missing', file: '/a.pem' },
      },
      0,
      'prod (certificate missing)',
      'certificate missing',
      'AKS: prod. The certificate is to be in /a.pem, which does not exist. Put it there, or get the credential again.',
      true,
    ],
    ['a token', other({ kind: 'token' }), 0, 'prod (static token)', 'static token', /A token in/, false],
    ['a password', other({ kind: 'password' }), 0, 'prod (password)', 'password', /a password in/, false],
    [
      'int128’s kubelogin',
      other({ kind: 'oidcKubelogin' }),
      0,
      'prod (OIDC kubelogin)',
      'OIDC kubelogin',
      /OpenID Connect/,
      false,
    ],
    [
      'another command',
      other({ kind: 'command', program: 'aws' }),
      0,
      'prod (aws)',
      'aws',
      'AKS: prod. The command aws manages the sign-in.',
      false,
    ],
    [
      'another auth-provider',
      other({ kind: 'authProvider', name: 'gcp' }),
      0,
      'prod (gcp auth-provider)',
      'gcp auth-provider',
      'AKS: prod. The auth-provider gcp manages the sign-in.',
      false,
    ],
    [
      'no user',
      other({ kind: 'none' }),
      0,
      'prod (no sign-in)',
      'no sign-in',
      /has no user with a sign-in for it/,
      true,
    ],
    [
      'no context',
      noContext(false),
      0,
      'no current context',
      'no current context',
      'AKS: no current context. None.',
      false,
    ],
    [
      'a kubeconfig that kubectl refuses',
      { kind: 'noContext', reason: 'A bracket is open.', isSignedOut: true, isRefused: true },
      0,
      'kubeconfig cannot be read',
      'kubeconfig cannot be read',
      'AKS: A bracket is open.',
      true,
    ],
    ['nobody signed in', noContext(true), 0, 'signed out', 'signed out', 'AKS: signed out. Sign in. None.', false],
  ];
  for (const [what, shown, nowMs, text, withoutName, accessibleLabel, needsAttention] of states) {
    it(`says the truth for ${what}, with and without the name and for a screen reader`, () => {
      const texts = textsOf(shown, nowMs);
      assert.equal(texts.text, `$(key) AKS: ${text}`);
      assert.equal(textsOf(shown, nowMs, 'time').text, `$(key) AKS: ${withoutName}`);
      if (typeof accessibleLabel === 'string') {
        assert.equal(texts.accessibleLabel, accessibleLabel);
      } else {
        assert.match(texts.accessibleLabel, accessibleLabel);
      }
      assert.equal(textsOf(shown, nowMs, 'time').accessibleLabel, texts.accessibleLabel);
      assert.equal(texts.needsAttention, needsAttention);
    });

    it(`tells no time for ${what} but its token’s or certificate’s, and offers a new token only for VS Code’s`, () => {
      const { text, tooltip, command } = textsOf(shown, nowMs);
      const hasTime = shown.kind === 'token' || (shown.kind === 'other' && shown.validity !== undefined);
      assert.ok(hasTime || !/\d(m|h|:|\/)|days?\b/.test(text + JSON.stringify(tooltip)), JSON.stringify(tooltip));
      const [action] = (command.arguments ?? []) as { readonly kind: string }[];
      const ofFailed = shown.kind === 'failed' && (shown.needsSignIn ? 'signIn' : 'refresh');
      assert.equal(action?.kind, ofFailed || (shown.kind === 'token' ? 'refresh' : undefined));
    });
  }

  it('signs in on a click where nobody is, writes the key that lacks, else offers what can be done', () => {
    const commandOf = (shown: ShownSignIn): unknown => {
      const { command, arguments: given } = textsOf(shown, minutes(9)).command;
      return [command, given];
    };
    assert.deepEqual(commandOf(signedOut), ['aksEntra.signIn', []]);
    assert.deepEqual(commandOf(noContext(true)), ['aksEntra.signIn', []]);
    assert.deepEqual(commandOf(noToken('noKey')), ['aksEntra.writeKeys', []]);
    const refusedFile = { kind: 'noContext', reason: 'x', isSignedOut: false, isRefused: true } as const;
    assert.deepEqual(commandOf(refusedFile), ['aksEntra.openContext', []]);
    assert.deepEqual(commandOf(noContext(false)), ['aksEntra.showTokenActions', []]);
    assert.deepEqual(commandOf(certificate), ['aksEntra.showTokenActions', []]);
    assert.deepEqual(commandOf(token), ['aksEntra.showTokenActions', [{ kind: 'refresh' }]]);
    assert.deepEqual(commandOf(refused), ['aksEntra.showTokenActions', [{ kind: 'refresh' }]]);
    assert.deepEqual(commandOf(noToken('otherCloud')), ['aksEntra.showTokenActions', []]);
    assert.deepEqual(commandOf(failed), ['aksEntra.showTokenActions', [{ kind: 'signIn', purpose: 'prod' }]]);
  });

  it('says in its tooltip for whom, where and until when the token is, as the token itself says', () => {
    const said = { ...token, token: { ...token.token, tenantId: 'fabrikam', audience: 'aks' } };
    const common = [
      ['Context', 'prod'],
      ['Sign-in', 'kubectl gets its token from VS Code.'],
      ['Account', 'ada@contoso.com'],
    ];
    assert.deepEqual(textsOf(said, minutes(9)).tooltip, [
      ...common,
      ['Tenant', 'fabrikam'],
      ['Audience', 'aks'],
      ['Expires', until],
    ]);
    assert.deepEqual(textsOf(token, minutes(-9)).tooltip, [
      ...common,
      ['Tenant', 'contoso'],
      ['Audience', 'aks/.default'],
      ['Expired', until],
    ]);
  });

  it('says in its tooltip why there is no token, no context, and how kubectl signs in without VS Code', () => {
    assert.deepEqual(textsOf(failed, minutes(9)).tooltip.at(-1), ['Problem', 'No network.']);
    assert.deepEqual(textsOf(noContext(true), 0).tooltip, [
      ['', 'Sign in to Azure to see your AKS clusters.'],
      ['', 'None.'],
    ]);
    assert.deepEqual(textsOf(other({ kind: 'kubelogin', login: 'azurecli' }), 0).tooltip, [
      ['Context', 'prod'],
      ['Sign-in', 'kubelogin manages the token, in the mode azurecli.'],
    ]);
  });

  it('shortens a long name in the bar alone, and cleans every name out of the kubeconfig', () => {
    const long = 'x'.repeat(60);
    const texts = textsOf({ ...signedOut, contextName: long }, 0);
    assert.equal(texts.text, `$(key) AKS: ${'x'.repeat(39)}… (signed out)`);
    assert.ok(texts.accessibleLabel.includes(long));
    const evil = 'a\n$(check)[b](command:c)\u202E';
    const clean = 'a?$?(check)[b]?(command:c)?';
    const shown = { ...other({ kind: 'command', program: evil }), contextName: evil } as ShownSignIn;
    assert.equal(textsOf(shown, 0).text, `$(key) AKS: ${clean} (${clean})`);
    assert.equal(textsOf(shown, 0).accessibleLabel, `AKS: ${clean}. The command ${clean} manages the sign-in.`);
    assert.deepEqual(textsOf(shown, 0).tooltip[0], ['Context', clean]);
  });

  it('never says the token itself', () => {
    assert.doesNotMatch(JSON.stringify(textsOf(token, minutes(9))), /secret/);
  });
});
