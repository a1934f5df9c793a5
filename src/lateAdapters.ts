import os from 'node:os';
import path from 'node:path';
import type { ArmClient } from './adapters/azure/armClient.ts';
import type { ProgramSearch } from './adapters/files/programOnPath.ts';
import type { KubeconfigFilesOptions } from './adapters/kubeconfig/kubeconfigFiles.ts';
import type { LocalSetup } from './adapters/kubeconfig/localSetup.ts';
import type { Cloud } from './core/azure/clouds.ts';
import type { BrokenGlasses } from './core/breakGlass/brokenGlass.ts';
import type { PlaceCredentials } from './core/clusters/credentialTarget.ts';
import type { ClusterNow } from './core/clusters/seenNow.ts';
import type { WorkspaceKubeconfig } from './core/kubeconfig/privateKubeconfigs.ts';
import type { SignIn } from './core/entra/signIn.ts';
import { onFirstUse } from './core/onFirstUse.ts';
import type { RoleActivations } from './core/roleActivation/roleActivations.ts';
import type { VerifyAdapters } from './core/verifyAccess/verifyPorts.ts';

interface LateAdapterParts {
  readonly arm: () => Promise<ArmClient>;
  readonly signIn: SignIn;
  readonly cloud: () => Cloud;
  readonly files: KubeconfigFilesOptions;
  readonly dataFolder: string;
  readonly ownPlugin: string;
  readonly search: () => ProgramSearch;
  readonly glassFolder: string;
  readonly context: {
    readonly storageUri: { readonly fsPath: string } | undefined;
    readonly globalStorageUri: { readonly fsPath: string };
    readonly extensionPath: string;
  };
}

interface LateAdapters {
  readonly roleActivations: () => Promise<RoleActivations>;
  readonly placeCredentials: () => Promise<PlaceCredentials>;
  readonly clustersNow: () => Promise<ClusterNow>;
  readonly brokenGlasses: () => Promise<BrokenGlasses>;
  readonly unknownTenant: (tenant: string, signal: AbortSignal) => Promise<string | undefined>;
  readonly azExtensions: () => Promise<readonly string[]>;
  readonly azVersion: (az: string) => Promise<string | undefined>;
  readonly localSetup: (foreignFolders: () => readonly string[]) => Promise<LocalSetup>;
  readonly verifyAdapters: () => Promise<VerifyAdapters>;
  /** Makes the launcher of the command line. @returns the folder that holds nothing else */
  readonly commandFolder: () => Promise<string>;
  /** undefined where no folder is open. */
  readonly workspaceKubeconfig: () => Promise<WorkspaceKubeconfig | undefined>;
}

/** The adapters of the late rooms alone: each loads when it is first used, as those of `lazyAdapters.ts`. */
export function lateAdapters(parts: LateAdapterParts): LateAdapters {
  const { signIn, cloud, arm } = parts;
  return {
    roleActivations: onFirstUse(async () => {
      const { ArmRoleActivations } = await import('./adapters/azure/armRoleActivations.ts');
      return new ArmRoleActivations(await arm(), signIn, cloud);
    }),
    placeCredentials: onFirstUse(async () => {
      const { ArmPlaceCredentials } = await import('./adapters/azure/armPlaceCredentials.ts');
      return new ArmPlaceCredentials(await arm());
    }),
    clustersNow: onFirstUse(async () => {
      const { ArmClusterNow } = await import('./adapters/azure/armClusterNow.ts');
      return new ArmClusterNow(await arm());
    }),
    brokenGlasses: onFirstUse(async () => {
      const { BrokenGlassFiles } = await import('./adapters/files/brokenGlassFiles.ts');
      return new BrokenGlassFiles(parts.glassFolder);
    }),
    unknownTenant: async (tenant, signal) => {
      const { unknownTenant } = await import('./adapters/network/unknownTenant.ts');
      return unknownTenant(cloud(), tenant, signal);
    },
    azExtensions: async () => {
      const { azExtensions } = await import('./adapters/tools/azExtensions.ts');
      return azExtensions(process.env, os.homedir());
    },
    azVersion: async (az) => {
      const { azVersionOf } = await import('./adapters/tools/azVersion.ts');
      return azVersionOf(az);
    },
    localSetup: async (foreignFolders) => {
      const { localSetup } = await import('./adapters/kubeconfig/localSetup.ts');
      const { pluginCommand } = await import('./adapters/credentialPlugin/pluginFolder.ts');
      const { dataFolder, ownPlugin, files } = parts;
      const { command } = pluginCommand(dataFolder, process.platform, process.execPath);
      return localSetup({ files, homeDirectory: os.homedir(), command, ownPlugin, foreignFolders });
    },
    verifyAdapters: onFirstUse(async () => {
      const { verifyAdapters } = await import('./adapters/kubernetes/verifyAdapters.ts');
      return verifyAdapters(parts.search);
    }),
    commandFolder: async () => {
      const { writeCommandLine } = await import('./adapters/tools/commandLineLauncher.ts');
      const { globalStorageUri, extensionPath } = parts.context;
      const [folder, script] = [path.join(globalStorageUri.fsPath, 'bin'), path.join(extensionPath, 'dist', 'cli.js')];
      await writeCommandLine({ folder, script, platform: process.platform, execPath: process.execPath });
      return folder;
    },
    workspaceKubeconfig: onFirstUse(async () => {
      const folder = parts.context.storageUri?.fsPath;
      const { WorkspaceKubeconfigFile } = await import('./adapters/kubeconfig/workspaceKubeconfigFile.ts');
      return folder === undefined ? undefined : new WorkspaceKubeconfigFile(folder);
    }),
  };
}
