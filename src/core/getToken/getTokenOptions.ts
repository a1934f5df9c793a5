import type { LoginOptions } from '../login/loginOptions.ts';

/** What was typed for `get-token`. undefined: not typed; "" is a typed value, which no variable replaces. */
export interface GetTokenOptions extends LoginOptions {
  /** A duration as Go writes it: `30s`, `1m30s`. */
  readonly timeout?: string;
  readonly usesAzureRmVariables?: boolean;
  readonly disablesInstanceDiscovery?: boolean;
}

export type Variables = Readonly<Record<string, string | undefined>>;

type Variable =
  | 'clientId'
  | 'tenantId'
  | 'clientSecret'
  | 'clientCertificate'
  | 'clientCertificatePassword'
  | 'username'
  | 'password';

const personVariables = {
  username: ['AZURE_USERNAME', 'AAD_USER_PRINCIPAL_NAME'],
  password: ['AZURE_PASSWORD', 'AAD_USER_PRINCIPAL_PASSWORD'],
};

/** kubelogin's variables, and those of Azure's SDKs, which it prefers (its `UpdateFromEnv`, 0.2.19). */
const azureVariables: Readonly<Record<Variable, readonly string[]>> = {
  clientId: ['AZURE_CLIENT_ID', 'AAD_SERVICE_PRINCIPAL_CLIENT_ID'],
  tenantId: ['AZURE_TENANT_ID'],
  clientSecret: ['AZURE_CLIENT_SECRET', 'AAD_SERVICE_PRINCIPAL_CLIENT_SECRET'],
  clientCertificate: ['AZURE_CLIENT_CERTIFICATE_PATH', 'AAD_SERVICE_PRINCIPAL_CLIENT_CERTIFICATE'],
  ...personVariables,
  clientCertificatePassword: ['AZURE_CLIENT_CERTIFICATE_PASSWORD', 'AAD_SERVICE_PRINCIPAL_CLIENT_CERTIFICATE_PASSWORD'],
};

/** Terraform's, which take the place of the others with `--use-azurerm-env-vars`. */
const azureRmVariables: Readonly<Record<Variable, readonly string[]>> = {
  clientId: ['ARM_CLIENT_ID'],
  tenantId: ['ARM_TENANT_ID'],
  clientSecret: ['ARM_CLIENT_SECRET'],
  clientCertificate: ['ARM_CLIENT_CERTIFICATE_PATH'],
  ...personVariables,
  clientCertificatePassword: ['ARM_CLIENT_CERTIFICATE_PASSWORD'],
};

/** Looks options up: what was typed, else a variable; undefined for an empty one. */
export interface OptionLookup {
  /** What was typed alone. */
  readonly typed: (name: keyof LoginOptions | 'timeout') => string | undefined;
  readonly option: (name: Variable) => string | undefined;
  /** A variable that only some modes know; undefined with `--disable-environment-override`. */
  readonly variable: (name: string) => string | undefined;
}

/** kubelogin lets a variable replace what was typed, which its users complain about (its issues 427, 538). Here never. */
export function lookUpOptions(options: GetTokenOptions, environment: Variables): OptionLookup {
  const names = options.usesAzureRmVariables === true ? azureRmVariables : azureVariables;
  const variable = (name: string): string | undefined =>
    options.disablesEnvironmentOverride === true ? undefined : nonEmpty(environment[name]);
  const typed = (name: keyof LoginOptions | 'timeout'): string | undefined => nonEmpty(options[name]);
  return {
    typed,
    variable,
    option: (name) =>
      options[name] === undefined
        ? names[name].map(variable).find((value) => value !== undefined)
        : nonEmpty(options[name]),
  };
}

function nonEmpty(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
