/** The bytes of ARM's three kinds of answers, as recorded: the order of keys and arguments is ARM's. */

export const tenantId = '2f9a5c1e-7d43-4b8a-9e10-6c5d4b3a2f10';
const serverId = '6dae42f8-4368-4678-94ff-3960e28e3630';
const clientId = '80faf920-1908-4b52-b5ef-a8e7bedfc67a';

export interface ArmCluster {
  readonly name: string;
  readonly resourceGroup?: string;
  readonly server?: string;
  readonly certificateAuthority?: string;
}

export function execCredential(cluster: ArmCluster): string {
  return `${head(cluster, 'clusterUser')}
  user:
    exec:
      apiVersion: client.authentication.k8s.io/v1beta1
      args:
      - get-token
      - --environment
      - AzurePublicCloud
      - --server-id
      - ${serverId}
      - --client-id
      - ${clientId}
      - --tenant-id
      - ${tenantId}
      - --login
      - devicecode
      command: kubelogin
      env: null
      installHint: |2

        kubelogin is not installed which is required to connect to AAD enabled cluster.

        To learn more, please go to https://aka.ms/aks/kubelogin
      provideClusterInfo: false
`;
}

export function azureCredential(cluster: ArmCluster, configMode = '"1"'): string {
  return `${head(cluster, 'clusterUser')}
  user:
    auth-provider:
      config:
        apiserver-id: ${serverId}
        client-id: ${clientId}
        config-mode: ${configMode}
        environment: AzurePublicCloud
        tenant-id: ${tenantId}
      name: azure
`;
}

export function staticCredential(cluster: ArmCluster, role: 'clusterUser' | 'clusterAdmin' = 'clusterUser'): string {
  return `${head(cluster, role)}
  user:
    client-certificate-data: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCmNsaWVudAo=
    client-key-data: c2VjcmV0LWtleQ==
    token: secret-token-0123456789
`;
}

function head(
  {
    name,
    resourceGroup = 'rg',
    server,
    certificateAuthority = 'LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCkNBCg==',
  }: ArmCluster,
  role: string,
): string {
  return `apiVersion: v1
clusters:
- cluster:
    certificate-authority-data: ${certificateAuthority}
    server: ${server ?? `https://${name}-1234.hcp.eastus.azmk8s.io:443`}
  name: ${name}
contexts:
- context:
    cluster: ${name}
    user: ${role}_${resourceGroup}_${name}
  name: ${name}
current-context: ${name}
kind: Config
preferences: {}
users:
- name: ${role}_${resourceGroup}_${name}`;
}

export function clusterIdOf(
  { name, resourceGroup = 'rg' }: ArmCluster,
  subscription = '7a1b2c3d-0000-4000-8000-000000000001',
): string {
  return `/subscriptions/${subscription}/resourcegroups/${resourceGroup}/providers/Microsoft.ContainerService/managedClusters/${name}`;
}
