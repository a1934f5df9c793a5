import { asClusterNode } from '../clusters/clusterNodes.ts';
import type { ChooseAccountsPorts } from './chooseAccounts.ts';
import { selectSigningIn } from './selectSigningIn.ts';

/** Lists an account as well that VS Code has. */
export async function showAccount(ports: ChooseAccountsPorts, argument: unknown): Promise<void> {
  const node = asClusterNode(argument);
  if (node?.kind === 'otherAccount') {
    const { selected } = await ports.signIn.selection();
    await selectSigningIn(ports, selected, [node.account]);
  }
}
