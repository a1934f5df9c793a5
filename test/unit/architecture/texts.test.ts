import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { complaintsAbout } from './complaintsAbout.ts';

const everywhere = [
  'src/core/x.ts',
  'src/core/merge/x.ts',
  'src/adapters/files/x.ts',
  'src/features/token/x.ts',
  'src/ui/x.ts',
  'src/cli/x.ts',
];
const whereSentencesAreBuilt = everywhere.filter((file) => !file.startsWith('src/adapters/'));

/** A place of a text, with § for the text; a text of several values stands in the same places. */
const places = [
  "throw new AksEntraError('notFound', §);",
  "throw new AksEntraError('notFound', §, { cause });",
  'throw new UsageError(§);',
  'vscode.window.showInformationMessage(§);',
  'vscode.window.showWarningMessage(message, { modal: true }, §);',
  'void vscode.window.showErrorMessage(message, { detail: § });',
  'await withProgress(§, work);',
  'pick({ title: §, placeholder: name, choices: [] });',
  'pick({ title: name, placeholder: §, choices: [] });',
  'pickSeveral(§, placeholder, choices);',
  'showInputBox({ prompt: § });',
  'showInputBox({ placeHolder: § });',
  'showOpenDialog({ openLabel: § });',
  'showSaveDialog({ saveLabel: § });',
  'const row = { label: §, value };',
  'const row = { label, description: § };',
  'const row = { label, detail: § };',
  'const fact = { label, explanation: § };',
  'const finding = { code, message: § };',
  'const flag = { short, help: § };',
  'const guide = { group: §, questions };',
  'await confirmChange(previews, { title, accept: §, notes }, changes);',
  'item.accessibilityInformation = { label: § };',
  'item.tooltip = §;',
  'this.#item.text = §;',
  'item.description = §;',
  'ports.writeError(§);',
  'ports.writeOutput(§);',
];
const sentencePlaces = [
  'function describe() { return §; }',
  'function* doubts() { yield §; }',
  'const sentences = names.map((name) => §);',
];
const texts = [
  "'Sign in'",
  "'it was left'",
  "'Cancel'",
  '`Sign in.`',
  '`Could not list ${name}.`',
  '`${name} is gone.`',
];
const around = [
  '§',
  'isNew ? § : name',
  'isNew ? name : §',
  "name + '\\n' + §",
  'name ?? §',
  'isNew ? name + § : name',
];

async function isRefused(file: string, code: string): Promise<boolean> {
  return (await complaintsAbout(file, code)).some((complaint) => complaint.includes('l10n`…`'));
}

async function assertRefused(files: readonly string[], place: string, forms: readonly string[]): Promise<void> {
  for (const file of files) {
    for (const form of forms) {
      const code = place.replace('§', () => form);
      assert.ok(await isRefused(file, code), `${file}: ${code}`);
    }
  }
}

describe('a text that a person reads', () => {
  for (const place of places) {
    it(`is tagged in ${place}`, () => assertRefused(everywhere, place, texts));
  }

  for (const place of sentencePlaces) {
    it(`is tagged in ${place}`, () => assertRefused(whereSentencesAreBuilt, place, texts));
  }

  it('is tagged as a part of a choice or a concatenation, too', async () => {
    const forms = around.flatMap((form) => texts.map((text) => form.replace('§', () => text)));
    await assertRefused(['src/features/token/x.ts'], 'item.tooltip = §;', forms);
    await assertRefused(['src/core/merge/x.ts'], "throw new AksEntraError('notFound', §);", forms);
  });

  it('passes with its tag', async () => {
    const tagged = ['l10n`Sign in`', 'l10n`Could not list ${name}.`', 'isNew ? l10n`Cancel` : l10n`${name} is gone.`'];
    for (const place of [...places, ...sentencePlaces]) {
      for (const text of tagged) {
        const code = place.replace('§', () => text);
        assert.equal(await isRefused('src/features/token/x.ts', code), false, code);
      }
    }
  });

  it('is not what has no words of ours, nor what stands in the log', async () => {
    for (const code of [
      "throw new AksEntraError('notFound', `${path}: ${error.message}`);",
      "const row = { label: 'azurecli', value: 'azurecli' };",
      'const row = { label: `$(check) ${name}` };',
      'item.description = `${name} · ${place}`;',
      'logger.info(`Merged ${name} into ${path}.`);',
      "runAndReport(logger, 'Sign in', work);",
    ]) {
      assert.equal(await isRefused('src/features/token/x.ts', code), false, code);
    }
  });
});
