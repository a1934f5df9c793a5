import { AksEntraError } from '../aksEntraError.ts';
import { aksServerAppId } from '../entra/scopes.ts';
import { l10n } from '../l10n.ts';

/** What the plugin does where no VS Code window can answer. */
const fallbacks = ['azurecli', 'interactive', 'none'] as const;
export type Fallback = (typeof fallbacks)[number];

export function isFallback(name: string): name is Fallback {
  return fallbacks.some((fallback) => fallback === name);
}

/** What a kubeconfig user asks our credential plugin for: a token of one account in one tenant, for AKS. */
export interface PluginRequest {
  readonly tenantId: string;
  /** kubelogin's name of the cloud. */
  readonly environment: string;
  /** The `id` of the account in VS Code: `<object id>.<home tenant>`. */
  readonly accountId: string;
  /** This context's own fallback; without it the one that is set for all. */
  readonly fallback?: Fallback;
}

const valueOf: Readonly<Record<string, RegExp>> = {
  '--login': /^vscode$/,
  '--server-id': new RegExp(`^${aksServerAppId}$`, 'i'),
  '--tenant-id': /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  '--environment': /^Azure(PublicCloud|USGovernmentCloud|ChinaCloud|StackCloud)$/,
  '--account': /^[A-Za-z0-9._-]{1,200}$/,
  '--fallback': new RegExp(`^(${fallbacks.join('|')})$`),
};

/** The arguments of the plugin's command in a kubeconfig. Every one is made of letters, digits, `.`, `_` and `-`. */
export function renderPluginArguments(request: PluginRequest): string[] {
  return [
    'get-token',
    ...['--login', 'vscode'],
    ...['--server-id', aksServerAppId],
    ...['--tenant-id', request.tenantId],
    ...['--environment', request.environment],
    ...['--account', request.accountId],
    ...(request.fallback === undefined ? [] : ['--fallback', request.fallback]),
  ];
}

/**
 * Reads the plugin's arguments, in any order and nothing else: a kubeconfig may come from anywhere.
 *
 * @throws AksEntraError pluginArgumentsInvalid
 */
export function parsePluginArguments(args: readonly string[]): PluginRequest {
  if (args[0] !== 'get-token') {
    throw invalid(l10n`the command is not get-token`);
  }
  const values = new Map<string, string>();
  for (let index = 1; index < args.length; index += 2) {
    const name = args[index] ?? '';
    const rule = Object.hasOwn(valueOf, name) ? valueOf[name] : undefined;
    if (rule === undefined) {
      throw invalid(l10n`there is an argument that it does not know`);
    }
    if (values.has(name)) {
      throw invalid(l10n`${name} stands there twice`);
    }
    const value = args[index + 1] ?? '';
    if (!rule.test(value)) {
      throw invalid(l10n`${name} has a value that it does not take`);
    }
    values.set(name, value);
  }
  const required = (name: string): string => {
    const value = values.get(name);
    if (value === undefined) {
      throw invalid(l10n`${name} is missing`);
    }
    return value;
  };
  required('--login');
  required('--server-id');
  const fallback = values.get('--fallback');
  return {
    tenantId: required('--tenant-id').toLowerCase(),
    environment: required('--environment'),
    accountId: required('--account'),
    ...(fallback !== undefined && isFallback(fallback) ? { fallback } : {}),
  };
}

function invalid(reason: string): AksEntraError {
  return new AksEntraError(
    'pluginArgumentsInvalid',
    l10n`AKS Entra does not run with these arguments: ${reason}. Get the cluster's credentials again in VS Code.`,
  );
}
