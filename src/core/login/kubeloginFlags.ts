import type { FlagRule } from './pflag.ts';

/** klog's, which kubelogin takes anywhere, in front of its command too. */
const globalFlags: Readonly<Record<string, FlagRule>> = {
  v: { short: 'v', holds: 'logLevel' },
  logtostderr: { isSwitch: true },
};

/** What `kubelogin get-token` takes (0.2.21 and 0.2.22, `pkg/internal/token/options.go`). */
export const kubeloginFlags: Readonly<Record<string, FlagRule>> = {
  ...globalFlags,
  login: { short: 'l' },
  'client-id': {},
  'client-secret': {},
  'client-certificate': {},
  'client-certificate-password': {},
  username: {},
  password: {},
  'identity-resource-id': {},
  'server-id': {},
  'federated-token-file': {},
  'authority-host': {},
  'azure-pipelines-service-connection-id': {},
  'token-cache-dir': {},
  'cache-dir': {},
  'tenant-id': { short: 't' },
  subscription: { short: 's' },
  environment: { short: 'e' },
  legacy: { isSwitch: true },
  'use-azurerm-env-vars': { isSwitch: true },
  'pop-enabled': { isSwitch: true },
  timeout: { holds: 'duration' },
  'pop-claims': {},
  'disable-environment-override': { isSwitch: true },
  'disable-instance-discovery': { isSwitch: true },
  'redirect-url': {},
  'login-hint': {},
};

/**
 * Finds the command among the arguments as cobra (1.8.1) does: the first word, where a flag that kubelogin's root does
 * not know as a switch is taken to have a value.
 *
 * @returns `command` undefined where there is none; `rest` is everything else
 */
export function splitCommand(args: readonly string[]): {
  readonly command: string | undefined;
  readonly rest: readonly string[];
} {
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? '';
    if (arg === '--') {
      break;
    }
    if (takesNext(arg)) {
      index++;
    } else if (!arg.startsWith('-') && arg !== '') {
      return { command: arg, rest: args.toSpliced(index, 1) };
    }
  }
  return { command: undefined, rest: args };
}

function takesNext(arg: string): boolean {
  if (arg.includes('=') || ['--logtostderr', '--help', '--version', '-h'].includes(arg)) {
    return false;
  }
  return arg.startsWith('--') || (arg.startsWith('-') && arg.length === 2);
}
