import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { load } from 'js-yaml';
import { type ConvertRequest, convertUsers, usersToConvert } from '../../../../src/core/conversion/convertUsers.ts';
import { targetName } from '../../../../src/core/conversion/loginMode.ts';
import { type LoginMode, loginModeNames } from '../../../../src/core/login/loginModeNames.ts';
import type { LoginOptions } from '../../../../src/core/login/loginOptions.ts';
import { kubectlStyle, renderMapLines } from '../../../../src/core/yaml/renderYaml.ts';
import type { YamlMap } from '../../../../src/core/yamlValue.ts';

const server = '6dae42f8-4368-4678-94ff-3960e28e3630';
const client = '80faf920-1908-4b52-b5ef-a8e7bedfc67a';
const tenant = '2f9a5c1e-7d43-4b8a-9e10-6c5d4b3a2f10';
const secrets = ['secret-of-file', 'certificate-password-of-file', 'password-of-file', 'access-token-of-file'];

/** Everything that an exec of kubelogin may say. */
const everyArgument = [
  ...['--server-id', server, '--client-id', client, '--tenant-id', tenant, '--environment', 'AzurePublicCloud'],
  ...['--client-secret', 'secret-of-file', '--client-certificate', '/c.pfx'],
  ...['--client-certificate-password', 'certificate-password-of-file'],
  ...['--username', 'u', '--password', 'password-of-file', '--identity-resource-id', '/i', '--subscription', 's'],
  ...['--authority-host', 'https://h/', '--federated-token-file', '/f'],
  ...['--azure-pipelines-service-connection-id', 'sc', '--disable-environment-override', '--legacy'],
  ...['--pop-enabled', '--pop-claims', 'u=/arm', '--redirect-url', 'http://localhost:1', '--login-hint', 'me@x.y'],
  ...['--token-cache-dir', '/tokens', '--timeout', '5s', '--disable-instance-discovery', '--use-azurerm-env-vars'],
];
const ids = ['--client-id', client, '--tenant-id', tenant, '--environment', 'AzurePublicCloud'];
const pop = ['--pop-enabled', '--pop-claims', 'u=/arm'];

/** Behind `get-token --login <mode> --server-id <id> --cache-dir /tokens`, where nothing is typed. */
const fromExec: Readonly<Record<LoginMode, readonly string[]>> = {
  devicecode: [...ids, '--legacy'],
  interactive: [...ids, ...pop, '--redirect-url', 'http://localhost:1', '--login-hint', 'me@x.y'],
  spn: [...ids, '--legacy', ...pop],
  ropc: [...ids, '--legacy', ...pop],
  msi: [],
  azurecli: [],
  azd: [],
  workloadidentity: [],
  azurepipelines: ['--tenant-id', tenant],
};
/** Behind `get-token --login <mode> --server-id <id>`, config-mode 1. */
const fromAuthProvider: Readonly<Record<LoginMode, readonly string[]>> = {
  devicecode: ids,
  interactive: ids,
  spn: ids,
  ropc: ids,
  msi: [],
  azurecli: [],
  azd: [],
  workloadidentity: [],
  azurepipelines: ['--tenant-id', tenant],
};

