import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { guidedModes, loginModeGuides } from '../../../../src/core/conversion/loginModeGuide.ts';
import { unknownTools } from '../../../../src/core/diagnosis/obstacles.ts';
import { loginModeNames } from '../../../../src/core/login/loginModeNames.ts';
import { loginModeChoices } from '../../../../src/features/login/loginModeChoices.ts';

describe('a picker of login modes', () => {
  it('offers every mode of kubelogin and VS Code’s, those for people first and VS Code’s at the top', () => {
    const groups = loginModeChoices(guidedModes, undefined);
    assert.deepEqual(
      groups.map(({ label }) => label),
      ['For people', 'For machines', 'Not recommended'],
    );
    const offered = groups.flatMap(({ choices }) => choices.map(({ value }) => value));
    assert.equal(offered[0], 'vscode');
    assert.deepEqual(offered.toSorted(), ['vscode', ...loginModeNames].toSorted());
  });

  it('offers no group without a mode, and says of each mode what it takes', () => {
    const [people, ...others] = loginModeChoices(['interactive', 'azurecli'], undefined);
    assert.deepEqual(others, []);
    assert.deepEqual(people?.choices, [
      {
        label: 'Browser',
        description: 'interactive',
        detail: loginModeGuides.interactive.detail,
        value: 'interactive',
      },
      { label: 'Azure CLI', description: 'azurecli', detail: loginModeGuides.azurecli.detail, value: 'azurecli' },
    ]);
  });

  it('hides no mode whose programs are missing, and says of each which ones', () => {
    const missing = { ...unknownTools, kubelogin: false, az: false };
    const rows = loginModeChoices(guidedModes, missing).flatMap(({ choices }) => choices);
    const said = rows.map(({ value, description }) => [value, description]);
    assert.deepEqual(Object.fromEntries(said), {
      vscode: 'vscode',
      ...Object.fromEntries(loginModeNames.map((mode) => [mode, `${mode} · kubelogin not found`])),
      azurecli: 'azurecli · kubelogin not found · az not found',
    });
  });

  it('says which one is in use now', () => {
    const rows = loginModeChoices(guidedModes, undefined, 'devicecode').flatMap(({ choices }) => choices);
    const marked = rows.filter(({ description }) => description?.includes('in use now'));
    assert.deepEqual(
      marked.map(({ value, description }) => [value, description]),
      [['devicecode', 'devicecode · in use now']],
    );
  });
});
