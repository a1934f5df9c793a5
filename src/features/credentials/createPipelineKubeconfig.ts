import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { AksEntraError } from '../../core/aksEntraError.ts';
import type { ClusterCredentials } from '../../core/clusters/clusterCredentials.ts';
import type { Cluster } from '../../core/clusters/cluster.ts';
import { type ClusterNow, seenNow } from '../../core/clusters/seenNow.ts';
import { cancellation } from '../../core/cancellation.ts';
import { assertPipelineCluster } from '../../core/conversion/assertPipelineCluster.ts';
import { pipelineSteps } from '../../core/conversion/pipelineSteps.ts';
import type { Cloud } from '../../core/azure/clouds.ts';
import type { SignIn } from '../../core/entra/signIn.ts';
import type { KubeconfigCredential } from '../../core/kubeconfig/credential.ts';
import type { LoginQuestion } from '../../core/conversion/loginModeGuide.ts';
import {
  assertPipelineLogin,
  pipelineEntra,
  pipelineKubeconfig,
  type PipelineIdentity,
  type PipelineLogin,
} from '../../core/conversion/pipelineKubeconfig.ts';
import { l10n } from '../../core/l10n.ts';
import type { ClusterInventory } from '../clusters/clusterInventory.ts';
import { clusterFrom } from '../clusters/clusterNodes.ts';
import { askLoginOption } from '../login/askLoginOptions.ts';
import { localPathOf } from '../kubeconfig/localPath.ts';
import { notifyWritten, writeKubeconfig, type KubeconfigPorts } from '../kubeconfig/kubeconfigWriting.ts';
import { pickCluster } from '../clusters/pickCluster.ts';
import { fetchCredential } from './fetchCredential.ts';
import { signingIn } from '../signIn/signInFirst.ts';
import type { PreviewDocuments } from '../../ui/previewDocuments.ts';
import { back, pick, pickOrBack, type Choice } from '../../ui/quickPickStep.ts';
import { withProgress } from '../../ui/withProgress.ts';

interface PipelinePorts extends KubeconfigPorts {
  readonly signIn: SignIn;
  readonly clusters: ClusterNow;
  readonly cloud: () => Cloud;
  readonly clusterCredentials: ClusterCredentials;
  readonly inventory: ClusterInventory;
  readonly previews: PreviewDocuments;
}

const title = l10n`Create a pipeline kubeconfig`;

const logins: readonly Choice<PipelineLogin>[] = [
  {
    label: 'workloadidentity',
    description: l10n`recommended`,
    detail: l10n`An application with a federated credential: no secret anywhere.`,
    value: 'workloadidentity',
  },
  { label: 'msi', detail: l10n`The managed identity of the Azure machine that runs the pipeline.`, value: 'msi' },
  { label: 'spn', detail: l10n`A service principal with a client secret, which the pipeline keeps.`, value: 'spn' },
];

const clientIds: Readonly<Record<PipelineLogin, LoginQuestion>> = {
  workloadidentity: { option: 'clientId', prompt: l10n`Client ID of the application (a GUID)`, isOptional: false },
  msi: {
    option: 'clientId',
    prompt: l10n`Client ID of a user-assigned identity. Leave it empty for the machine’s own.`,
    isOptional: true,
  },
  spn: { option: 'clientId', prompt: l10n`Client ID of the service principal (a GUID)`, isOptional: false },
};

/** Writes a kubeconfig of its own for a pipeline, without any secret, and shows the pipeline's steps beside it. */
export async function createPipelineKubeconfig(ports: PipelinePorts, argument: unknown): Promise<void> {
  const { cluster, credential, identity } = await choose(ports, argument);
  const text = pipelineKubeconfig(credential, identity);
  const file = await chooseFile(ports, cluster);
  const { receipt } = await writeKubeconfig(ports, file, () => ({ text }));
  const fileName = path.basename(file);
  const steps = pipelineSteps({ identity, cluster, fileName });
  await ports.previews.show(l10n`Pipeline steps for ${cluster.name}`, steps);
  ports.logger.info(`Wrote a pipeline kubeconfig (${identity.login}) for ${cluster.id}: ${receipt.kind}`);
  notifyWritten(
    ports,
    title,
    [receipt],
    l10n`${file} is for your pipeline, and holds no secret. The pipeline’s steps are shown.`,
  );
}

interface PipelineChoice {
  readonly cluster: Cluster;
  readonly credential: KubeconfigCredential;
  readonly identity: PipelineIdentity;
}

async function choose(ports: PipelinePorts, argument: unknown): Promise<PipelineChoice> {
  const given = clusterFrom(argument);
  for (;;) {
    const listed = given ?? (await signingIn(ports.signIn, () => pickCluster(ports.inventory, title)));
    const { cluster, credential } = await withProgress(
      l10n`Getting the credential of ${listed.cluster.name}`,
      async (signal) => {
        const options = { interaction: 'allowed', signal } as const;
        const seen = await seenNow(ports, listed, options, Date.now());
        assertPipelineCluster(seen.cluster);
        return { cluster: seen.cluster, credential: await fetchCredential(ports, seen, options, { format: 'exec' }) };
      },
    );
    const entra = pipelineEntra(credential);
    const step = {
      title: l10n`Identity of the pipeline for ${cluster.name}`,
      placeholder: l10n`How should the pipeline sign in?`,
      choices: logins,
    };
    const login = given === undefined ? await pickOrBack(step) : await pick(step);
    if (login !== back) {
      const cloud = ports.cloud();
      // Of such a cloud, a kubeconfig may say anything, or nothing.
      assertPipelineLogin(login, cloud.name === 'custom' ? cloud.environment : entra.environment);
      return {
        cluster,
        credential,
        identity: { login, clientId: await askLoginOption(l10n`Pipeline identity ${login}`, clientIds[login]) },
      };
    }
  }
}

/** The user's own kubeconfig would lose everything else in it, so it is not taken. */
async function chooseFile({ kubeconfigs }: PipelinePorts, cluster: Cluster): Promise<string> {
  const folders = vscode.workspace.workspaceFolders?.map(({ uri }) => uri) ?? [];
  const folder = folders.find(({ scheme }) => scheme === 'file') ?? vscode.Uri.file(os.homedir());
  const chosen = await vscode.window.showSaveDialog({
    title: l10n`Where should the pipeline’s kubeconfig go?`,
    saveLabel: l10n`Create`,
    defaultUri: vscode.Uri.joinPath(folder, `${cluster.name}.kubeconfig.yaml`),
  });
  if (chosen === undefined) {
    throw cancellation();
  }
  const file = localPathOf(chosen);
  if ((await kubeconfigs.namedPaths()).some((own) => path.resolve(own) === path.resolve(file))) {
    throw new AksEntraError(
      'kubeconfigWriteFailed',
      l10n`${file} is your own kubeconfig, which holds more than this cluster. Choose another file.`,
    );
  }
  return file;
}
