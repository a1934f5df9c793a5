import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import type { TextChange, WriteReceipt } from '../../../../src/core/kubeconfig/kubeconfigStore.ts';
import {
  allOrNone,
  plannedChanges,
  writeAllOrNone,
  writeAsShown,
  writeAsShownWith,
  withTexts,
  type UndoableWriter,
} from '../../../../src/core/kubeconfig/writeAsShown.ts';

interface MemoryReceipt extends WriteReceipt {
  readonly before: string | undefined;
}

interface MemoryStore {
  readonly files: Record<string, string>;
  /** What it was asked to do. */
  readonly asked: string[];
  readonly writer: UndoableWriter<MemoryReceipt>;
}

/** Files in memory, which nobody locks. */
function store(files: Record<string, string>): MemoryStore {
  const asked: string[] = [];
  const writer: UndoableWriter<MemoryReceipt> = {
    update: <Result extends TextChange>(path: string, change: (text: string | undefined) => Result) => {
      asked.push(`update ${path}`);
      const before = files[path];
      const result = change(before);
      if (result.text !== undefined) {
        files[path] = result.text;
      }
      const kind = result.text === undefined ? 'unchanged' : before === undefined ? 'created' : 'replaced';
      const backupPath = before === undefined ? undefined : `/backups${path}`;
      return Promise.resolve({ receipt: { path, kind, before, backupPath } as const, result });
    },
    undo: ({ path, before }) => {
      asked.push(`undo ${path}`);
      if (before === undefined) {
        Reflect.deleteProperty(files, path);
      } else {
        files[path] = before;
      }
      return Promise.resolve();
    },
  };
  return { files, asked, writer };
}

describe('several writes', () => {
  it('are done in order, each with what the one before it came to', async () => {
    const { files, writer } = store({ '/a': 'one' });
    const { receipts, result } = await writeAllOrNone(writer, async (write) => {
      const { length } = await write('/a', (text = '') => ({ text: `${text}!`, length: text.length }));
      await write('/b', () => ({ text: String(length) }));
      return length;
    });
    assert.deepEqual(files, { '/a': 'one!', '/b': '3' });
    assert.deepEqual([result, receipts.map(({ kind }) => kind)], [3, ['replaced', 'created']]);
  });

  it('are all taken back where one is refused, the last one first', async () => {
    const { files, asked, writer } = store({ '/a': 'one', '/c': 'three' });
    const refused = new Error('no');
    const work = writeAllOrNone(writer, async (write) => {
      await write('/a', () => ({ text: 'changed' }));
      await write('/b', () => ({ text: 'new' }));
      await write('/c', () => {
        throw refused;
      });
    });
    await assert.rejects(work, refused);
    assert.deepEqual(files, { '/a': 'one', '/c': 'three' });
    assert.deepEqual(asked, ['update /a', 'update /b', 'update /c', 'undo /b', 'undo /a']);
  });

  it('are all taken back where what is done between them fails', async () => {
    const { files, writer } = store({ '/a': 'one' });
    const work = writeAllOrNone(writer, async (write) => {
      await write('/a', () => ({ text: 'changed' }));
      throw new TypeError('x');
    });
    await assert.rejects(work, TypeError);
    assert.deepEqual(files, { '/a': 'one' });
  });
});

describe('work that asks between its writes', () => {
  it('is done, or all that it told of is taken back, the last one first', async () => {
    for (const answer of ['yes', 'no']) {
      const { files, asked, writer } = store({ '/a': 'one', '/b': 'two' });
      const work = allOrNone(writer, async (written) => {
        for (const path of ['/a', '/b']) {
          written((await writer.update(path, () => ({ text: 'changed' }))).receipt);
        }
        if (answer === 'no') {
          throw new AksEntraError('kubeconfigChanged', 'No.');
        }
        return answer;
      });
      if (answer === 'yes') {
        assert.equal((await work).result, 'yes');
        assert.deepEqual(files, { '/a': 'changed', '/b': 'changed' });
      } else {
        await assert.rejects(work, { message: 'No. What had been written to /a and /b was undone.' });
        assert.deepEqual(files, { '/a': 'one', '/b': 'two' });
        assert.deepEqual(asked.slice(2), ['undo /b', 'undo /a']);
      }
    }
  });
});

describe('what comes with writes', () => {
  it('is taken back with them, the last one first, and what cannot be hides neither the first error nor the rest', async () => {
    const { files, asked, writer } = store({ '/a': 'one', '/b': 'two' });
    const work = allOrNone(writer, async (written, came) => {
      for (const path of ['/a', '/b']) {
        written((await writer.update(path, () => ({ text: 'changed' }))).receipt);
        came(() => {
          asked.push(`untrust ${path}`);
          return path === '/a'
            ? Promise.resolve()
            : Promise.reject(new AksEntraError('trustedClustersInvalid', 'The list is damaged.'));
        });
      }
      throw new AksEntraError('kubeconfigReadOnly', 'It is read-only.');
    });
    const left = 'What was changed along with it could not be undone: The list is damaged.';
    await assert.rejects(work, {
      code: 'kubeconfigReadOnly',
      message: `It is read-only. What had been written to /a and /b was undone. ${left}`,
    });
    assert.deepEqual(files, { '/a': 'one', '/b': 'two' });
    assert.deepEqual(asked.slice(2), ['untrust /b', 'untrust /a', 'undo /b', 'undo /a']);
  });
});

