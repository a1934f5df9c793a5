import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { FirstWindowFile } from '../../../../src/adapters/files/firstWindowFile.ts';
import { offerOnce, type OfferOncePorts } from '../../../../src/features/otherPrograms/offerOnce.ts';
import type { EntryInUse } from '../../../../src/features/otherPrograms/entriesInUse.ts';
import { keyless } from '../kubectlSignIn/pluginKubeconfigs.ts';
import { config, KeyedFiles } from './keyedFiles.ts';

const text = keyless({ name: 'payments' }, { name: 'payments-dev', cluster: 'payments' }, { name: 'shop' });

let folder: string;
let keyed: KeyedFiles;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'offer-once-'));
  keyed = await KeyedFiles.of({ [config]: text });
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** What one window needs; each has its own. */
function aWindow(): OfferOncePorts {
  const told = new FirstWindowFile(folder, { warn: () => undefined });
  return {
    kubeconfigs: Object.assign(keyed.files, { namedPaths: () => Promise.resolve([config]) }),
    kubectlSignIn: keyed.kubectlSignIn,
    machine: { platform: 'linux', home: '/home/ada' },
    isFirst: (what, withinMs) => told.isFirst(what, withinMs),
  };
}

async function refused(
  ports: OfferOncePorts,
  contextName: string,
  kubeconfig = config,
): Promise<EntryInUse | undefined> {
  const { ways } = await keyed.entryOf(contextName);
  const files = kubeconfig.split(':').map(() => ({ inode: '1', size: 1 }));
  const request = { kubeconfig, home: '/home/ada', files, parentPid: undefined };
  return offerOnce(ports, { entries: ways, request });
}

describe('the offer of a consent', () => {
  it('comes where the consent alone is missing, for all contexts that lead to the entry', async () => {
    assert.deepEqual((await refused(aWindow(), 'payments'))?.contextNames, ['payments', 'payments-dev']);
    assert.deepEqual(
      keyed.readings.map(({ entries, paths }) => [paths, entries.map(({ consent }) => consent)]),
      [[[config], [{ kubeconfigs: [config] }]]],
    );
    assert.deepEqual(keyed.allowed, [], 'nothing is allowed by an offer');
  });

  it('comes once in ten minutes for each entry, in whichever window, by whichever context', async () => {
    const [one, other] = [aWindow(), aWindow()];
    assert.ok(await refused(one, 'payments'));
    assert.equal(await refused(one, 'payments'), undefined);
    assert.equal(await refused(other, 'payments-dev'), undefined);
    assert.ok(await refused(other, 'shop'));
    assert.equal(await refused(one, 'shop'), undefined);
  });

  it('comes in one of two windows that are refused at the same time', async () => {
    const offers = await Promise.all([aWindow(), aWindow()].map((each) => refused(each, 'payments')));
    assert.equal(offers.filter((offer) => offer !== undefined).length, 1);
  });

  it('does not come where the reading refuses, and is not used up by that', async () => {
    const ports = aWindow();
    keyed.refusesFrom = 1;
    await assert.rejects(refused(ports, 'payments'), { code: 'kubeconfigsLeadElsewhere' });
    keyed.refusesFrom = Infinity;
    assert.ok(await refused(ports, 'payments'));
  });

  it('does not come where the program reads a kubeconfig that only it names, which is not even opened', async () => {
    assert.equal(await refused(aWindow(), 'payments', `${config}:/tmp/theirs`), undefined);
    assert.deepEqual(keyed.readings, []);
  });

  it('does not come where a window has allowed it meanwhile, the key is another by now, or no context has it', async () => {
    const { ways, key } = await keyed.entryOf('payments');
    const request = { kubeconfig: config, home: '/home/ada', files: [{ inode: '1', size: 1 }], parentPid: undefined };
    const offered = (): Promise<EntryInUse | undefined> => offerOnce(aWindow(), { entries: ways, request });
    await keyed.list.setConsent(key, { kubeconfigs: [config] });
    assert.equal(await offered(), undefined);
    await keyed.list.setConsent(key, undefined);
    await keyed.list.replaceKey(key, 'f'.repeat(32));
    assert.equal(await offered(), undefined);
    await keyed.list.replaceKey('f'.repeat(32), key);
    keyed.files.texts.set(config, text);
    assert.equal(await offered(), undefined);
    assert.deepEqual(keyed.readings, []);
  });
});
