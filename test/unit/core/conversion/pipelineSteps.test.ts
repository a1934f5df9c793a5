import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseAllDocuments } from 'yaml';
import { pipelineSteps } from '../../../../src/core/conversion/pipelineSteps.ts';
import type { PipelineLogin } from '../../../../src/core/conversion/pipelineKubeconfig.ts';

interface Steps {
  readonly permissions?: Record<string, string>;
  readonly steps: readonly {
    readonly uses?: string;
    readonly task?: string;
    readonly inputs?: Record<string, unknown>;
    readonly env?: Record<string, string>;
  }[];
}

const clientId = '12345678-aaaa-bbbb-cccc-1234567890ab';

/** GitHub's part, then that of Azure Pipelines. */
function stepsFor(login: PipelineLogin, fileName = 'shop.kubeconfig'): [Steps, Steps] {
  const text = pipelineSteps({ identity: { login, clientId }, clusterName: 'shop', fileName });
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

  it('stay YAML, whatever the file is called', () => {
    const [github] = stepsFor('msi', 'a: "b" #c.yaml');
    assert.equal(github.steps.at(-1)?.env?.['KUBECONFIG'], '${{ github.workspace }}/a: "b" #c.yaml');
  });
});
