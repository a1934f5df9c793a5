import { AksEntraError } from '../aksEntraError.ts';
import { l10n } from '../l10n.ts';

/** One Azure cloud's endpoints; hosts have no trailing slash. Source: Azure's published endpoint lists. */
export interface Cloud {
  readonly name: 'public' | 'usGovernment' | 'china' | 'custom';
  readonly armEndpoint: string;
  readonly armScope: string;
  /** Absent where nobody says where it is: in a custom cloud. */
  readonly graphEndpoint?: string;
  readonly portal: string;
  /** Entra’s admin center, where there is one of its own: https://learn.microsoft.com/entra/identity/app-proxy. */
  readonly entraPortal?: string;
  /** Where Entra signs in, with a closing slash, as kubelogin writes it; absent in a custom cloud. */
  readonly authorityHost?: string;
  /**
   * What `--environment` calls it. kubelogin has no name for a custom cloud, and takes every name that it does not know
   * for the public one: there it is what Azure itself calls such clouds, and our own plugin alone is told it.
   */
  readonly environment: 'AzurePublicCloud' | 'AzureUSGovernmentCloud' | 'AzureChinaCloud' | 'AzureStackCloud';
  /** VS Code's authentication provider for this cloud. */
  readonly authenticationProviderId: 'microsoft' | 'microsoft-sovereign-cloud';
}

const sovereign = 'microsoft-sovereign-cloud';

/** Azure's own. */
export const clouds: Record<Exclude<Cloud['name'], 'custom'>, Cloud> = {
  public: {
    name: 'public',
    armEndpoint: 'https://management.azure.com',
    armScope: 'https://management.core.windows.net/.default',
    graphEndpoint: 'https://graph.microsoft.com',
    portal: 'https://portal.azure.com',
    entraPortal: 'https://entra.microsoft.com',
    authorityHost: 'https://login.microsoftonline.com/',
    environment: 'AzurePublicCloud',
    authenticationProviderId: 'microsoft',
  },
  usGovernment: {
    name: 'usGovernment',
    armEndpoint: 'https://management.usgovcloudapi.net',
    armScope: 'https://management.core.usgovcloudapi.net/.default',
    graphEndpoint: 'https://graph.microsoft.us',
    portal: 'https://portal.azure.us',
    entraPortal: 'https://entra.microsoft.us',
    authorityHost: 'https://login.microsoftonline.us/',
    environment: 'AzureUSGovernmentCloud',
    authenticationProviderId: sovereign,
  },
  china: {
    name: 'china',
    armEndpoint: 'https://management.chinacloudapi.cn',
    armScope: 'https://management.core.chinacloudapi.cn/.default',
    graphEndpoint: 'https://microsoftgraph.chinacloudapi.cn',
    portal: 'https://portal.azure.cn',
    entraPortal: 'https://entra.microsoftonline.cn',
    authorityHost: 'https://login.chinacloudapi.cn/',
    environment: 'AzureChinaCloud',
    authenticationProviderId: sovereign,
  },
};

/**
 * The cloud that VS Code's own settings name; public where they name none.
 *
 * @param environment of `microsoft-sovereign-cloud.environment`
 * @param custom of `microsoft-sovereign-cloud.customEnvironment`
 * @throws AksEntraError cloudInvalid where a custom cloud is asked for and not described: no other cloud takes its place
 */
export function cloudFromSetting(environment: string | undefined, custom?: unknown): Cloud {
  if (environment === 'custom') {
    return customCloud(custom ?? {});
  }
  if (environment === 'USGovernment') {
    return clouds.usGovernment;
  }
  return environment === 'ChinaCloud' ? clouds.china : clouds.public;
}

function customCloud(given: object): Cloud {
  const address = (field: string): string => {
    const text: unknown = (given as Readonly<Record<string, unknown>>)[field];
    const url = typeof text === 'string' && URL.canParse(text) ? new URL(text) : undefined;
    if (url?.protocol !== 'https:' || url.username + url.password + url.search + url.hash !== '') {
      const setting = `${sovereign}.customEnvironment`;
      throw new AksEntraError(
        'cloudInvalid',
        l10n`VS Code’s setting ${setting} needs an https address as ${field}. Until then, AKS Entra asks no cloud for anything.`,
        { setting },
      );
    }
    return url.href.replace(/\/+$/, '');
  };
  return {
    name: 'custom',
    armEndpoint: address('resourceManagerEndpointUrl'),
    armScope: `${address('managementEndpointUrl')}/.default`,
    portal: address('portalUrl'),
    environment: 'AzureStackCloud',
    authenticationProviderId: sovereign,
  };
}
