import os from 'node:os';
import path from 'node:path';
import type { ArmClient } from './adapters/azure/armClient.ts';
import type { AccessAdapters } from './adapters/kubernetes/accessAdapters.ts';
import type { KubeconfigFilesOptions } from './adapters/kubeconfig/kubeconfigFiles.ts';
import { personalDataFolder } from './adapters/files/personalDataFolder.ts';
import type { Secrets } from './adapters/vscode/keptOperationFiles.ts';
import type { GrantListing } from './core/access/existingGrants.ts';
import type { Cloud } from './core/azure/clouds.ts';
import type { ClusterCredentials } from './core/clusters/clusterCredentials.ts';
import type { CorrectedDirectory, GroupNames, SavedListings } from './core/clusters/clusterPorts.ts';
import type { RoleAssignments } from './core/access/accessPorts.ts';
import type { ClusterChoices, ClusterCreation } from './core/clusterCreation/creationPorts.ts';
import type { GroupCreation, GroupMembership } from './core/directory/groupCreation.ts';
import type { FleetMember } from './core/clusters/fleet.ts';
import type { SeenCluster, SeenFleet } from './core/clusters/seenCluster.ts';
import type { GroupSearch } from './core/directory/groupSearch.ts';
import type {
  ClusterOperations,
  ClusterPermissions,
  ManagedClusters,
} from './core/entraIntegration/managedClusterPorts.ts';
import type { KeptOperations } from './core/entraIntegration/keptOperations.ts';
import type { SignedInAccounts, SignIn } from './core/entra/signIn.ts';
import type { PrivateKubeconfigs } from './core/kubeconfig/privateKubeconfigs.ts';
import type { PluginAllowlist } from './core/kuberc/pluginAllowlist.ts';
import type { Logger } from './core/logger.ts';
import type { ReadCertificate } from './core/login/certificateValidity.ts';
import { onFirstUse } from './core/onFirstUse.ts';
import type { KubectlSignInPorts, VscodeKubectlSignIn } from './vscodeKubectlSignIn.ts';

interface LazyAdapterParts {
  readonly signIn: SignIn & SignedInAccounts;
  readonly cloud: () => Cloud;
  /** A folder of the extension's own, which VS Code gives it. */
  readonly storageFolder: string;
  /** Where the extension is installed, and its version. */
  readonly extensionFolder: string;
  readonly version: string;
  readonly files: KubeconfigFilesOptions;
  readonly secrets: Secrets;
  /** For the changes of clusters that are running. */
  readonly changesFolder: string;
  readonly logger: Logger;
}

interface LazyAdapters {
  readonly arm: () => Promise<ArmClient>;
  readonly clusterDirectory: () => Promise<CorrectedDirectory>;
  readonly savedListings: () => Promise<SavedListings>;
  readonly clusterCredentials: () => Promise<ClusterCredentials>;
  readonly groupNames: () => Promise<GroupNames>;
  readonly groupMembership: () => Promise<GroupMembership>;
  readonly entraIntegration: () => Promise<{
    readonly managedClusters: ManagedClusters;
    readonly clusterOperations: ClusterOperations;
    readonly clusterPermissions: ClusterPermissions;
    readonly groupSearch: GroupSearch;
    readonly groupCreation: GroupCreation;
    readonly groupMembership: GroupMembership;
    readonly groupNames: GroupNames;
    readonly keptOperations: KeptOperations;
    readonly clusterChoices: ClusterChoices;
    readonly clusterCreation: ClusterCreation;
    readonly roleAssignments: RoleAssignments;
  }>;
  readonly access: () => Promise<AccessAdapters>;
  /** Never prompts. */
  readonly listGrants: (seen: SeenCluster) => Promise<GrantListing>;
  /** Never prompts. */
  readonly listMembers: (seen: SeenFleet) => Promise<readonly FleetMember[]>;
  readonly privateKubeconfigs: () => Promise<PrivateKubeconfigs>;
  readonly readForeignFile: (file: string) => Promise<string>;
  readonly certificateValidity: ReadCertificate;
  readonly pluginAllowlist: PluginAllowlist;
  readonly loadKubectlSignIn: (
    parts: Pick<
      KubectlSignInPorts,
      | 'environment'
      | 'fallback'
      | 'tellSignInNeeded'
      | 'contextNamesOf'
      | 'tellKeyWrong'
      | 'tellConsentMissing'
      | 'tellRefused'
    >,
  ) => Promise<VscodeKubectlSignIn>;
}

