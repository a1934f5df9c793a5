'use strict';
// Any other extension: ~/tool.json says which tool is called and with what, ~/tool.done what came of it.
const { readFileSync, renameSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const vscode = require('vscode');

async function call({ tool, input, signIn }) {
  if (signIn !== undefined) {
    const api = await vscode.extensions.getExtension('aks-entra.aks-entra').activate();
    return JSON.stringify(await api.signIn(signIn));
  }
  const { content } = await vscode.lm.invokeTool(tool, { input, toolInvocationToken: undefined });
  return content.map(({ value }) => value).join('');
}

exports.activate = (context) => {
  context.subscriptions.push(
    vscode.commands.registerCommand('toolCaller.call', async () => {
      const file = path.join(process.env.HOME, 'tool');
      const answer = await call(JSON.parse(readFileSync(`${file}.json`, 'utf8'))).catch(String);
      writeFileSync(`${file}.part`, answer);
      renameSync(`${file}.part`, `${file}.done`);
    }),
  );
};