const everyOption: LoginOptions = {
  serverId: 'S',
  clientId: 'C',
  tenantId: 'T',
  environment: 'AzureChinaCloud',
  cacheFolder: '/cache',
  redirectUrl: 'http://localhost:2',
  loginHint: 'you@x.y',
  popClaims: 'u=/typed',
  clientSecret: 'typed-secret',
  clientCertificate: '/typed.pfx',
  clientCertificatePassword: 'typed-certificate-password',
  username: 'typed-user',
  password: 'typed-password',
  identityResourceId: '/typed-identity',
  subscription: 'typed-subscription',
  azureConfigFolder: '/typed-azure',
  authorityHost: 'https://login.example/',
  federatedTokenFile: '/typed-token',
  azurePipelinesServiceConnectionId: 'typed-connection',
  isLegacy: true,
  isPopEnabled: true,
  disablesEnvironmentOverride: true,
};
const typedIds = ['--client-id', 'C', '--tenant-id', 'T', '--environment', 'AzureChinaCloud'];
const typedPop = ['--pop-enabled', '--pop-claims', 'u=/typed'];
/** Behind `get-token --login <mode> --server-id S --cache-dir /cache`, where everything is typed. */
const fromTyped: Readonly<Record<LoginMode, readonly string[]>> = {
  devicecode: [...typedIds, '--legacy'],
  interactive: [...typedIds, ...typedPop, '--redirect-url', 'http://localhost:2', '--login-hint', 'you@x.y'],
  spn: [
    ...typedIds,
    ...['--client-secret', 'typed-secret', '--client-certificate', '/typed.pfx'],
    ...['--client-certificate-password', 'typed-certificate-password', '--legacy'],
    ...[...typedPop, '--disable-environment-override'],
  ],
  ropc: [...typedIds, '--username', 'typed-user', '--password', 'typed-password', '--legacy', ...typedPop],
  msi: ['--client-id', 'C'],
  azurecli: ['--tenant-id', 'T', '--subscription', 'typed-subscription'],
  azd: ['--tenant-id', 'T'],
  workloadidentity: [
    ...['--client-id', 'C', '--tenant-id', 'T', '--authority-host', 'https://login.example/'],
    ...['--federated-token-file', '/typed-token'],
  ],
  azurepipelines: ['--tenant-id', 'T', '--azure-pipelines-service-connection-id', 'typed-connection'],
};

function execUser(args: readonly string[], more: YamlMap = {}): YamlMap {
  const exec = { apiVersion: 'client.authentication.k8s.io/v1beta1', args, command: 'kubelogin', env: null, ...more };
  return { exec };
}

function providerUser(config: YamlMap = {}): YamlMap {
  const given = {
    'access-token': 'access-token-of-file',
    'apiserver-id': server,
    'client-id': client,
    'config-mode': '1',
    environment: 'AzurePublicCloud',
    'tenant-id': tenant,
  };
  return { 'auth-provider': { config: { ...given, ...config }, name: 'azure' } };
}

/** A kubeconfig whose contexts are named as their users. */
function kubeconfigOf(users: Readonly<Record<string, YamlMap>>): string {
  const names = Object.keys(users);
  const root: YamlMap = {
    apiVersion: 'v1',
    clusters: names.map((name) => ({ cluster: { server: `https://${name}.example` }, name })),
    contexts: names.map((name) => ({ context: { cluster: name, user: name }, name })),
    kind: 'Config',
    users: Object.entries(users).map(([name, user]) => ({ name, user })),
  };
  return `${renderMapLines(root, 0, kubectlStyle).join('\n')}\n`;
}

function userIn(text: string, name: string): YamlMap {
  const { users } = load(text) as { users: { name: string; user: YamlMap }[] };
  const entry = users.find((candidate) => candidate.name === name);
  assert.ok(entry !== undefined);
  return entry.user;
}

function convertOne(user: YamlMap, request: ConvertRequest): YamlMap {
  return userIn(convertUsers(kubeconfigOf({ me: user }), request).text, 'me');
}

function argsOf(user: YamlMap): readonly string[] {
  return (user['exec'] as YamlMap)['args'] as readonly string[];
}