/** The adapters that the status bar and the first sight of the tree do without: each loads when it is first used. */
export function lazyAdapters(parts: LazyAdapterParts): LazyAdapters {
  const { signIn, cloud, logger } = parts;
  const arm = onFirstUse(async () => {
    const { ArmClient } = await import('./adapters/azure/armClient.ts');
    return new ArmClient(signIn, cloud);
  });
  const kuberc = onFirstUse(async () => {
    const { Kuberc } = await import('./adapters/kubeconfig/kubercFile.ts');
    const { pluginCommand } = await import('./adapters/credentialPlugin/pluginFolder.ts');
    const { env, platform, execPath } = process;
    const { command } = pluginCommand(personalDataFolder(env, os.homedir(), platform), platform, execPath);
    return new Kuberc({ ...parts.files, command });
  });
  const graph = onFirstUse(async () => {
    const { GraphClient } = await import('./adapters/graph/graphClient.ts');
    return new GraphClient(signIn, cloud);
  });
  const savedListings = onFirstUse(async () => {
    const { SavedListingFile } = await import('./adapters/files/savedListingFile.ts');
    return new SavedListingFile(path.join(parts.storageFolder, 'clusters'), cloud);
  });
  const groupNames = onFirstUse(async () => {
    const { GraphGroupNames } = await import('./adapters/graph/graphGroupNames.ts');
    return new GraphGroupNames(await graph(), logger);
  });
  const clusterCredentials = onFirstUse(async () => {
    const { ArmClusterCredentials } = await import('./adapters/azure/armClusterCredentials.ts');
    return new ArmClusterCredentials(await arm());
  });
  const access = onFirstUse(async () => {
    const { accessAdapters } = await import('./adapters/kubernetes/accessAdapters.ts');
    return accessAdapters(await arm(), await clusterCredentials(), signIn, await graph(), logger);
  });
  return {
    arm,
    clusterDirectory: onFirstUse(async () => {
      const { ArmClusters } = await import('./adapters/azure/armClusters.ts');
      return new ArmClusters(await arm());
    }),
    savedListings: async () => (await savedListings()).ofCurrentCloud(),
    clusterCredentials,
    groupNames,
    groupMembership: onFirstUse(async () => {
      const { GraphGroupCreation } = await import('./adapters/graph/graphGroupCreation.ts');
      return new GraphGroupCreation(await graph(), logger);
    }),
    entraIntegration: onFirstUse(async () => {
      const { entraIntegrationAdapters } = await import('./adapters/azure/entraIntegrationAdapters.ts');
      const { clusterCreationAdapters } = await import('./adapters/azure/clusterCreationAdapters.ts');
      const { KeptOperationFiles } = await import('./adapters/vscode/keptOperationFiles.ts');
      return {
        ...clusterCreationAdapters(await arm()),
        ...entraIntegrationAdapters(await arm(), await graph(), logger),
        groupNames: await groupNames(),
        keptOperations: new KeptOperationFiles(parts.changesFolder, parts.secrets),
      };
    }),
    access,
    listGrants: async (seen) => {
      const { listGrants } = await import('./core/access/existingGrants.ts');
      return listGrants(await access(), seen, { interaction: 'silent', signal: new AbortController().signal });
    },
    listMembers: async (seen) => {
      const { ArmFleetMembers } = await import('./adapters/azure/armFleetMembers.ts');
      const members = new ArmFleetMembers(await arm());
      return members.members(seen, { interaction: 'silent', signal: new AbortController().signal });
    },
    privateKubeconfigs: onFirstUse(async () => {
      const { PrivateKubeconfigFiles } = await import('./adapters/kubeconfig/privateKubeconfigFiles.ts');
      return new PrivateKubeconfigFiles(path.join(parts.storageFolder, 'terminals'));
    }),
    readForeignFile: async (file) => {
      const { readForeignFile } = await import('./adapters/kubeconfig/readForeignFile.ts');
      return readForeignFile(file);
    },
    certificateValidity: async (certificate, kubeconfig) => {
      const { readCertificate } = await import('./adapters/kubeconfig/clientCertificate.ts');
      return readCertificate(certificate, kubeconfig);
    },
    pluginAllowlist: {
      refusal: async () => (await kuberc()).refusal(),
      allow: async (change) => (await kuberc()).allow(change),
    },
    loadKubectlSignIn: async (ofRoom) => {
      const { VscodeKubectlSignIn } = await import('./vscodeKubectlSignIn.ts');
      return new VscodeKubectlSignIn({ ...parts, ...ofRoom });
    },
  };
}
