import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withLoginMode } from '../../../../src/core/conversion/loginMode.ts';
import { execArgumentsOf } from '../../../../src/core/login/execArguments.ts';
import type { LoginMode } from '../../../../src/core/login/loginModeNames.ts';
import type { PluginLogin } from '../../../../src/core/login/pluginLogin.ts';
import { mapAt } from '../../../../src/core/yamlValue.ts';

const server = '6dae42f8-4368-4678-94ff-3960e28e3630';
const prefix = ['get-token', '--server-id', server, '--client-id', 'C'];
const userOf = (args: readonly string[]) => ({ exec: { command: 'kubelogin', args: [...prefix, ...args] } });

function converted(args: readonly string[], mode: LoginMode): readonly string[] {
  const after = withLoginMode(userOf(args), mode, {});
  return (execArgumentsOf(mapAt(after, 'exec') ?? {}) ?? []).slice(5);
}

const tenantA = ['--tenant-id', 'A'];
/** What `kubelogin convert-kubeconfig -l <mode>` 0.2.21 made of them on 2026-11-29. */
const asKubelogin: readonly (readonly [readonly string[], LoginMode, readonly string[]])[] = [
  [['--tenant-id', 'A', '--tenant-id', 'B'], 'interactive', tenantA],
  [['--tenant-id=A', '--tenant-id', 'B'], 'interactive', ['--tenant-id', 'B']],
  [['--tenant-id', 'A', '--tenant-id=B'], 'interactive', tenantA],
  [['-tA', '--tenant-id', 'B'], 'interactive', ['--tenant-id', 'B']],
  [['stray', ...tenantA], 'interactive', tenantA],
  [[...tenantA, '--', '--environment', 'X'], 'interactive', [...tenantA, '--environment', 'X']],
  [[...tenantA, '--pop-enabled=false', '--pop-claims=u=/x'], 'interactive', tenantA],
  [[...tenantA, '--pop-claims=u=/x'], 'interactive', tenantA],
  [
    [...tenantA, '--pop-enabled', '--pop-enabled=false', '--pop-claims', 'u=/x'],
    'interactive',
    [...tenantA, '--pop-enabled', '--pop-claims', 'u=/x'],
  ],
  [
    [...tenantA, '--pop-enabled=false', '--pop-claims', 'u=/1', '--pop-enabled', '--pop-claims', 'u=/2'],
    'interactive',
    [...tenantA, '--pop-enabled', '--pop-claims', 'u=/1'],
  ],
  [[...tenantA, '--legacy=false'], 'devicecode', tenantA],
  [[...tenantA, '--legacy', '--legacy=false'], 'devicecode', [...tenantA, '--legacy']],
  [[...tenantA, '--legacy', '--legacy=false'], 'spn', [...tenantA, '--legacy']],
  [[...tenantA, '--redirect-url', 'r1', '--redirect-url', 'r2'], 'interactive', [...tenantA, '--redirect-url', 'r1']],
];

/** What kubelogin's conversion refuses, or loses and so breaks: ours takes what kubelogin takes when it runs. */
const kept: readonly (readonly [readonly string[], LoginMode, readonly string[]])[] = [
  [['-tA'], 'interactive', tenantA],
  [['-t=A', '-tB'], 'interactive', ['--tenant-id', 'B']],
  [['--tenant-id=A', '--tenant-id=B'], 'interactive', ['--tenant-id', 'B']],
  [[...tenantA, '-eX'], 'interactive', [...tenantA, '--environment', 'X']],
  [[...tenantA, '--legacy=T'], 'devicecode', [...tenantA, '--legacy']],
  [[...tenantA, '--legacy=true', '--legacy=0'], 'devicecode', tenantA],
  [[...tenantA, '--pop-enabled=false', '--pop-claims', 'u=/x'], 'interactive', tenantA],
  [[...tenantA, '--pop-enabled=F', '--pop-claims', 'u=/x'], 'spn', tenantA],
  [
    [...tenantA, '--pop-enabled', '--pop-claims=u=/x'],
    'interactive',
    [...tenantA, '--pop-enabled', '--pop-claims', 'u=/x'],
  ],
];

describe('a conversion of kubelogin’s arguments in other spellings', () => {
  for (const [args, mode, after] of asKubelogin) {
    it(`gives what kubelogin 0.2.21 gives for ${args.join(' ')} to ${mode}`, () => {
      assert.deepEqual(converted(args, mode), ['--client-id', 'C', ...after]);
    });
  }
  for (const [args, mode, after] of kept) {
    it(`carries over ${args.join(' ')} to ${mode}`, () => {
      assert.deepEqual(converted(args, mode), ['--client-id', 'C', ...after]);
    });
  }
  for (const [args, message] of [
    [['--tenant-id', '', '--tenant-id', 'B'], '--tenant-id is required'],
    [[...tenantA, '--pop-enabled'], '--pop-claims is required when specifying --pop-enabled'],
    [[...tenantA, '--pop-claims', 'u=/x'], '--pop-enabled is required when specifying --pop-claims'],
  ] as const) {
    it(`refuses ${JSON.stringify(args)} in kubelogin’s words`, () => {
      assert.throws(() => converted(args, 'interactive'), { code: 'credentialNotConvertible', message });
    });
  }

  it('refuses claims that are typed beside a switch that is off', () => {
    const user = userOf([...tenantA, '--pop-enabled=false', '--pop-claims', 'u=/x']);
    assert.throws(() => withLoginMode(user, 'interactive', { popClaims: 'u=/y' }), {
      code: 'credentialNotConvertible',
    });
    const after = withLoginMode(user, 'interactive', { popClaims: 'u=/y', isPopEnabled: true });
    assert.deepEqual(execArgumentsOf(mapAt(after, 'exec') ?? {})?.slice(-2), ['--pop-claims', 'u=/y']);
  });

  it('to our own plugin, which kubelogin does not know, takes what counts when kubelogin runs', () => {
    const [first, second] = ['11111111-1111-1111-1111-111111111111', '22222222-2222-2222-2222-222222222222'];
    const plugin = { command: '/d/aks-entra/plugin/aks-entra', args: [], env: {} };
    const login: PluginLogin = { mode: 'vscode', plugin, accountId: 'a', environment: 'AzurePublicCloud' };
    const after = withLoginMode(userOf(['--tenant-id', first, `-t=${second}`, '--legacy', '--legacy=0']), login, {});
    const args = execArgumentsOf(mapAt(after, 'exec') ?? {}) ?? [];
    assert.equal(args[args.indexOf('--tenant-id') + 1], second);
  });
});
