import { registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * One measurement in a process of its own: `node measureActivation.ts <vscode stub> <extension> <storage folder>`
 * imports the extension, activates it and prints both times in milliseconds as JSON.
 */
const [stub = '', extension = '', storage = ''] = process.argv.slice(2);

interface Extension {
  activate(context: unknown): unknown;
}

registerHooks({
  resolve: (specifier, context, nextResolve) =>
    specifier === 'vscode' ? { url: pathToFileURL(stub).href, shortCircuit: true } : nextResolve(specifier, context),
});
// VS Code's own API and the modules of Node that it uses itself are there already when an extension is loaded.
await Promise.all(['vscode', 'node:crypto', 'node:fs/promises', 'node:os', 'node:path'].map((name) => import(name)));

const context = {
  subscriptions: [],
  globalState: { get: () => undefined, update: () => Promise.resolve() },
  globalStorageUri: { fsPath: storage },
  extensionPath: path.dirname(path.dirname(extension)),
  extension: { id: 'aks-entra.aks-entra', packageJSON: { version: '0.0.0' } },
};
const startMs = performance.now();
const loaded = (await import(pathToFileURL(extension).href)) as Extension;
const importedMs = performance.now();
await loaded.activate(context);
const activatedMs = performance.now();
process.stdout.write(
  JSON.stringify({ importMs: importedMs - startMs, activateMs: activatedMs - importedMs }),
  // What the extension goes on with in the background is not part of its activation.
  () => process.exit(0),
);
