'use strict';
// ~/theme says which one is wanted. VS Code in a browser does not see its settings file change, and its picker of themes
// would close what the picture is of.
const { readFileSync, unwatchFile, watchFile } = require('node:fs');
const path = require('node:path');
const vscode = require('vscode');

exports.activate = (context) => {
  const file = path.join(process.env.HOME, 'theme');
  const apply = ({ size }) => {
    if (size > 0) {
      const theme = readFileSync(file, 'utf8');
      void vscode.workspace.getConfiguration().update('workbench.colorTheme', theme, vscode.ConfigurationTarget.Global);
    }
  };
  watchFile(file, { interval: 100 }, apply);
  context.subscriptions.push({ dispose: () => unwatchFile(file, apply) });
};
