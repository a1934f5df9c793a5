import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { KubeconfigFiles } from '../../../../src/adapters/kubeconfig/kubeconfigFiles.ts';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import { planConversion } from '../../../../src/core/conversion/planConversion.ts';
import { readContexts } from '../../../../src/core/kubeconfig/readContexts.ts';
import { plannedChanges, writeAsShown } from '../../../../src/core/kubeconfig/writeAsShown.ts';
import { findKubectls } from '../../../kubectl.ts';
import { execCredential } from '../../core/kubeconfig/armCredentials.ts';

let folder: string;
let one: string;
let two: string;
const [aks1, aks2] = [`# mine\n${execCredential({ name: 'aks1' })}`, execCredential({ name: 'aks2' })];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'write-several-'));
  one = join(folder, 'first', 'one');
  two = join(folder, 'second', 'two');
  for (const [path, text] of [
    [one, aks1],
    [two, aks2],
  ] as const) {
    mkdirSync(join(path, '..'));
    writeFileSync(path, text);
    chmodSync(path, 0o640);
  }
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function filesOf(list: readonly string[]): KubeconfigFiles {
  return new KubeconfigFiles({
    env: { KUBECONFIG: list.join(':') },
    home: () => Promise.resolve(folder),
    platform: 'linux',
    backupDirectory: join(folder, 'backups'),
    lockTimeoutMs: 1_000,
  });
}

/** Converts every context, as the commands in the window do. */
async function convertAll(files: KubeconfigFiles): Promise<unknown> {
  const read = await files.readAll();
  const texts = read.map(({ text }) => text);
  const conversions = readContexts(texts).contexts.map(
    ({ contextName }) => ({ contextName, options: {}, target: 'azurecli' }) as const,
  );
  const plan = planConversion(texts, conversions);
  return writeAsShown(files, plannedChanges(read, plan.texts)).then(
    () => undefined,
    (error: unknown) => error,
  );
}

/** Another program, while the first file is written and the second is not yet. */
function afterFirstWrite(files: KubeconfigFiles, work: () => void): void {
  const watching = files.onDidWrite(({ path }) => {
    watching.dispose();
    assert.equal(path, one);
    work();
  });
}

function onceUnlocked(path: string, work: () => void): void {
  const look = setInterval(() => {
    if (!existsSync(`${path}.lock`)) {
      clearInterval(look);
      work();
    }
  }, 5);
}

function kubectlSets(path: string): void {
  const [kubectl] = findKubectls();
  assert.ok(kubectl);
  const args = ['config', 'set-context', 'of-kubectl', '--cluster=aks2'];
  const { status } = spawnSync(kubectl.path, args, { env: { HOME: folder, KUBECONFIG: path } });
  assert.equal(status, 0);
}

function assertFirstIsAsBefore(): void {
  assert.equal(readFileSync(one, 'utf8'), aks1);
  assert.equal(statSync(one).mode & 0o777, 0o640);
  assert.deepEqual(readdirSync(join(folder, 'first')), ['one']);
}

