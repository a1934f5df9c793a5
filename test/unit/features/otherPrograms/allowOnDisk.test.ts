import assert from 'node:assert/strict';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { ProgramKubeconfigFiles } from '../../../../src/adapters/credentialPlugin/programKubeconfigFiles.ts';
import { KubeconfigFiles } from '../../../../src/adapters/kubeconfig/kubeconfigFiles.ts';
import { allowPrograms } from '../../../../src/features/otherPrograms/allowPrograms.ts';
import { entriesInUse } from '../../../../src/features/otherPrograms/entriesInUse.ts';
import { offerOnce } from '../../../../src/features/otherPrograms/offerOnce.ts';
import { keyless } from '../kubectlSignIn/pluginKubeconfigs.ts';
import { KeyedFiles } from './keyedFiles.ts';

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

let home: string;
let config: string;
let work: string;
let keyed: KeyedFiles;
let kubeconfigs: KubeconfigFiles;
beforeEach(async () => {
  home = realpathSync(mkdtempSync(path.join(tmpdir(), 'allow-on-disk-')));
  [config, work] = [path.join(home, '.kube', 'config'), path.join(home, '.kube', 'work')];
  mkdirSync(path.dirname(config), { mode: 0o700 });
  keyed = await KeyedFiles.of({
    [config]: keyless({ name: 'payments' }, { name: 'shop' }),
    [work]: keyless({ name: 'payments-dev', cluster: 'payments' }),
  });
  for (const [file, text] of keyed.files.texts) {
    writeFileSync(file, text, { mode: 0o600 });
  }
  kubeconfigs = new KubeconfigFiles({
    env: { KUBECONFIG: `${config}:${work}` },
    home: () => Promise.resolve(home),
    platform: process.platform,
    backupDirectory: path.join(home, 'backups'),
    logger: quiet,
  });
});
afterEach(() => {
  rmSync(home, { recursive: true });
});

/** The list in memory, and kubeconfigs as they are read for each token. */
function ports(): { readonly kubeconfigs: KubeconfigFiles; readonly kubectlSignIn: KeyedFiles['kubectlSignIn'] } {
  const reading = new ProgramKubeconfigFiles();
  return {
    kubeconfigs,
    kubectlSignIn: {
      ...keyed.kubectlSignIn,
      assertFilesLeadTo: (entries, paths) => reading.assertFilesLeadTo(entries, paths),
    },
  };
}

async function allow(): ReturnType<typeof allowPrograms<Awaited<ReturnType<KubeconfigFiles['update']>>['receipt']>> {
  const { kubectlSignIn } = ports();
  const found = await entriesInUse(ports());
  const entry = found.entries.find(({ contextNames }) => contextNames.includes('payments'));
  assert.ok(entry);
  return allowPrograms(kubeconfigs, kubectlSignIn, found.kubeconfigs, entry);
}

async function isOffered(): Promise<boolean> {
  const { ways } = await keyed.entryOf('payments');
  const files = [config, work].map((file) => ({ inode: String(statSync(file).ino), size: statSync(file).size }));
  const request = { kubeconfig: `${config}:${work}`, home, files, parentPid: undefined };
  const isFirst = (): Promise<boolean> => Promise.resolve(true);
  const offer = await offerOnce(
    { ...ports(), machine: { platform: process.platform, home }, isFirst },
    { entries: ways, request },
  );
  return offer !== undefined;
}

const options = { skip: process.platform === 'win32' ? 'modes are those of POSIX' : false };

describe('a consent, with the strict reading and the files on the disk', options, () => {
  it('is written with names that pass the reading as well, and is taken back', async () => {
    assert.ok(await isOffered());
    const before = [config, work].map((file) => readFileSync(file, 'utf8'));
    const { receipts, undo } = await allow();
    assert.deepEqual(keyed.allowed, ['payments']);
    assert.equal(receipts.length, 2);
    assert.ok([config, work].every((file) => /user: \S+-[0-9a-f]{32}\n/.test(readFileSync(file, 'utf8'))));
    assert.equal(statSync(config).mode & 0o777, 0o600);
    const [{ consent } = {}] = keyed.list.clusters;
    const entries = keyed.list.clusters.filter((each) => each.consent !== undefined);
    await new ProgramKubeconfigFiles().assertFilesLeadTo(entries, consent?.kubeconfigs ?? []);
    await undo();
    for (const receipt of receipts.toReversed()) {
      await kubeconfigs.undo(receipt);
    }
    assert.deepEqual([keyed.allowed, [config, work].map((file) => readFileSync(file, 'utf8'))], [[], before]);
  });

  it('is neither offered nor written where a file leads the sign-in elsewhere, or others may write to it', async () => {
    const user = /user: (\S+)\n/.exec(readFileSync(work, 'utf8'))?.[1] ?? '';
    const right = readFileSync(work, 'utf8');
    const foreign = `- name: theirs\n    context: {cluster: theirs, user: ${user}}\n`;
    const theirs = right.replace('contexts:\n', `contexts:\n  ${foreign}`);
    for (const [text, mode] of [
      [theirs, 0o600],
      [right, 0o660],
    ] as const) {
      rmSync(work);
      writeFileSync(work, text);
      chmodSync(work, mode);
      await assert.rejects(isOffered(), { code: 'kubeconfigsLeadElsewhere' });
      await assert.rejects(allow(), { code: 'kubeconfigsLeadElsewhere' });
      assert.deepEqual([keyed.allowed, readFileSync(work, 'utf8')], [[], text]);
    }
  });
});
