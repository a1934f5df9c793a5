import { assertPersonCanSignIn } from '../core/getToken/assertPersonCanSignIn.ts';
import type { EntraTokenRequest } from '../core/getToken/entraTokenRequest.ts';
import { renderExecCredential } from '../core/credentialPlugin/execCredential.ts';
import { type ExecInfo, readClientsExecInfo } from '../core/credentialPlugin/execInfo.ts';
import type { GetTokenOptions } from '../core/getToken/getTokenOptions.ts';
import { reportedExpiryMs } from '../core/getToken/reportedExpiry.ts';
import { tokenRequest } from '../core/getToken/tokenRequest.ts';
import { l10n } from '../core/l10n.ts';
import type { CommandLinePorts } from './commandLinePorts.ts';
import { logFlags, loginFlags, loginModeOf, loginOptionsOf } from './loginFlags.ts';
import { describeFlags, type Flag, parseFlags, type TypedFlags } from './parseFlags.ts';

const flags = {
  ...loginFlags,
  'client-secret': { value: 'SECRET', help: l10n`spn: others may see arguments; AZURE_CLIENT_SECRET is safer` },
  'client-certificate': { value: 'FILE', help: l10n`spn: a PEM or PFX file with the certificate and its key` },
  'client-certificate-password': { value: 'SECRET', help: l10n`spn: of an encrypted key or a PFX file` },
  password: { value: 'SECRET', help: l10n`ropc: others may see arguments; AZURE_PASSWORD is safer` },
  'authority-host': { value: 'URL', help: l10n`Where to sign in, in place of the cloud's own; ends with a slash` },
  'redirect-url': { value: 'URL', help: l10n`interactive: http://localhost, whose port is chosen for you` },
  'cache-dir': { value: 'FOLDER', help: l10n`Has no effect: nothing is kept on disk` },
  'disable-environment-override': {
    isSwitch: true,
    help: l10n`Reads no environment variable but KUBERNETES_EXEC_INFO`,
  },
  timeout: {
    value: 'TIME',
    holds: 'duration',
    help: l10n`Such as 30s or 1m30s; else AZURE_CLI_TIMEOUT, else 1m, or 5m for a person`,
  },
  'use-azurerm-env-vars': { isSwitch: true, help: l10n`Terraform's variables (ARM_CLIENT_ID, …) in place of Azure's` },
  'disable-instance-discovery': { isSwitch: true, help: l10n`For an identity provider other than Entra` },
} satisfies Readonly<Record<string, Flag>>;

const usage = l10n`Gets a token for kubectl, as "kubelogin get-token" does: a credential plugin.

Usage: node cli.js get-token --server-id ID [flags]

Prints one ExecCredential, and keeps no token: devicecode and interactive ask at every call. Variables, each after its
typed flag: AZURE_CLIENT_ID, AZURE_TENANT_ID, AZURE_CLIENT_SECRET, AZURE_CLIENT_CERTIFICATE_PATH,
AZURE_CLIENT_CERTIFICATE_PASSWORD, AZURE_FEDERATED_TOKEN_FILE, AZURE_AUTHORITY_HOST, AZURE_USERNAME, AZURE_PASSWORD,
AAD_SERVICE_PRINCIPAL_…, AAD_USER_PRINCIPAL_…, in Azure Pipelines SYSTEM_ACCESSTOKEN and AZURESUBSCRIPTION_…
Proof-of-possession tokens (--pop-enabled) need kubelogin.

Flags:
${describeFlags(flags)}`;

/** `get-token`: the plugin's answer on standard output, everything for people on standard error. */
export async function getToken(args: readonly string[], ports: CommandLinePorts): Promise<void> {
  const typed = parseFlags(args, { ...flags, ...logFlags }, 'ignored');
  if (typed === undefined) {
    ports.writeOutput(usage);
    return;
  }
  const execInfo = readClientsExecInfo(ports.environment['KUBERNETES_EXEC_INFO']);
  const options = getTokenOptionsOf(typed);
  // The switch speaks of all variables, and so of the one that names the mode.
  const mode = loginModeOf(typed, options.disablesEnvironmentOverride === true ? {} : ports.environment);
  await printToken(tokenRequest(mode, options, ports.environment), execInfo, ports);
}

/** Gets a token and prints it as kubectl wants it; on failure nothing is printed. */
export async function printToken(
  request: EntraTokenRequest,
  execInfo: ExecInfo,
  ports: CommandLinePorts,
): Promise<void> {
  assertPersonCanSignIn(request.proof, execInfo, ports);
  const issued = await ports.acquireEntraToken(request, { signal: ports.signal, tellPerson: ports.writeError });
  const expiresOnMs = reportedExpiryMs(issued, ports.now());
  ports.writeOutput(renderExecCredential(execInfo.apiVersion, issued.token, expiresOnMs));
}

function getTokenOptionsOf(typed: TypedFlags<keyof typeof flags>): GetTokenOptions {
  const timeout = typed.text('timeout');
  return {
    ...loginOptionsOf(typed),
    ...(timeout === undefined ? {} : { timeout }),
    usesAzureRmVariables: typed.isOn('use-azurerm-env-vars') === true,
    disablesInstanceDiscovery: typed.isOn('disable-instance-discovery') === true,
  };
}
