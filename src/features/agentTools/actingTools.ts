import { AksEntraError } from '../../core/aksEntraError.ts';
import { asData } from '../../core/agentTools/answerText.ts';
import { checksAnswer } from '../../core/agentTools/checksAnswer.ts';
import { namedContext } from '../../core/agentTools/findNamed.ts';
import { ToolInput } from '../../core/agentTools/toolInput.ts';
import type { ActingToolName } from '../../core/agentTools/toolNames.ts';
import { describeSignIn } from '../../core/kubeconfig/describeContext.ts';
import { l10n } from '../../core/l10n.ts';
import { quotedName } from '../../core/quotedNames.ts';
import { CommandConsent } from '../../core/verifyAccess/commandConsent.ts';
import type { KubeconfigPorts } from '../kubeconfig/kubeconfigWriting.ts';
import { readKubeconfigs } from '../kubeconfig/readKubeconfigs.ts';
import { verifyChecks, type VerifyChecksPorts } from '../verifyAccess/verifyChecks.ts';
import type { ActingTool } from './agentTool.ts';
import { credentialTool, type CredentialToolPorts } from './credentialTool.ts';
import { madeChecks } from './toolContext.ts';

type VerifyPorts = Omit<VerifyChecksPorts, 'consent'>;

export interface ActingPorts
  extends KubeconfigPorts, Omit<CredentialToolPorts, 'facts'>, Omit<VerifyPorts, 'facts' | 'inventory'> {
  readonly facts: CredentialToolPorts['facts'] & VerifyPorts['facts'];
  /** Whether the person trusts what is open in this window, which a model reads too. */
  readonly isWorkspaceTrusted: () => boolean;
}

export function actingTools(ports: ActingPorts): Readonly<Record<ActingToolName, ActingTool>> {
  const tools = {
    getCredentials: credentialTool(ports),
    useContext: useContextTool(ports),
    verifyAccess: verifyAccessTool(ports),
  };
  const trusted = (tool: ActingTool): ActingTool => ({
    ...tool,
    plan: (input, signal) => {
      assertTrusted(ports);
      return tool.plan(input, signal);
    },
  });
  return {
    getCredentials: trusted(tools.getCredentials),
    useContext: trusted(tools.useContext),
    verifyAccess: trusted(tools.verifyAccess),
  };
}

/** A workspace that nobody trusts may tell a model what to call. */
function assertTrusted({ isWorkspaceTrusted }: Pick<ActingPorts, 'isWorkspaceTrusted'>): void {
  if (!isWorkspaceTrusted()) {
    throw new AksEntraError(
      'workspaceNotTrusted',
      l10n`In a workspace that is not trusted, tools only read. The person can run the command themselves, or trust the workspace.`,
    );
  }
}

function useContextTool(ports: KubeconfigPorts): ActingTool {
  return {
    title: l10n`Changing the current context of kubectl`,
    plan: async (input) => {
      const wanted = new ToolInput(input, ['context']).text('context');
      const kubeconfigs = await readKubeconfigs(ports.kubeconfigs);
      const { facts, defaultPath } = kubeconfigs;
      const { contextName, server, clusterName } = namedContext(facts, wanted);
      const from = facts.currentContext;
      const where = server === undefined ? l10n`no server` : quotedName(asData(server));
      const before = from === undefined ? l10n`There is none now.` : l10n`Now it is ${quotedName(from)}.`;
      return {
        title: l10n`Change the current context of kubectl?`,
        message: l10n`kubectl and every other program that uses ${defaultPath} will work with the context ${quotedName(contextName)}: cluster ${quotedName(clusterName)}, ${where}. ${before} Open terminals change too.`,
        key: JSON.stringify([defaultPath, from, contextName, clusterName, server]),
        run: async () => {
          const { switchTo } = await import('../kubeconfig/switchContext.ts');
          return { done: await switchTo(ports, kubeconfigs, contextName), context: contextName };
        },
      };
    },
  };
}

function verifyAccessTool(ports: VerifyPorts): ActingTool {
  return {
    title: l10n`Verifying access to a cluster`,
    plan: async (input) => {
      const wanted = new ToolInput(input, ['context']).text('context');
      const { facts } = await readKubeconfigs(ports.kubeconfigs);
      const context = namedContext(facts, wanted);
      const { contextName, server = '', clusterName, userName } = context;
      const way = describeSignIn(context);
      return {
        title: l10n`Verify access with a context?`,
        message: l10n`Gets the credential of the context ${quotedName(contextName)} as kubectl would (${way}), shows it to the server ${quotedName(asData(server))}, and asks there who you are and what you may do. Nothing is changed. The tool’s caller gets the result, without the credential.`,
        key: JSON.stringify([contextName, server, clusterName, userName, way]),
        run: async (signal) => {
          // A command that is not known runs for a person only, who sees it before.
          const consent = new CommandConsent(() => Promise.resolve(false));
          const checks = verifyChecks({ ...ports, consent }, contextName, undefined);
          return { context: contextName, ...checksAnswer(await madeChecks(checks, signal)) };
        },
      };
    },
  };
}