describe('converting a user', () => {
  for (const mode of loginModeNames) {
    it(`from the azure auth provider to ${mode} writes kubelogin's arguments in its order`, () => {
      const args = ['get-token', '--login', mode, '--server-id', server, ...fromAuthProvider[mode]];
      assert.deepEqual(argsOf(convertOne(providerUser(), { loginMode: mode })), args);
    });

    for (const from of loginModeNames) {
      it(`from ${from} to ${mode} writes kubelogin's arguments in its order`, () => {
        const user = execUser(['get-token', '--login', from, ...everyArgument]);
        const prefix = ['get-token', '--login', mode, '--server-id', server, '--cache-dir', '/tokens'];
        assert.deepEqual(argsOf(convertOne(user, { loginMode: mode })), [...prefix, ...fromExec[mode]]);
      });
    }

    it(`to ${mode} takes what was typed, whatever stands there`, () => {
      const args = ['get-token', '--login', mode, '--server-id', 'S', '--cache-dir', '/cache', ...fromTyped[mode]];
      for (const user of [providerUser(), execUser(['get-token', ...everyArgument]), execUser(['get-token'])]) {
        assert.deepEqual(argsOf(convertOne(user, { loginMode: mode, options: everyOption })), args);
      }
    });

    it(`to ${mode} carries no secret over`, () => {
      for (const user of [providerUser(), execUser(['get-token', ...everyArgument])]) {
        const { text } = convertUsers(kubeconfigOf({ me: user }), { loginMode: mode });
        assert.deepEqual(
          secrets.filter((secret) => text.includes(secret)),
          [],
        );
      }
    });
  }

  it('writes kubelogin’s envelope: nothing of the old command but its install hint', () => {
    const user = execUser(['get-token', ...everyArgument], {
      apiVersion: 'client.authentication.k8s.io/v1alpha1',
      command: 'C:\\tools\\KubeLogin.exe',
      env: [{ name: 'HTTPS_PROXY', value: 'http://proxy' }],
      installHint: 'Ask Ann',
      interactiveMode: 'Never',
      provideClusterInfo: true,
    });
    assert.deepEqual(convertOne(user, { loginMode: 'azurecli' }), {
      exec: {
        apiVersion: 'client.authentication.k8s.io/v1beta1',
        args: ['get-token', '--login', 'azurecli', '--server-id', server, '--cache-dir', '/tokens'],
        command: 'kubelogin',
        env: null,
        installHint: 'Ask Ann',
        provideClusterInfo: false,
      },
    });
  });

  it('keeps the other fields of the user', () => {
    const user = { ...providerUser(), as: 'someone', extensions: [{ name: 'x', extension: 1 }] };
    const after = convertOne(user, { loginMode: 'msi' });
    assert.deepEqual(Object.keys(after), ['as', 'extensions', 'exec']);
    assert.equal(after['as'], 'someone');
  });

  it('names the Azure CLI’s folder in the environment of azurecli only', () => {
    const options = { azureConfigFolder: '/home/me/.azure-work' };
    const env = [{ name: 'AZURE_CONFIG_DIR', value: '/home/me/.azure-work' }];
    assert.deepEqual((convertOne(providerUser(), { loginMode: 'azurecli', options })['exec'] as YamlMap)['env'], env);
    assert.equal((convertOne(providerUser(), { loginMode: 'azd', options })['exec'] as YamlMap)['env'], null);
  });

  it('takes a legacy audience from config-mode: absent, empty and 0', () => {
    for (const [configMode, isLegacy] of [
      ['', true],
      ['0', true],
      ['1', false],
      ['2', false],
    ] as const) {
      const args = argsOf(convertOne(providerUser({ 'config-mode': configMode }), { loginMode: 'devicecode' }));
      assert.equal(args.includes('--legacy'), isLegacy, configMode);
    }
    const config = { 'apiserver-id': server, 'client-id': client, 'tenant-id': tenant };
    const absent = { 'auth-provider': { config, name: 'azure' } };
    assert.ok(argsOf(convertOne(absent, { loginMode: 'devicecode' })).includes('--legacy'));
    assert.ok(!argsOf(convertOne(absent, { loginMode: 'interactive' })).includes('--legacy'));
  });

  it('prefers --cache-dir to --token-cache-dir', () => {
    const user = execUser(['get-token', ...everyArgument, '--cache-dir', '/records']);
    assert.deepEqual(argsOf(convertOne(user, { loginMode: 'azurecli' })).slice(-2), ['--cache-dir', '/records']);
  });

  it('reads arguments in other spellings and orders, and past those that it does not know', () => {
    const args = ['-v', '5', 'get-token', `--server-id=${server}`, '-t', tenant, '--new', `--client-id=${client}`];
    assert.deepEqual(argsOf(convertOne(execUser(args), { loginMode: 'devicecode' })), [
      ...['get-token', '--login', 'devicecode', '--server-id', server, '--client-id', client, '--tenant-id', tenant],
    ]);
  });

  it('to msi names the identity by client or by resource, never by what stood there', () => {
    const options = { identityResourceId: '/identity' };
    assert.deepEqual(argsOf(convertOne(providerUser(), { loginMode: 'msi', options })).slice(5), [
      '--identity-resource-id',
      '/identity',
    ]);
  });

  it('drops proof of possession when it is turned off', () => {
    const user = execUser(['get-token', ...everyArgument]);
    const args = argsOf(convertOne(user, { loginMode: 'interactive', options: { isPopEnabled: false } }));
    assert.ok(!args.some((arg) => arg.startsWith('--pop')));
  });
});

