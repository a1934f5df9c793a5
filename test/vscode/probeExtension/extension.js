'use strict';
// What the product does, in its smallest form: the self test of launcher, simulator and provider together.
const vscode = require('vscode');

const armScopes = ['https://management.core.windows.net/.default', 'VSCODE_TENANT:organizations'];
const aksScope = '6dae42f8-4368-4678-94ff-3960e28e3630/.default';

async function run() {
  const arm = await vscode.authentication.getSession('microsoft', armScopes, { createIfNone: true });
  const tenant = `VSCODE_TENANT:${claims(arm).tid}`;
  const aks = await vscode.authentication.getSession('microsoft', [aksScope, tenant], {
    silent: true,
    account: arm.account,
  });
  const url = 'https://management.azure.com/subscriptions?api-version=2022-12-01';
  const answer = await fetch(url, { headers: { authorization: `Bearer ${arm.accessToken}` } });
  const body = await answer.json();
  const seen = [`account ${arm.account.label}`, `AKS audience ${aks ? claims(aks).aud : 'none'}`];
  seen.push(`ARM ${answer.status}`, `subscriptions ${body.value?.length}`);
  void vscode.window.showInformationMessage(`Probe: ${seen.join(', ')}`, 'Fine');
}

function claims(session) {
  return JSON.parse(Buffer.from(session.accessToken.split('.')[1], 'base64url').toString());
}

module.exports = {
  activate: (context) => {
    context.subscriptions.push(
      vscode.commands.registerCommand('signInProbe.run', () =>
        run().catch((error) => vscode.window.showErrorMessage(`Probe failed: ${error}`)),
      ),
    );
  },
};
