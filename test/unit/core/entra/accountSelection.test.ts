import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isToBeTold, keyOfSelection, selectionOf, wantedAfter } from '../../../../src/core/entra/accountSelection.ts';
import { cloudFromSetting, clouds } from '../../../../src/core/azure/clouds.ts';
import { ada, ben } from '../clusters/listedClusters.ts';

const cleo = { id: 'cleo', label: 'cleo@contoso.com' };

describe('the selection of accounts', () => {
  it('has the one that was chosen last first, and those that were not selected beside it', () => {
    const wanted = [ada.id, ben.id, 'gone'];
    assert.deepEqual(selectionOf([ada, cleo, ben], wanted, ben.id), { selected: [ben, ada], others: [cleo] });
    assert.deepEqual(selectionOf([ada, cleo, ben], wanted, 'gone').selected, [ada, ben]);
    assert.deepEqual(selectionOf([ada, ben], [], undefined), { selected: [], others: [ada, ben] });
  });

  it('is another one where somebody else is chosen, though the accounts are the same', () => {
    const key = (chosenId: string): string =>
      keyOfSelection(selectionOf([ada, ben], [ada.id, ben.id], chosenId), clouds.public);
    assert.notEqual(key(ada.id), key(ben.id));
    assert.equal(key(ada.id), key(ada.id));
  });

  const wantedIds = [ada.id, ben.id];

  it('is told where it is another one than is known', () => {
    const both = selectionOf([ada, ben], wantedIds, ada.id);
    const none = selectionOf([], wantedIds, ada.id);
    assert.equal(
      isToBeTold(keyOfSelection(both, clouds.public), keyOfSelection(both, clouds.public), both, wantedIds),
      false,
    );
    assert.equal(
      isToBeTold(keyOfSelection(both, clouds.public), keyOfSelection(none, clouds.public), none, wantedIds),
      true,
    );
  });

  it('is told where nobody looked yet, once an account that is wanted is gone: what is saved of it has to go', () => {
    for (const [accounts, isTold] of [
      [[], true],
      [[ben], true],
      [[ada, ben], false],
    ] as const) {
      const selection = selectionOf(accounts, wantedIds, ada.id);
      assert.equal(isToBeTold(undefined, keyOfSelection(selection, clouds.public), selection, wantedIds), isTold);
    }
    const nobody = { selected: [], others: [] };
    assert.equal(isToBeTold(undefined, keyOfSelection(nobody, clouds.public), nobody, []), false);
  });

  it('is another one in another custom cloud, though the accounts are the same', () => {
    const custom = (host: string) =>
      cloudFromSetting('custom', {
        portalUrl: 'https://portal.example',
        managementEndpointUrl: 'https://management.example',
        resourceManagerEndpointUrl: `https://${host}`,
      });
    const selection = selectionOf([ada], [ada.id], ada.id);
    const keys = [custom('one.example'), custom('two.example'), undefined].map((each) =>
      keyOfSelection(selection, each),
    );
    assert.equal(new Set(keys).size, 3);
  });

  it('keeps those of another cloud, whom VS Code does not name now', () => {
    assert.deepEqual(wantedAfter([ada.id, 'public'], [ada, ben], [ben.id]), [ben.id, 'public']);
    assert.deepEqual(wantedAfter([ada.id], [ada], []), []);
  });
});
