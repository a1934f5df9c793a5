/** One Azure cloud's endpoints; hosts have no trailing slash. Source: Azure's published endpoint lists. */
export interface Cloud {
  readonly name: 'public' | 'usGovernment' | 'china';
  readonly armEndpoint: string;
  readonly armScope: string;
  readonly graphEndpoint: string;
  readonly portal: string;
  /** Where Entra signs in, with a closing slash, as kubelogin writes it. */
  readonly authorityHost: string;
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
    authorityHost: 'https://login.microsoftonline.com/',
    authenticationProviderId: 'microsoft',
  },
  usGovernment: {
    name: 'usGovernment',
    armEndpoint: 'https://management.usgovcloudapi.net',
    armScope: 'https://management.core.usgovcloudapi.net/.default',
    graphEndpoint: 'https://graph.microsoft.us',
    portal: 'https://portal.azure.us',
    authorityHost: 'https://login.microsoftonline.us/',
    kubeloginEnvironment: 'AzureUSGovernmentCloud',
    authenticationProviderId: 'microsoft-sovereign-cloud',
  },
  china: {
    name: 'china',
    armEndpoint: 'https://management.chinacloudapi.cn',
    armScope: 'https://management.core.chinacloudapi.cn/.default',
    graphEndpoint: 'https://microsoftgraph.chinacloudapi.cn',
    portal: 'https://portal.azure.cn',
    authorityHost: 'https://login.chinacloudapi.cn/',
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

/** kubelogin's names of the clouds, in any case (its `GetCloudConfiguration`, 0.2.19). */
const cloudOfEnvironment: Readonly<Record<string, Cloud['name']>> = {
  azurecloud: 'public',
  azurepublic: 'public',
  azurepubliccloud: 'public',
  azureusgovernment: 'usGovernment',
  azureusgovernmentcloud: 'usGovernment',
  azurechinacloud: 'china',
};

/**
 * The cloud that kubelogin's `--environment` names; undefined where it names none. kubelogin itself takes an unknown
 * name for the public cloud, and so may send a secret there.
 */
export function cloudFromEnvironment(environment: string): Cloud | undefined {
  const name = environment.toLowerCase();
  const cloudName = Object.hasOwn(cloudOfEnvironment, name) ? cloudOfEnvironment[name] : undefined;
  return cloudName === undefined ? undefined : clouds[cloudName];
}

/** The portal page of one resource, in the tenant that it belongs to. */
export function portalUrl(cloud: Cloud, tenantId: string, resourceId: string): string {
  return `${cloud.portal}/#@${encodeURIComponent(tenantId)}/resource${resourceId}`;
}

/**
 * The portal’s page on which people activate what Privileged Identity Management lets them: roles of Azure resources, or
 * memberships in groups. Only this form, which names no tenant, was seen to be in use.
 */
export function activationUrl(cloud: Cloud, what: 'roles' | 'groups'): string {
  const page = what === 'roles' ? 'azurerbac' : 'aadgroup';
  return `${cloud.portal}/#view/Microsoft_Azure_PIMCommon/ActivationMenuBlade/~/${page}`;
}