describe('what cannot be converted', () => {
  const bare = (...args: string[]) => execUser(['get-token', ...args]);
  const refusals: readonly (readonly [string, YamlMap, ConvertRequest])[] = [
    ['--server-id is required', bare(), { loginMode: 'azurecli' }],
    ['--client-id is required', bare('--server-id', server), { loginMode: 'devicecode' }],
    ['--tenant-id is required', bare('--server-id', server, '--client-id', client), { loginMode: 'spn' }],
    ['--tenant-id is required', bare('--server-id', server), { loginMode: 'azurepipelines' }],
    ['--client-id is required', providerUser(), { loginMode: 'ropc', options: { clientId: '' } }],
    [
      '--pop-claims is required when specifying --pop-enabled',
      providerUser(),
      { loginMode: 'interactive', options: { isPopEnabled: true } },
    ],
    [
      '--pop-enabled is required when specifying --pop-claims',
      providerUser(),
      { loginMode: 'spn', options: { popClaims: 'u=1' } },
    ],
    // Of a mode that has no use for them too: kubelogin checks what was typed before it looks at the mode.
    [
      '--pop-claims is required when specifying --pop-enabled',
      execUser(['get-token', ...everyArgument]),
      { loginMode: 'devicecode', options: { isPopEnabled: true } },
    ],
    [
      '--pop-enabled is required when specifying --pop-claims',
      providerUser(),
      { loginMode: 'msi', options: { popClaims: 'u=1', isPopEnabled: false } },
    ],
  ];
  for (const [message, user, request] of refusals) {
    it(`is said in kubelogin's words: ${targetName(request.loginMode)}, ${message}`, () => {
      // The first user could be converted: it is all or none.
      const text = kubeconfigOf({ good: providerUser(), bad: user });
      assert.throws(
        () => convertUsers(text, request.options === undefined ? request : { ...request, users: ['bad'] }),
        {
          code: 'credentialNotConvertible',
          message: `${message} (user "bad")`,
        },
      );
    });
  }

  it('is an authority host that kubelogin would refuse', () => {
    const text = kubeconfigOf({ me: providerUser() });
    for (const [authorityHost, message] of [
      ['https://login.example', 'authority host "https://login.example" should have a trailing slash'],
      ['http://login.example/', 'authority host "http://login.example/" is not an https address'],
    ] as const) {
      assert.throws(() => convertUsers(text, { loginMode: 'workloadidentity', options: { authorityHost } }), {
        message,
      });
    }
  });

  it('is a context that is not there', () => {
    const text = kubeconfigOf({ me: providerUser() });
    assert.throws(() => convertUsers(text, { loginMode: 'msi', contexts: ['you'] }), {
      code: 'kubeconfigEntryNotFound',
      message: 'no context exists with the name: "you"',
    });
  });
});