describe('a write that cannot be taken back', () => {
  const failing = async (refused: Error) => {
    const { files, writer } = store({ '/a': 'one', '/b': 'two' });
    const stubborn: typeof writer = {
      ...writer,
      undo: (receipt) =>
        receipt.path === '/b'
          ? Promise.reject(new AksEntraError('kubeconfigLocked', 'It is locked.'))
          : writer.undo(receipt),
    };
    const error = await writeAllOrNone(stubborn, async (write) => {
      await write('/a', () => ({ text: 'changed' }));
      await write('/b', () => ({ text: 'changed' }));
      await write('/c', () => {
        throw refused;
      });
    }).catch((reason: unknown) => reason);
    return { files, error };
  };
  const left = 'What was written to /b could not be undone: It is locked. Its former state is in /backups/b.';

  it('keeps no other from being taken back, nor the first error from being told', async () => {
    const { files, error } = await failing(new AksEntraError('kubeconfigReadOnly', 'It is read-only.'));
    assert.deepEqual(files, { '/a': 'one', '/b': 'changed' });
    assert.ok(error instanceof AksEntraError);
    const back = 'What had been written to /a was undone.';
    assert.deepEqual([error.code, error.message], ['kubeconfigReadOnly', `It is read-only. ${back} ${left}`]);
  });

  it('is told where the work was cancelled too', async () => {
    const { error } = await failing(new DOMException('x', 'AbortError'));
    assert.ok(error instanceof AksEntraError);
    assert.deepEqual([error.code, error.message], ['kubeconfigUndoTooLate', left]);
  });
});

describe('what was shown', () => {
  const shown = [
    { path: '/a', text: 'one' },
    { path: '/b', text: 'two' },
    { path: '/c', text: 'three' },
  ];
  const changes = plannedChanges(shown, ['one', 'zwei', 'drei']);

  it('are the files that a plan changes', () => {
    assert.deepEqual(changes, [
      { path: '/b', before: 'two', after: 'zwei' },
      { path: '/c', before: 'three', after: 'drei' },
    ]);
  });

  it('is what is written', async () => {
    const { files, writer } = store({ '/a': 'one', '/b': 'two', '/c': 'three' });
    const receipts = await writeAsShown(writer, changes);
    assert.deepEqual(files, { '/a': 'one', '/b': 'zwei', '/c': 'drei' });
    assert.deepEqual(
      receipts.map(({ path }) => path),
      ['/b', '/c'],
    );
  });

  it('is not written where a file is another by then: it stays, and so do the others', async () => {
    for (const present of [{ '/c': 'someone else' }, {}]) {
      const { files, writer } = store({ '/b': 'two', ...present });
      await assert.rejects(writeAsShown(writer, changes), { code: 'kubeconfigChanged' });
      assert.deepEqual(files, { '/b': 'two', ...present });
    }
  });

  it('may be that there was no file', async () => {
    const { files, writer } = store({});
    await writeAsShown(writer, [{ path: '/new', before: '', after: 'text' }]);
    assert.deepEqual(files, { '/new': 'text' });
  });

  it('is what the files are by a plan', () => {
    const after = withTexts(shown, ['one', 'zwei']);
    assert.deepEqual(
      after.map(({ text }) => text),
      ['one', 'zwei', 'three'],
    );
  });

  it('is written with what comes with it, in order, and taken back in the other', async () => {
    const { files, writer } = store({ '/b': 'two', '/c': 'three' });
    const did: string[] = [];
    const come = (what: string) => () => {
      did.push(`${what} with ${files['/c'] ?? ''}`);
      return Promise.resolve(() => Promise.resolve(void did.push(`no ${what}`)));
    };
    const { undo } = await writeAsShownWith(writer, changes, come('trust'), come('forgetting'));
    await undo();
    assert.deepEqual(did, ['trust with drei', 'forgetting with drei', 'no forgetting', 'no trust']);
  });

  it('is not written where what comes with it fails, and what came before that is taken back too', async () => {
    const { files, writer } = store({ '/b': 'two', '/c': 'three' });
    const did: string[] = [];
    const trust = () => Promise.resolve(() => Promise.resolve(void did.push('no trust')));
    const fails = () => Promise.reject(new AksEntraError('kubeconfigLocked', 'Locked.'));
    await assert.rejects(writeAsShownWith(writer, changes, trust, fails), { code: 'kubeconfigLocked' });
    assert.deepEqual([files, did], [{ '/b': 'two', '/c': 'three' }, ['no trust']]);
  });
});
