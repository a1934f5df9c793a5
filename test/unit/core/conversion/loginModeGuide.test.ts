import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  explainAnswer,
  guidedModes,
  loginModeGuides,
  missingForMode,
} from '../../../../src/core/conversion/loginModeGuide.ts';
import { loginModeNames, personLoginModes } from '../../../../src/core/login/loginModeNames.ts';
import { loginResets } from '../../../../src/core/conversion/loginResets.ts';
import { planConversion } from '../../../../src/core/conversion/planConversion.ts';
import { readContexts, type ContextFacts } from '../../../../src/core/kubeconfig/readContexts.ts';
import { aksClientAppId, aksServerAppId } from '../../../../src/core/entra/scopes.ts';

const tenantId = '11111111-2222-3333-4444-555555555555';

function kubeconfig(...flags: string[]): string {
  return `contexts:
- {name: a, context: {cluster: c, user: u}}
users:
- {name: u, user: {exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: kubelogin, args: [get-token, ${flags.join(', ')}]}}}
`;
}

function contextOf(text: string): ContextFacts {
  const [context] = readContexts(text).contexts;
  assert.ok(context);
  return context;
}

const fromCli = kubeconfig('--login', 'azurecli', '--server-id', aksServerAppId);

describe('the guide through the login modes', () => {
  it('knows each mode once, those for people first', () => {
    assert.deepEqual([...guidedModes].toSorted(), [...loginModeNames, 'vscode'].toSorted());
    const groups = guidedModes.map((mode) => loginModeGuides[mode].group);
    const firstForMachines = groups.findIndex((group) => group !== 'For people');
    assert.ok(groups.slice(firstForMachines).every((group) => group !== 'For people'));
    assert.ok(personLoginModes.every((mode) => loginModeGuides[mode].group === 'For people'));
  });

  it('asks for everything that a conversion needs: with the answers, every mode can be reached from azurecli', () => {
    for (const mode of guidedModes) {
      const { known, questions } = missingForMode(contextOf(fromCli), mode, () => undefined);
      const answers = [...questions, ...loginModeGuides[mode].questions]
        .filter(({ isOptional }) => !isOptional)
        .map(({ option }) => [option, tenantId]);
      const options = { ...known, ...(Object.fromEntries(answers) as Record<string, string>) };
      const plugin = { command: '/home/ada/.local/share/aks-entra/plugin/aks-entra', args: [], env: {} };
      const target =
        mode === 'vscode' ? ({ mode, plugin, accountId: 'ada.home', environment: 'AzurePublicCloud' } as const) : mode;
      const { texts } = planConversion([fromCli], [{ contextName: 'a', options, target }]);
      assert.ok(texts[0]?.includes(mode), mode);
    }
  });

  it('asks nothing that the kubeconfig or the cluster says', () => {
    const complete = contextOf(
      kubeconfig('--server-id', aksServerAppId, '--client-id', aksClientAppId, '--tenant-id', tenantId),
    );
    const nothing = { known: {}, questions: [] };
    assert.deepEqual(
      missingForMode(complete, 'interactive', () => 'other'),
      nothing,
    );
    assert.deepEqual(
      missingForMode(contextOf(fromCli), 'azd', () => tenantId),
      nothing,
    );
    assert.deepEqual(
      missingForMode(contextOf(fromCli), 'interactive', () => tenantId),
      { known: { clientId: aksClientAppId, tenantId }, questions: [] },
    );
  });

  it('names the cloud where the kubeconfig names none, and never for a cluster of the public one', () => {
    const environmentFor = (text: string): string | undefined =>
      missingForMode(contextOf(text), 'interactive', () => tenantId, 'AzureUSGovernmentCloud').known.environment;
    const at = (server: string): string => `${fromCli}clusters:\n- {name: c, cluster: {server: "${server}"}}\n`;
    assert.equal(environmentFor(fromCli), 'AzureUSGovernmentCloud');
    assert.equal(
      environmentFor(at('https://a.hcp.usgovvirginia.cx.aks.containerservice.azure.us')),
      'AzureUSGovernmentCloud',
    );
    assert.equal(environmentFor(at('https://a-1.hcp.eastus.azmk8s.io:443')), undefined);
    assert.equal(environmentFor(kubeconfig('--environment', 'AzureChinaCloud')), undefined);
  });

  it('asks for the client of a server application that is not AKS’s own', () => {
    const legacy = contextOf(kubeconfig('--login', 'azurecli', '--server-id', 'own', '--legacy'));
    const { known, questions } = missingForMode(legacy, 'devicecode', () => tenantId);
    assert.deepEqual([known, questions.map(({ option }) => option)], [{ tenantId }, ['clientId']]);
  });

  it('asks with a clean name: the kubeconfig may come from anybody', () => {
    const evil = contextOf(fromCli.replace('name: a,', 'name: "a\\n[b](command:c)",'));
    assert.match(
      missingForMode(evil, 'devicecode', () => undefined).questions[0]?.prompt ?? '',
      /“a\?\[b\]\?\(command:c\)”/,
    );
  });

  it('takes GUIDs and domains, and says what is wrong with anything else', () => {
    const tenant = { option: 'tenantId', prompt: '', isOptional: false } as const;
    assert.equal(explainAnswer(tenant, tenantId), undefined);
    assert.equal(explainAnswer(tenant, 'contoso.onmicrosoft.com'), undefined);
    assert.match(explainAnswer(tenant, 'contoso') ?? '', /not a GUID/);
    assert.equal(explainAnswer(tenant, ''), 'A value is needed.');
    assert.equal(explainAnswer({ ...tenant, isOptional: true }, ''), undefined);
    assert.match(explainAnswer({ ...tenant, option: 'clientId' }, 'contoso.com') ?? '', /not a GUID/);
    assert.match(explainAnswer({ ...tenant, option: 'username' }, 'ada') ?? '', /not a user name/);
  });
});

