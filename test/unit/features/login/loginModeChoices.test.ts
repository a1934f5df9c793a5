import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { guidedModes, loginModeGuides } from '../../../../src/core/conversion/loginModeGuide.ts';
import { loginModeNames } from '../../../../src/core/login/loginModeNames.ts';
import { loginModeChoices } from '../../../../src/features/login/loginModeChoices.ts';

describe('a picker of login modes', () => {
  it('offers every mode of kubelogin and VS Code’s, those for people first and VS Code’s at the top', () => {
    const groups = loginModeChoices(guidedModes);
    assert.deepEqual(
      groups.map(({ label }) => label),
      ['For people', 'For machines', 'Not recommended'],
    );
    const offered = groups.flatMap(({ choices }) => choices.map(({ value }) => value));
    assert.equal(offered[0], 'vscode');
    assert.deepEqual(offered.toSorted(), ['vscode', ...loginModeNames].toSorted());
  });

  it('offers no group without a mode, and says of each mode what it takes', () => {
    const [people, ...others] = loginModeChoices(['interactive', 'azurecli']);
    assert.deepEqual(others, []);
    assert.deepEqual(people?.choices, [
      { label: 'interactive', detail: loginModeGuides.interactive.detail, value: 'interactive' },
      { label: 'azurecli', detail: loginModeGuides.azurecli.detail, value: 'azurecli' },
    ]);
  });
});
