import { assertModeFitsCloud } from './customCloudLogin.ts';
import { aksClientAppId, aksServerAppId } from '../entra/scopes.ts';
import { hostOf } from '../kubeconfig/contextsOfCluster.ts';
import { l10n } from '../l10n.ts';
import { type AnyLoginMode, isAnyLoginMode } from '../login/loginModeNames.ts';
import type { LoginOptions } from '../login/loginOptions.ts';
import type { ContextFacts } from '../kubeconfig/readContexts.ts';
import { quotedName } from '../quotedNames.ts';

/** One thing to ask for before a conversion; never a secret. */
export interface LoginQuestion {
  readonly option: 'clientId' | 'tenantId' | 'username' | 'azurePipelinesServiceConnectionId';
  readonly prompt: string;
  readonly isOptional: boolean;
}

/** What a person has to know to choose a login mode. */
export interface LoginModeGuide {
  /** What it is called; kubelogin's own word stands beside it, since some look for that. */
  readonly name: string;
  /** The heading that it stands under. */
  readonly group: string;
  readonly detail: string;
  readonly questions: readonly LoginQuestion[];
  /** Where kubelogin takes the secret from; it is never written to the kubeconfig. */
  readonly environment?: string;
}

/** One text for each mode, wherever one is chosen; in the order in which they are offered, those for people first. */
export const loginModeGuides: Readonly<Record<AnyLoginMode, LoginModeGuide>> = {
  vscode: {
    name: l10n`VS Code sign-in`,
    group: l10n`For people`,
    detail: l10n`The account that VS Code is signed in with: no kubelogin, no az, no prompt.`,
    questions: [],
  },
  interactive: {
    name: l10n`Browser`,
    group: l10n`For people`,
    detail: l10n`kubelogin opens your browser, where kubectl runs.`,
    questions: [],
  },
  devicecode: {
    name: l10n`Device code`,
    group: l10n`For people`,
    detail: l10n`kubelogin shows a code to enter in a browser. Conditional Access often blocks it.`,
    questions: [],
  },
  azurecli: {
    name: l10n`Azure CLI`,
    group: l10n`For people`,
    detail: l10n`The account of the Azure CLI: run az login first.`,
    questions: [],
  },
  azd: {
    name: l10n`Azure Developer CLI`,
    group: l10n`For people`,
    detail: l10n`The account of the Azure Developer CLI: run azd auth login first.`,
    questions: [],
  },
  workloadidentity: {
    name: l10n`Workload identity`,
    group: l10n`For machines`,
    detail: l10n`A federated token: in a pod with workload identity, or GitHub Actions.`,
    questions: [],
    environment: l10n`AZURE_CLIENT_ID, AZURE_TENANT_ID, AZURE_FEDERATED_TOKEN_FILE and AZURE_AUTHORITY_HOST`,
  },
  msi: {
    name: l10n`Managed identity`,
    group: l10n`For machines`,
    detail: l10n`The managed identity of the Azure machine that kubectl runs on.`,
    questions: [
      {
        option: 'clientId',
        prompt: l10n`Client ID of a user-assigned identity. Leave it empty for the machine’s own.`,
        isOptional: true,
      },
    ],
  },
  spn: {
    name: l10n`Service principal`,
    group: l10n`For machines`,
    detail: l10n`A service principal, whose secret or certificate comes from environment variables.`,
    questions: [{ option: 'clientId', prompt: l10n`Client ID of the service principal (a GUID)`, isOptional: false }],
    environment: l10n`AAD_SERVICE_PRINCIPAL_CLIENT_SECRET (or …_CLIENT_CERTIFICATE)`,
  },
  azurepipelines: {
    name: l10n`Azure Pipelines`,
    group: l10n`For machines`,
    detail: l10n`A service connection of Azure Pipelines.`,
    questions: [
      {
        option: 'azurePipelinesServiceConnectionId',
        prompt: l10n`Resource ID of the service connection (a GUID, in its address in Azure DevOps)`,
        isOptional: false,
      },
    ],
    environment: l10n`SYSTEM_ACCESSTOKEN and AZURE_CLIENT_ID`,
  },
  ropc: {
    name: l10n`User name and password`,
    group: l10n`Not recommended`,
    detail: l10n`A user name and password. Multi-factor authentication rules it out.`,
    questions: [
      {
        option: 'username',
        prompt: l10n`User name. Leave it empty to take it from AAD_USER_PRINCIPAL_NAME.`,
        isOptional: true,
      },
    ],
    environment: 'AAD_USER_PRINCIPAL_PASSWORD',
  },
};