describe('which users are converted', () => {
  const text = kubeconfigOf({
    a: providerUser(),
    b: execUser(['get-token', ...everyArgument]),
    oidc: { exec: { command: 'kubelogin', args: ['get-token', '--oidc-issuer-url', 'https://issuer'] } },
    aws: { exec: { command: 'aws', args: ['eks'] } },
    gke: { 'auth-provider': { name: 'gcp' } },
    token: { token: 't' },
  });

  it('are all of kubelogin’s and no others', () => {
    const { converted, untouched } = convertUsers(text, { loginMode: 'azurecli' });
    assert.deepEqual(converted, [
      { userName: 'a', contextNames: ['a'], from: 'auth-provider', to: 'azurecli', isChanged: true },
      { userName: 'b', contextNames: ['b'], from: 'devicecode', to: 'azurecli', isChanged: true },
    ]);
    assert.deepEqual(
      untouched.map(({ userName, reason }) => [userName, reason]),
      [
        ['oidc', 'oidcKubelogin'],
        ['aws', 'otherCommand'],
        ['gke', 'otherAuthProvider'],
        ['token', 'static'],
      ],
    );
  });

  it('are those of the named contexts', () => {
    const one = convertUsers(text, { loginMode: 'azurecli', contexts: ['b'] });
    assert.deepEqual(userIn(one.text, 'a'), userIn(text, 'a'));
    assert.equal(argsOf(userIn(one.text, 'b'))[2], 'azurecli');
    const two = convertUsers(text, { loginMode: 'azurecli', contexts: ['b', 'a', 'aws'] });
    assert.equal(two.text, convertUsers(text, { loginMode: 'azurecli' }).text);
    assert.deepEqual(
      two.untouched.map(({ userName }) => userName),
      ['aws'],
    );
  });

  it('are none for a context without a user: the text stays as it is', () => {
    const dangling = `${text}# end\n`.replace('user: a', 'user: gone');
    const result = convertUsers(dangling, { loginMode: 'azurecli', contexts: ['a'] });
    assert.equal(result.text, dangling);
    assert.deepEqual(result.untouched, [{ userName: 'gone', contextNames: ['a'], reason: 'missing' }]);
  });

  it('are told of by the readable part of a name that nobody is to guess', () => {
    const hex = '0123456789abcdef'.repeat(2);
    const shared = text
      .replaceAll(/user: (a|aws)$/gm, `user: a-${hex}`)
      .replace(/(users:\n[^]*?name: a)$/m, `$1-${hex}`);
    const users = [`a-${hex}`];
    const { warnings, converted } = convertUsers(shared, { loginMode: 'azurecli', contexts: [], users });
    assert.deepEqual(
      converted.map(({ userName }) => userName),
      users,
    );
    assert.ok(
      warnings.length > 0 && warnings.every((warning) => warning.includes('"a"') && !warning.includes(hex)),
      warnings.join('\n'),
    );
    assert.throws(
      () => convertUsers(shared.replace(/ +client-id: .*\n/, ''), { loginMode: 'devicecode', users }),
      (error) => error instanceof Error && error.message.endsWith('(user "a")'),
    );
  });

  it('are told with every context that changes with them', () => {
    const shared = text.replace('user: aws', 'user: a');
    const { warnings, converted } = convertUsers(shared, { loginMode: 'azurecli', contexts: ['a'] });
    assert.deepEqual(converted[0]?.contextNames, ['a', 'aws']);
    assert.deepEqual(warnings, ['The user "a" also serves "aws", which change with it.']);
  });

  it('count in the first file of a list that has them', () => {
    const [one, two] = [kubeconfigOf({ a: providerUser(), b: providerUser() }), kubeconfigOf({ b: {}, c: {} })];
    assert.deepEqual(usersToConvert([one, two]), [['a', 'b'], ['c']]);
    assert.deepEqual(usersToConvert([one, two], ['b']), [['b'], []]);
    assert.deepEqual(usersToConvert([one.replace('user: a', 'user: c'), two], ['a']), [[], ['c']]);
    assert.throws(() => usersToConvert([one, two], ['d']), { code: 'kubeconfigEntryNotFound' });
  });
});

describe('the warnings of a conversion', () => {
  const warningsOf = (user: YamlMap, request: ConvertRequest): readonly string[] =>
    convertUsers(kubeconfigOf({ me: user }), request).warnings;

  it('say that a typed secret stands in the file, and which variable spares it', () => {
    const options = { clientSecret: 'typed-secret' };
    const [warning, ...others] = warningsOf(providerUser(), { loginMode: 'spn', options });
    assert.match(warning ?? '', /client secret of "me" now stands in .*AAD_SERVICE_PRINCIPAL_CLIENT_SECRET/);
    assert.doesNotMatch(warning ?? '', /typed-secret/);
    assert.deepEqual(others, []);
  });

  it('say that a secret or a variable was not carried over, without telling it', () => {
    const env = [{ name: 'HTTPS_PROXY', value: 'http://me:hidden@proxy' }];
    const user = execUser(['get-token', ...everyArgument], { env });
    const warnings = warningsOf(user, { loginMode: 'azurecli' });
    assert.match(warnings.join('\n'), /password of "me" was not carried over.*AAD_USER_PRINCIPAL_PASSWORD/);
    assert.match(warnings.join('\n'), /no longer sets HTTPS_PROXY/);
    assert.equal(warnings.length, 4);
    for (const hidden of [...secrets, 'hidden']) {
      assert.ok(!warnings.join('\n').includes(hidden));
    }
  });

  it('say that kubelogin takes an unknown cloud for the public one, and that a token wins over it', () => {
    const options = { environment: 'AzureMoonCloud' };
    assert.match(warningsOf(providerUser(), { loginMode: 'devicecode', options })[0] ?? '', /AzureMoonCloud/);
    assert.match(warningsOf({ ...providerUser(), token: 't' }, { loginMode: 'msi' })[0] ?? '', /holds "token"/);
  });
});