describe('a conversion of two files', () => {
  it('writes both, and a second name of one of them neither locks nor changes anything', async () => {
    const link = join(folder, 'link');
    symlinkSync(one, link);
    assert.equal(await convertAll(filesOf([one, link, two])), undefined);
    assert.deepEqual(
      readContexts([one, two].map((path) => readFileSync(path, 'utf8'))).contexts.map(({ entra }) => entra?.login),
      ['azurecli', 'azurecli'],
    );
    assert.equal(readdirSync(join(folder, 'backups')).length, 2);
  });

  const refusals: Readonly<
    Record<string, { readonly work: () => void; readonly code: string; readonly text: RegExp }>
  > = {
    'kubectl has changed meanwhile': {
      work: () => {
        kubectlSets(two);
      },
      code: 'kubeconfigChanged',
      text: /two: The file was changed in the meantime/,
    },
    'another program holds': {
      work: () => {
        writeFileSync(`${two}.lock`, '');
      },
      code: 'kubeconfigLocked',
      text: /two is locked by another program/,
    },
    'has become unreadable': {
      work: () => {
        writeFileSync(two, new Uint8Array([0xff, 0x00]));
      },
      code: 'kubeconfigNotUtf8',
      text: /two/,
    },
    'has become a folder': {
      work: () => {
        rmSync(two);
        mkdirSync(two);
      },
      code: 'kubeconfigUnreadable',
      text: /two/,
    },
  };
  for (const [what, { work, code, text }] of Object.entries(refusals)) {
    it(`leaves the first as it was where the second is one that ${what}`, async () => {
      const files = filesOf([one, two]);
      afterFirstWrite(files, work);
      const error = await convertAll(files);
      assert.ok(error instanceof AksEntraError);
      assert.equal(error.code, code);
      assert.match(error.message, text);
      assert.ok(error.message.endsWith(`What had been written to ${one} was undone.`), error.message);
      assertFirstIsAsBefore();
      assert.ok(!readdirSync(join(folder, 'second')).some((name) => name.startsWith('.two')));
    });
  }

  it('leaves the first as it was where the second lies on a drive that is gone, behind a link', async () => {
    const link = join(folder, 'link');
    symlinkSync(two, link);
    const files = filesOf([one, link]);
    afterFirstWrite(files, () => {
      renameSync(join(folder, 'second'), join(folder, 'gone'));
    });
    const error = await convertAll(files);
    assert.ok(error instanceof AksEntraError);
    assert.equal(error.code, 'kubeconfigFolderMissing');
    assert.ok(error.message.includes(link));
    assertFirstIsAsBefore();
    assert.deepEqual(readdirSync(folder).sort(), ['backups', 'first', 'gone', 'link']);
  });

  it('takes the first back though its lock could not be removed', async () => {
    const files = filesOf([one, two]);
    afterFirstWrite(files, () => {
      rmSync(`${one}.lock`);
      mkdirSync(`${one}.lock`);
      writeFileSync(`${two}.lock`, '');
      setTimeout(() => {
        rmdirSync(`${one}.lock`);
      }, 300);
    });
    const error = await convertAll(files);
    assert.ok(error instanceof AksEntraError);
    assert.equal(error.code, 'kubeconfigLocked');
    assertFirstIsAsBefore();
  });

  it('says where the former state is kept where the first cannot be taken back', async () => {
    const files = filesOf([one, two]);
    afterFirstWrite(files, () => {
      writeFileSync(`${two}.lock`, '');
      onceUnlocked(one, () => {
        kubectlSets(one);
      });
    });
    const error = await convertAll(files);
    assert.ok(error instanceof AksEntraError);
    assert.equal(error.code, 'kubeconfigLocked');
    const [backup = ''] = readdirSync(join(folder, 'backups'));
    assert.ok(error.message.includes(`What was written to ${one} could not be undone`), error.message);
    assert.equal(error.message.split(join(folder, 'backups', backup)).length, 2, error.message);
    assert.equal(readFileSync(join(folder, 'backups', backup), 'utf8'), aks1);
    assert.match(readFileSync(one, 'utf8'), /of-kubectl/);
  });

  it('says so too where another program holds the first', async () => {
    const files = filesOf([one, two]);
    afterFirstWrite(files, () => {
      writeFileSync(`${two}.lock`, '');
      onceUnlocked(one, () => {
        writeFileSync(`${one}.lock`, '');
      });
    });
    const error = await convertAll(files);
    assert.ok(error instanceof AksEntraError);
    const [backup = ''] = readdirSync(join(folder, 'backups'));
    assert.ok(error.message.includes(`could not be undone: ${one} is locked`), error.message);
    assert.ok(error.message.endsWith(`Its former state is in ${join(folder, 'backups', backup)}.`), error.message);
  });
});
