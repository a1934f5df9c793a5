import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';

const extensionId = 'aks-entra.aks-entra';

describe('the extension in a real extension host', () => {
  it('is known to VS Code under its id and runs where the workspace is', () => {
    assert.equal(extension().extensionKind, vscode.ExtensionKind.Workspace);
  });

  it('activates without an error', async () => {
    await extension().activate();
    assert.equal(extension().isActive, true);
  });

  it('registers every command that its manifest contributes', async () => {
    await extension().activate();
    const registered = new Set(await vscode.commands.getCommands(true));
    const missing = contributedCommands().filter((command) => !registered.has(command));
    assert.deepEqual(missing, []);
  });

  it('starts every command and setting of its manifest with aksEntra.', () => {
    const ids = [...contributedCommands(), ...contributedSettings()];
    assert.deepEqual(
      ids.filter((id) => !id.startsWith('aksEntra.')),
      [],
    );
  });
});

function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension(extensionId);
  assert.ok(found, `${extensionId} is not installed`);
  return found;
}

function contributions(): Record<string, unknown> {
  const manifest = extension().packageJSON as { contributes?: Record<string, unknown> };
  return manifest.contributes ?? {};
}

function contributedCommands(): string[] {
  const commands = (contributions()['commands'] ?? []) as { command: string }[];
  return commands.map((entry) => entry.command);
}

function contributedSettings(): string[] {
  const configuration = contributions()['configuration'] as
    { properties?: object } | { properties?: object }[] | undefined;
  const sections = Array.isArray(configuration) ? configuration : configuration ? [configuration] : [];
  return sections.flatMap((section) => Object.keys(section.properties ?? {}));
}
