/** Client and resource ids that are the same in every tenant. */
export const vscodeClientId = 'aebc6443-996d-45c2-90f0-388ff96faa56';
export const azureCliClientId = '04b07795-8ddb-461a-bbee-02f9e1bf7b46';
export const aksClientAppId = '80faf920-1908-4b52-b5ef-a8e7bedfc67a';
export const aksServerAppId = '6dae42f8-4368-4678-94ff-3960e28e3630';

export type ResourceKind = 'arm' | 'aks' | 'graph' | 'legacyAks';

export interface WellKnownClient {
  readonly name: string;
  /** Resources that this client gets tokens for without anyone's consent. */
  readonly preauthorizedFor: readonly ResourceKind[];
}

export const wellKnownClients: Readonly<Record<string, WellKnownClient | undefined>> = {
  [vscodeClientId]: { name: 'Visual Studio Code', preauthorizedFor: ['arm', 'aks', 'graph'] },
  [azureCliClientId]: { name: 'Microsoft Azure CLI', preauthorizedFor: ['arm', 'aks', 'graph'] },
  [aksClientAppId]: { name: 'Azure Kubernetes Service AAD Client', preauthorizedFor: ['aks'] },
};

/** The forms in which ARM is asked for and in which its tokens' audience may come. */
export const armAudiences: readonly string[] = [
  'https://management.core.windows.net/',
  'https://management.core.windows.net',
  'https://management.azure.com/',
  'https://management.azure.com',
  'https://management.core.usgovcloudapi.net/',
  'https://management.core.usgovcloudapi.net',
];

export const graphAudiences: readonly string[] = [
  'https://graph.microsoft.com',
  'https://graph.microsoft.com/',
  'https://graph.microsoft.us',
  '00000003-0000-0000-c000-000000000000',
];
