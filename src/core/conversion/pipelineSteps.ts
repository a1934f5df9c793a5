import type { Cluster } from '../clusters/cluster.ts';
import type { PipelineIdentity } from './pipelineKubeconfig.ts';
import { needsOwnRunner, pipelineNeeds } from './pipelineReach.ts';

/** The version that the steps install: what is in a pipeline should not change by itself. */
const kubeloginVersion = '0.2.19';

export interface PipelineStepsRequest {
  readonly identity: PipelineIdentity;
  readonly cluster: Cluster;
  /** The kubeconfig's file name in the repository. */
  readonly fileName: string;
}

/**
 * The steps for GitHub Actions and for Azure Pipelines that go with a pipeline's kubeconfig, as one YAML text to copy
 * from. kubelogin comes from the official action and task.
 *
 * @see https://github.com/Azure/use-kubelogin
 * @see https://learn.microsoft.com/azure/devops/pipelines/tasks/reference/kubelogin-installer-v0
 */
export function pipelineSteps(request: PipelineStepsRequest): string {
  return [
    `# How a pipeline uses ${request.fileName}`,
    `# to reach ${request.cluster.name}. The file holds no secret, so it may be in your`,
    '# repository.',
    ...pipelineNeeds(request.cluster),
    '',
    ...githubSteps(request),
    '',
    '---',
    ...azureSteps(request),
    '',
  ].join('\n');
}

function githubSteps({ identity, cluster, fileName }: PipelineStepsRequest): string[] {
  const runsOn = needsOwnRunner(cluster) ? 'runs-on: self-hosted' : 'runs-on: ubuntu-latest';
  const job = {
    workloadidentity: [
      '# GitHub Actions, without any secret: give the application a federated',
      '# credential for this repository.',
      'permissions:',
      '  id-token: write # kubelogin asks GitHub for its token',
      '  contents: read',
      runsOn,
    ],
    msi: ['# GitHub Actions, on a runner of your own: an Azure machine with the identity.', 'runs-on: self-hosted'],
    spn: ['# GitHub Actions: put the client secret into the repository’s secret', '# AKS_CLIENT_SECRET.', runsOn],
  }[identity.login];
  return [
    ...job,
    'steps:',
    '  - uses: actions/checkout@v5',
    '  - uses: azure/use-kubelogin@v1',
    '    with:',
    `      kubelogin-version: v${kubeloginVersion}`,
    '  - run: kubectl get nodes',
    '    env:',
    `      KUBECONFIG: ${JSON.stringify(`\${{ github.workspace }}/${fileName}`)}`,
    ...(identity.login === 'spn'
      ? ['      AAD_SERVICE_PRINCIPAL_CLIENT_SECRET: ${{ secrets.AKS_CLIENT_SECRET }}']
      : []),
  ];
}

function azureSteps({ identity, cluster, fileName }: PipelineStepsRequest): string[] {
  const install = [
    ...(identity.login === 'msi' || needsOwnRunner(cluster) ? ['pool: my-agents'] : []),
    'steps:',
    '  - task: KubectlInstaller@0',
    '  - task: KubeloginInstaller@0',
    '    inputs:',
    `      kubeloginVersion: ${kubeloginVersion}`,
  ];
  const kubeconfig = `      KUBECONFIG: ${JSON.stringify(`$(Build.SourcesDirectory)/${fileName}`)}`;
  switch (identity.login) {
    case 'workloadidentity':
      return [
        '# Azure Pipelines, without any secret: a service connection of the application',
        '# with workload identity federation. Put its name in place of my-connection.',
        ...install,
        '  - task: AzureCLI@2',
        '    inputs:',
        '      azureSubscription: my-connection',
        '      addSpnToEnvironment: true # $idToken',
        '      scriptType: bash',
        '      scriptLocation: inlineScript',
        '      inlineScript: |',
        '        umask 077',
        '        export AZURE_FEDERATED_TOKEN_FILE="$AGENT_TEMPDIRECTORY/federated-token"',
        '        printf %s "$idToken" > "$AZURE_FEDERATED_TOKEN_FILE"',
        '        kubectl get nodes',
        '    env:',
        kubeconfig,
      ];
    case 'msi':
      return [
        '# Azure Pipelines, on an agent of your own: an Azure machine with the identity.',
        ...install,
        '  - script: kubectl get nodes',
        '    env:',
        kubeconfig,
      ];
    case 'spn':
      return [
        '# Azure Pipelines: put the client secret into the pipeline’s secret variable',
        '# AksClientSecret.',
        ...install,
        '  - script: kubectl get nodes',
        '    env:',
        kubeconfig,
        '      AAD_SERVICE_PRINCIPAL_CLIENT_SECRET: $(AksClientSecret)',
      ];
  }
}
