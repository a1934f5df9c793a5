/** The parts of a kubeconfig that AKS hands out. */
export interface KubeconfigParts {
  readonly clusterName: string;
  /** `https://<fqdn>:443` */
  readonly server: string;
  readonly caBase64: string;
  readonly userName: string;
  readonly user: KubeconfigUser;
  /** What kubelogin calls the cloud. */
  readonly environment: string;
}

export type KubeconfigUser =
  | {
      readonly kind: 'exec' | 'azure';
      readonly serverId: string;
      readonly clientId: string;
      readonly tenantId: string;
      readonly isLegacy: boolean;
    }
  | { readonly kind: 'static'; readonly certificateBase64: string; readonly keyBase64: string; readonly token: string };

/** The YAML exactly as AKS writes it: key order, indentation and quoting included. */
export function kubeconfigText(parts: KubeconfigParts): string {
  return `apiVersion: v1
clusters:
- cluster:
    certificate-authority-data: ${parts.caBase64}
    server: ${parts.server}
  name: ${parts.clusterName}
contexts:
- context:
    cluster: ${parts.clusterName}
    user: ${parts.userName}
  name: ${parts.clusterName}
current-context: ${parts.clusterName}
kind: Config
preferences: {}
users:
- name: ${parts.userName}
  user:
${userText(parts.user, parts.environment)}`;
}

function userText(user: KubeconfigUser, environment: string): string {
  if (user.kind === 'static') {
    return `    client-certificate-data: ${user.certificateBase64}
    client-key-data: ${user.keyBase64}
    token: ${user.token}
`;
  }
  if (user.kind === 'azure') {
    return `    auth-provider:
      config:
        apiserver-id: ${user.serverId}
        client-id: ${user.clientId}
        config-mode: "${user.isLegacy ? '0' : '1'}"
        environment: ${environment}
        tenant-id: ${user.tenantId}
      name: azure
`;
  }
  const legacyArgument = user.isLegacy ? '\n      - --legacy' : '';
  return `    exec:
      apiVersion: client.authentication.k8s.io/v1beta1
      args:
      - get-token
      - --environment
      - ${environment}
      - --server-id
      - ${user.serverId}
      - --client-id
      - ${user.clientId}
      - --tenant-id
      - ${user.tenantId}
      - --login
      - devicecode${legacyArgument}
      command: kubelogin
      env: null
      installHint: |2

        kubelogin is not installed which is required to connect to AAD enabled cluster.

        To learn more, please go to https://aka.ms/aks/kubelogin
      provideClusterInfo: false
`;
}
