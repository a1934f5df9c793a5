import { spawnSync } from 'node:child_process';
import path from 'node:path';

/**
 * `npm run test:floor`: the launcher's tests and the main journey through the UI (sign-in,
 * Get AKS credentials, kubectl, status bar, terminals) in the oldest VS Code that `engines.vscode` admits. With words
 * after `--` other parts: those of `npm test`.
 */
const journeys = ['signIn', 'credentials', 'plugin', 'statusBar', 'terminals'];
const words = process.argv.slice(2);
const parts = words.length > 0 ? [words] : [['launcher'], ['e2e', ...journeys]];

process.env['AKS_ENTRA_VSCODE'] = 'floor';
const codes = parts.map(
  (part) =>
    spawnSync(process.execPath, [path.join(import.meta.dirname, 'run.ts'), ...part], { stdio: 'inherit' }).status,
);
console.log(parts.map((part, index) => `${codes[index] === 0 ? '✔' : '✖'} ${part.join(' ')}`).join('\n'));
process.exitCode = codes.every((code) => code === 0) ? 0 : 1;
