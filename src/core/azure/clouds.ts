/** One Azure cloud's endpoints; hosts have no trailing slash. Source: Azure's published endpoint lists. */
export interface Cloud {
  readonly name: 'public' | 'usGovernment' | 'china';
  readonly armEndpoint: string;
  readonly armScope: string;
  readonly graphEndpoint: string;
  readonly portal: string;
  /** kubelogin's name for it; absent for the one that kubelogin takes where nothing is said. */
  readonly kubeloginEnvironment?: 'AzureUSGovernmentCloud' | 'AzureChinaCloud';
  /** VS Code's authentication provider for this cloud. */
  readonly authenticationProviderId: 'microsoft' | 'microsoft-sovereign-cloud';
}

const clouds: Record<Cloud['name'], Cloud> = {
  public: {
    name: 'public',
    armEndpoint: 'https://management.azure.com',
    armScope: 'https://management.core.windows.net/.default',
    graphEndpoint: 'https://graph.microsoft.com',
    portal: 'https://portal.azure.com',
    authenticationProviderId: 'microsoft',
  },
  usGovernment: {
    name: 'usGovernment',
    armEndpoint: 'https://management.usgovcloudapi.net',
    armScope: 'https://management.core.usgovcloudapi.net/.default',
    graphEndpoint: 'https://graph.microsoft.us',
    portal: 'https://portal.azure.us',
    kubeloginEnvironment: 'AzureUSGovernmentCloud',
    authenticationProviderId: 'microsoft-sovereign-cloud',
  },
  china: {
    name: 'china',
    armEndpoint: 'https://management.chinacloudapi.cn',
    armScope: 'https://management.core.chinacloudapi.cn/.default',
    graphEndpoint: 'https://microsoftgraph.chinacloudapi.cn',
    portal: 'https://portal.azure.cn',
    kubeloginEnvironment: 'AzureChinaCloud',
    authenticationProviderId: 'microsoft-sovereign-cloud',
  },
};

/**
 * The cloud that VS Code's own setting `microsoft-sovereign-cloud.environment` names; public where it is unset.
 * A custom environment (Azure Stack) has no AKS as this product knows it, so it counts as public.
 */
export function cloudFromSetting(environment: string | undefined): Cloud {
  if (environment === 'USGovernment') {
    return clouds.usGovernment;
  }
  return environment === 'ChinaCloud' ? clouds.china : clouds.public;
}

/** The portal page of one resource, in the tenant that it belongs to. */
export function portalUrl(cloud: Cloud, tenantId: string, resourceId: string): string {
  return `${cloud.portal}/#@${encodeURIComponent(tenantId)}/resource${resourceId}`;
}