/** Every mode, in the order in which they are offered. */
export const guidedModes: readonly AnyLoginMode[] = Object.keys(loginModeGuides).filter(isAnyLoginMode);

const needsClientId: readonly AnyLoginMode[] = ['devicecode', 'interactive', 'ropc'];
const needsTenantId: readonly AnyLoginMode[] = ['vscode', 'devicecode', 'interactive', 'spn', 'ropc', 'azurepipelines'];

/**
 * What a login mode needs that a context does not say, such as one that was converted to azurecli before.
 *
 * @param tenantOf the tenant of the context's cluster, where it is known
 * @param environment what `--environment` calls the cloud that the user works in; absent for the public one
 * @throws AksEntraError credentialNotConvertible in a custom cloud, for a mode that knows no such cloud
 */
export function missingForMode(
  context: ContextFacts,
  mode: AnyLoginMode,
  tenantOf: (context: ContextFacts) => string | undefined,
  environment?: string,
): { readonly known: LoginOptions; readonly questions: readonly LoginQuestion[] } {
  const { entra, contextName } = context;
  const questions: LoginQuestion[] = [];
  const lacksClientId = needsClientId.includes(mode) && entra?.clientId === undefined;
  const isAks = entra?.serverId?.toLowerCase() === aksServerAppId;
  if (lacksClientId && !isAks) {
    questions.push({
      option: 'clientId',
      prompt: l10n`Client ID for ${quotedName(contextName)} (a GUID)`,
      isOptional: false,
    });
  }
  const lacksTenantId = needsTenantId.includes(mode) && entra?.tenantId === undefined;
  const tenantId = lacksTenantId ? tenantOf(context) : undefined;
  if (lacksTenantId && tenantId === undefined) {
    questions.push({
      option: 'tenantId',
      prompt: l10n`Tenant ID for ${quotedName(contextName)} (a GUID)`,
      isOptional: false,
    });
  }
  // Only modes that take it write it. A public cluster stays one, whatever cloud the user works in now.
  const lacksEnvironment = entra?.environment === undefined && hostOf(context.server)?.endsWith('.azmk8s.io') !== true;
  assertModeFitsCloud(mode, lacksEnvironment ? environment : entra?.environment);
  return {
    known: {
      ...(lacksEnvironment && environment !== undefined ? { environment } : {}),
      ...(lacksClientId && isAks ? { clientId: aksClientAppId } : {}),
      ...(tenantId === undefined ? {} : { tenantId }),
    },
    questions,
  };
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What is wrong with an answer; undefined where nothing is. */
export function explainAnswer({ option, isOptional }: LoginQuestion, answer: string): string | undefined {
  if (answer === '') {
    return isOptional ? undefined : l10n`A value is needed.`;
  }
  if (option === 'username') {
    return /^\S+@\S+$/.test(answer) ? undefined : l10n`This is not a user name (name@domain).`;
  }
  if (option === 'tenantId' && /^[0-9a-z-]+(\.[0-9a-z-]+)+$/i.test(answer)) {
    return undefined;
  }
  return guid.test(answer) ? undefined : l10n`This is not a GUID (like 00000000-0000-0000-0000-000000000000).`;
}