describe('planConversion', () => {
  const list = [
    `contexts:
- {name: a, context: {cluster: c, user: u}}
- {name: b, context: {cluster: c, user: u}}
- {name: c, context: {cluster: c, user: elsewhere}}
users:
- {name: u, user: {exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: kubelogin, args: [get-token, --server-id, s]}}}
`,
    `users:
- {name: elsewhere, user: {exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: kubelogin, args: [get-token, --server-id, s]}}}
`,
  ];

  it('changes the file that holds the user, and tells which other contexts use that user', () => {
    const one = planConversion(list, [{ contextName: 'a', options: {}, target: 'azurecli' }]);
    assert.deepEqual(one.alsoChanged, ['b']);
    assert.equal(one.texts[1], list[1]);
    assert.match(one.texts[0] ?? '', /azurecli/);
    const other = planConversion(list, [{ contextName: 'c', options: {}, target: 'azurecli' }]);
    assert.equal(other.texts[0], list[0]);
    assert.match(other.texts[1] ?? '', /azurecli/);
  });

  it('tells the contexts of other files that use that user, and keeps our metadata of all of them in step', () => {
    const described = (name: string): string => `contexts:
- name: ${name}
  context: {cluster: c, user: u, extensions: [{name: aks-entra, extension: {loginMode: devicecode}}]}
`;
    const user = `users:
- {name: u, user: {exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: kubelogin, args: [get-token, --login, devicecode, --server-id, s]}}}
`;
    const shadowed = 'contexts:\n- {name: b, context: {cluster: c, user: u}}\n';
    const texts = [
      described('a'),
      user,
      'contexts:\n- {name: b, context: {cluster: c, user: other}}\n',
      described('c') + user,
      shadowed,
    ];
    const plan = planConversion(texts, [{ contextName: 'a', options: {}, target: 'azurecli' }]);
    assert.deepEqual(plan.alsoChanged, ['c']);
    assert.deepEqual(loginResets(readContexts(plan.texts).contexts, new Map()), []);
    const inStep = (name: string): string => described(name).replace('devicecode', '"azurecli"');
    assert.deepEqual(plan.texts.with(1, ''), [inStep('a'), '', texts[2], inStep('c') + user, shadowed]);
  });

  it('gives each context its own options', () => {
    const target = 'spn';
    const { texts, alsoChanged } = planConversion(list, [
      { contextName: 'a', options: { clientId: 'c1', tenantId: 't1' }, target },
      { contextName: 'b', options: { clientId: 'c1', tenantId: 't1' }, target },
      { contextName: 'c', options: { clientId: 'c2', tenantId: 't2' }, target },
    ]);
    assert.match(texts[0] ?? '', /t1/);
    assert.match(texts[1] ?? '', /t2/);
    assert.deepEqual(alsoChanged, []);
  });

  it('gives each context its own account', () => {
    const target = {
      mode: 'vscode',
      plugin: { command: '/home/ada/.local/share/aks-entra/plugin/aks-entra', args: [], env: {} },
      environment: 'AzurePublicCloud',
    } as const;
    const managed = list.map((text) => text.replaceAll('--server-id, s', `--server-id, ${aksServerAppId}`));
    const { texts, alsoChanged } = planConversion(managed, [
      { contextName: 'a', options: { tenantId }, target: { ...target, accountId: 'ada' } },
      { contextName: 'c', options: { tenantId }, target: { ...target, accountId: 'ben' } },
    ]);
    const accounts = readContexts(texts).contexts.map(({ contextName, entra }) => [contextName, entra?.accountId]);
    assert.deepEqual(accounts, [
      ['a', 'ada'],
      ['b', 'ada'],
      ['c', 'ben'],
    ]);
    assert.deepEqual(alsoChanged, ['b']);
  });

  it('changes nothing where one context cannot be converted', () => {
    const conversions = [
      { contextName: 'c', options: { clientId: 'c2', tenantId: 't2' }, target: 'devicecode' },
      { contextName: 'a', options: {}, target: 'devicecode' },
    ] as const;
    assert.throws(() => planConversion(list, conversions), { code: 'credentialNotConvertible' });
  });
});
