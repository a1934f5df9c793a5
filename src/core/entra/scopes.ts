/** The AKS server application, the same in every cloud: its id is the audience of every managed cluster's tokens. */
export const aksServerAppId = '6dae42f8-4368-4678-94ff-3960e28e3630';

/** The scope to ask for when signing in to a managed cluster, or to another server application (legacy clusters). */
export function clusterScope(serverAppId: string = aksServerAppId): string {
  return `${serverAppId}/.default`;
}

/** The AKS client application, which kubelogin signs in as where a person does. Source: aks' own kubeconfigs. */
export const aksClientAppId = '80faf920-1908-4b52-b5ef-a8e7bedfc67a';
