import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { InstallableTool } from '../../../../src/core/diagnosis/remedy.ts';
import { installationsOf, installPage } from '../../../../src/core/diagnosis/toolInstallation.ts';

const at = (...paths: readonly string[]): ReadonlyMap<string, string> =>
  new Map(
    paths.map((path) => [
      path
        .split(/[/\\]/)
        .at(-1)
        ?.replace(/\.\w+$/, '') ?? '',
      path,
    ]),
  );

describe('how a tool is installed', () => {
  const table: readonly (readonly [NodeJS.Platform, InstallableTool, readonly string[], readonly string[]])[] = [
    ['darwin', 'kubelogin', ['/opt/homebrew/bin/brew'], ['/opt/homebrew/bin/brew install Azure/kubelogin/kubelogin']],
    ['darwin', 'kubectl', ['/opt/homebrew/bin/brew'], ['/opt/homebrew/bin/brew install kubectl']],
    [
      'linux',
      'kubectl',
      ['/usr/bin/az', '/usr/bin/snap', '/usr/bin/sudo'],
      ['/usr/bin/sudo /usr/bin/az aks install-cli', '/usr/bin/sudo /usr/bin/snap install kubectl --classic'],
    ],
    ['linux', 'kubelogin', ['/usr/bin/snap', '/usr/bin/sudo'], []],
    ['linux', 'kubectl', ['/usr/bin/az'], []],
    ['linux', 'helm', ['/usr/bin/az', '/usr/bin/sudo'], []],
    [
      'win32',
      'kubelogin',
      ['C:\\Users\\A B\\winget.exe', 'C:\\scoop.cmd', 'C:\\az.cmd'],
      ['winget install --exact --id Microsoft.Azure.Kubelogin', 'az aks install-cli', 'scoop install azure-kubelogin'],
    ],
    ['win32', 'az', ['C:\\winget.exe'], ['winget install --exact --id Microsoft.AzureCLI']],
    ['linux', 'az', [], []],
  ];
  for (const [platform, tool, paths, lines] of table) {
    it(`is for ${tool} on ${platform} with ${paths.join(', ') || 'nothing'}: ${lines.join(' or ') || 'its page'}`, () => {
      const ways = installationsOf(tool, { platform, programs: at(...paths), isRoot: false });
      assert.deepEqual(
        ways.map(({ line }) => line),
        lines,
      );
    });
  }

  it('needs no sudo for who is the administrator', () => {
    const [way] = installationsOf('kubectl', { platform: 'linux', programs: at('/usr/bin/az'), isRoot: true });
    assert.equal(way?.line, '/usr/bin/az aks install-cli');
  });

  it('puts no path into a line that would have to be quoted there', () => {
    for (const path of ["/home/o'brien/bin/brew", '/opt/my tools/brew', '/opt/$(id)/brew', '/opt/a;b/brew']) {
      const [way] = installationsOf('kubectl', {
        platform: 'linux',
        programs: new Map([['brew', path]]),
        isRoot: false,
      });
      assert.equal(way?.line, 'brew install kubectl', path);
    }
  });

  it('is told by its maker’s page', () => {
    for (const tool of ['kubectl', 'kubelogin', 'az', 'helm'] as const) {
      assert.match(installPage(tool), /^https:\/\/(kubernetes\.io|azure\.github\.io|learn\.microsoft\.com|helm\.sh)\//);
    }
  });
});
