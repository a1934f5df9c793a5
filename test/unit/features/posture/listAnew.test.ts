import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { InventoryState } from '../../../../src/core/listing/inventory.ts';
import { listAnew } from '../../../../src/features/posture/listAnew.ts';

const listing = { accounts: [], subscriptions: [], tenantFailures: [] };
const [listed, loading]: InventoryState[] = [
  { kind: 'listed', ...listing },
  { kind: 'loading', ...listing },
];

/** An inventory that has listed already, and notes what it is asked for. */
class Inventory {
  readonly asked: string[] = [];
  state: InventoryState = listed ?? { kind: 'starting' };
  readonly #afterRefresh: () => void;

  constructor(afterRefresh: () => void = () => undefined) {
    this.#afterRefresh = afterRefresh;
  }

  refresh(): Promise<void> {
    this.asked.push('refresh');
    this.#afterRefresh();
    return Promise.resolve();
  }

  ensureListed(): Promise<void> {
    this.asked.push('ensureListed');
    this.state = listed ?? this.state;
    return Promise.resolve();
  }

  cancel(): void {
    this.asked.push('cancel');
  }
}

describe('the clusters of a report', () => {
  it('are listed anew, although they were listed before', async () => {
    const inventory = new Inventory();
    assert.equal(await listAnew(inventory, new AbortController().signal), listed);
    assert.deepEqual(inventory.asked, ['refresh']);
  });

  it('are those of a refresh of the tree that came in between', async () => {
    const inventory: Inventory = new Inventory(() => {
      inventory.state = loading ?? inventory.state;
    });
    assert.equal(await listAnew(inventory, new AbortController().signal), listed);
    assert.deepEqual(inventory.asked, ['refresh', 'ensureListed']);
  });

  it('are given up on cancel, and so is the listing', async () => {
    const controller = new AbortController();
    const inventory = new Inventory(() => {
      controller.abort(new Error('cancelled'));
    });
    await assert.rejects(listAnew(inventory, controller.signal), /cancelled/);
    assert.deepEqual(inventory.asked, ['refresh', 'cancel']);
  });
});
