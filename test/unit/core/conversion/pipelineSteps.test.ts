import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseAllDocuments } from 'yaml';
import { pipelineSteps } from '../../../../src/core/conversion/pipelineSteps.ts';
import type { PipelineLogin } from '../../../../src/core/conversion/pipelineKubeconfig.ts';
import { cluster } from '../clusters/listedClusters.ts';

interface Steps {
  readonly permissions?: Record<string, string>;
  readonly 'runs-on'?: string;
  readonly pool?: string;
  readonly steps: readonly {
    readonly uses?: string;
    readonly task?: string;
    readonly inputs?: Record<string, unknown>;
    readonly env?: Record<string, string>;
  }[];
}

const clientId = '12345678-aaaa-bbbb-cccc-1234567890ab';

const managed = { aadProfile: { managed: true } };

function textFor(login: PipelineLogin, properties: object, fileName = 'shop.kubeconfig'): string {
  return pipelineSteps({ identity: { login, clientId }, cluster: cluster('prod', 'shop', properties), fileName });
}

/** GitHub's part, then that of Azure Pipelines. */
function stepsFor(login: PipelineLogin, fileName = 'shop.kubeconfig', properties: object = managed): [Steps, Steps] {
  const text = textFor(login, properties, fileName);
  const documents = parseAllDocuments(text);
  assert.ok(Array.isArray(documents));
  for (const { errors } of documents) {
    assert.deepEqual(errors, []);
  }
  return documents.map((document) => document.toJS() as Steps) as [Steps, Steps];
}

describe('the steps for a pipeline', () => {
  for (const login of ['workloadidentity', 'msi', 'spn'] as const) {
    it(`install kubelogin with the official action and task, and use the file, for ${login}`, () => {
      const [github, azure] = stepsFor(login);
      assert.ok(github.steps.some(({ uses }) => uses === 'azure/use-kubelogin@v1'));
      assert.ok(azure.steps.some(({ task }) => task === 'KubeloginInstaller@0'));
      assert.equal(github.steps.at(-1)?.env?.['KUBECONFIG'], '${{ github.workspace }}/shop.kubeconfig');
      assert.equal(azure.steps.at(-1)?.env?.['KUBECONFIG'], '$(Build.SourcesDirectory)/shop.kubeconfig');
    });
  }

  it('take a secret only from the pipeline’s secrets, and only for spn', () => {
    const name = 'AAD_SERVICE_PRINCIPAL_CLIENT_SECRET';
    const [github, azure] = stepsFor('spn');
    assert.equal(github.steps.at(-1)?.env?.[name], '${{ secrets.AKS_CLIENT_SECRET }}');
    assert.equal(azure.steps.at(-1)?.env?.[name], '$(AksClientSecret)');
    for (const login of ['workloadidentity', 'msi'] as const) {
      assert.doesNotMatch(JSON.stringify(stepsFor(login)), /secret/i);
    }
  });

  it('ask GitHub and Azure Pipelines for a federated token for workloadidentity', () => {
    const [github, azure] = stepsFor('workloadidentity');
    assert.equal(github.permissions?.['id-token'], 'write');
    assert.equal(azure.steps.at(-1)?.inputs?.['addSpnToEnvironment'], true);
  });

  const ranges = (...authorizedIPRanges: string[]): object => ({
    ...managed,
    apiServerAccessProfile: { authorizedIPRanges },
  });
  const reached: readonly (readonly [string, object, string, RegExp, RegExp])[] = [
    ['a public cluster', managed, 'ubuntu-latest', /reach shop/, /API server/],
    [
      'one with IP ranges',
      ranges('192.0.2.0/24'),
      'ubuntu-latest',
      /authorised IP ranges only/,
      /private|own outbound/,
    ],
    ['one that lets in itself', ranges('0.0.0.0/32'), 'self-hosted', /own outbound address only/, /ranges/],
    [
      'a private one',
      { ...managed, apiServerAccessProfile: { enablePrivateCluster: true } },
      'self-hosted',
      /API server is private/,
      /ranges/,
    ],
    [
      'a stopped one',
      { ...managed, powerState: { code: 'Stopped' } },
      'ubuntu-latest',
      /is stopped: start it/,
      /private/,
    ],
  ];
  for (const [what, properties, runsOn, says, never] of reached) {
    it(`run where ${what} can be reached`, () => {
      for (const login of ['workloadidentity', 'spn'] as const) {
        const [github, azure] = stepsFor(login, undefined, properties);
        assert.equal(github['runs-on'], runsOn);
        assert.equal(azure.pool, runsOn === 'self-hosted' ? 'my-agents' : undefined);
        assert.match(textFor(login, properties), says);
        assert.doesNotMatch(textFor(login, properties), never);
      }
      const [github, azure] = stepsFor('msi', undefined, properties);
      assert.deepEqual([github['runs-on'], azure.pool], ['self-hosted', 'my-agents']);
    });
  }

  it('advise a role assignment only where Azure RBAC decides', () => {
    const withAzureRbac = { aadProfile: { managed: true, enableAzureRBAC: true } };
    assert.match(textFor('spn', withAzureRbac), /an Azure role assignment, or a binding to its object ID/);
    assert.match(textFor('spn', managed), /a binding to its object ID\. Azure RBAC is off/);
  });

  it('stay YAML, whatever the file is called', () => {
    const [github] = stepsFor('msi', 'a: "b" #c.yaml');
    assert.equal(github.steps.at(-1)?.env?.['KUBECONFIG'], '${{ github.workspace }}/a: "b" #c.yaml');
  });
});
