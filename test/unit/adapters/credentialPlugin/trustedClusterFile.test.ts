import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { TrustedClusterFile } from '../../../../src/adapters/credentialPlugin/trustedClusterFile.ts';
import type { ClusterAccess, TrustedCluster } from '../../../../src/core/credentialPlugin/trustedCluster.ts';

const nobody = 65_534;
const isRoot = process.getuid?.() === 0;

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trusted-clusters-'));
  file = join(folder, 'clusters.json');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function cluster(name: string, rest: Partial<TrustedCluster> = {}): TrustedCluster {
  return {
    server: `https://${name}.hcp.eastus.azmk8s.io:443`,
    certificateAuthorityData: 'QQ==',
    skipsTlsVerify: false,
    tenantId: '11111111-1111-4111-8111-111111111111',
    environment: 'AzurePublicCloud',
    accountId: 'a.b',
    key: '0123456789abcdef0123456789abcdef',
    ...rest,
  };
}

function withoutKey(trusted: TrustedCluster): ClusterAccess {
  const { key, ...access } = trusted;
  assert.equal(key.length, 32);
  return access;
}

describe('the list of trusted clusters', () => {
  it('is empty at first, and holds what was added, for its user alone', async () => {
    const store = new TrustedClusterFile(folder);
    assert.deepEqual(await store.read(), []);
    await store.add([cluster('a'), cluster('b', { proxyUrl: 'http://p', tlsServerName: 't', clusterId: '/x' })]);
    const read = await new TrustedClusterFile(folder).read();
    assert.deepEqual(read, [cluster('a'), cluster('b', { proxyUrl: 'http://p', tlsServerName: 't', clusterId: '/x' })]);
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.deepEqual(readdirSync(folder), ['clusters.json']);
  });

  it('is for its user alone with a umask that keeps nothing back', async () => {
    const umask = process.umask(0);
    try {
      const inNewFolder = new TrustedClusterFile(join(folder, 'new', 'aks-entra'));
      await inNewFolder.add([cluster('a')]);
      await inNewFolder.add([cluster('b')]);
    } finally {
      process.umask(umask);
    }
    for (const name of ['new', 'new/aks-entra', 'new/aks-entra/clusters.json']) {
      assert.equal(statSync(join(folder, name)).mode & 0o077, 0, name);
    }
  });

  it('takes a cluster in place of the same one, and others beside it', async () => {
    const store = new TrustedClusterFile(folder);
    await store.add([cluster('a'), cluster('b')]);
    await store.add([cluster('a', { clusterId: '/new' }), cluster('a', { accountId: 'c.d' })]);
    assert.deepEqual(await store.read(), [
      cluster('b'),
      cluster('a', { clusterId: '/new' }),
      cluster('a', { accountId: 'c.d' }),
    ]);
  });

  it('keeps the other name of a cluster that is added without it, and takes a new one', async () => {
    const store = new TrustedClusterFile(folder);
    const [former, otherHost] = ['a-1.privatelink.eastus.azmk8s.io', 'a-2.privatelink.eastus.azmk8s.io'];
    await store.add([cluster('a')]);
    assert.deepEqual(await store.add([cluster('a', { otherHost: former }), cluster('b')]), [cluster('b')]);
    assert.deepEqual(await new TrustedClusterFile(folder).read(), [cluster('a', { otherHost: former }), cluster('b')]);
    await store.add([cluster('a', { clusterId: '/x' }), cluster('a', { proxyUrl: 'http://p' })]);
    const kept = cluster('a', { clusterId: '/x', otherHost: former });
    assert.deepEqual(await store.read(), [cluster('b'), kept, cluster('a', { proxyUrl: 'http://p' })]);
    await store.add([cluster('a', { otherHost })]);
    assert.deepEqual((await store.read()).at(-1), cluster('a', { otherHost }));
  });

  it('says what is new, and takes that back alone', async () => {
    const store = new TrustedClusterFile(folder);
    assert.deepEqual(await store.add([cluster('a')]), [cluster('a')]);
    const added = await store.add([cluster('a', { clusterId: '/x' }), cluster('b', { proxyUrl: 'http://p' })]);
    assert.deepEqual(added, [cluster('b', { proxyUrl: 'http://p' })]);
    await store.add([cluster('b')]);
    await store.remove(added);
    assert.deepEqual(await store.read(), [cluster('a', { clusterId: '/x' }), cluster('b')]);
    const before = statSync(file).mtimeMs;
    await store.remove([]);
    assert.equal(statSync(file).mtimeMs, before);
  });

  it('keeps the key that a cluster has, whatever it is added with, and gives its other ways the same', async () => {
    const store = new TrustedClusterFile(folder);
    const other = 'f'.repeat(32);
    await store.add([cluster('a')]);
    const added = await store.add([cluster('a', { key: other }), cluster('a', { key: other, proxyUrl: 'http://p' })]);
    assert.deepEqual(added, [cluster('a', { proxyUrl: 'http://p' })]);
    await store.add([cluster('a', { key: other, accountId: 'c.d' })]);
    const keys = (await store.read()).map(({ key }) => key);
    assert.deepEqual(keys, [cluster('a').key, cluster('a').key, other]);
  });

  it('gives all ways to a cluster a new key at once', async () => {
    const store = new TrustedClusterFile(folder);
    await store.add([cluster('a'), cluster('b', { key: 'e'.repeat(32) }), cluster('a', { proxyUrl: 'http://p' })]);
    await store.replaceKey(cluster('a').key, 'f'.repeat(32));
    const keys = (await store.read()).map(({ key }) => key);
    assert.deepEqual(keys, ['f'.repeat(32), 'e'.repeat(32), 'f'.repeat(32)]);
  });

  it('allows programs that name no cluster all ways of an entry, and none that is added with it', async () => {
    const store = new TrustedClusterFile(folder);
    const consent = { kubeconfigs: ['/home/ada/.kube/config'] };
    const [direct, proxied] = [cluster('a'), cluster('a', { proxyUrl: 'http://p' })];
    const other = cluster('b', { key: 'b'.repeat(32) });
    await store.add([direct, { ...other, consent }]);
    await store.setConsent(direct.key, consent);
    await store.add([proxied]);
    assert.deepEqual(await store.read(), [{ ...direct, consent }, other, { ...proxied, consent }]);
    await store.setConsent(direct.key, undefined);
    assert.deepEqual(await store.read(), [direct, other, proxied]);
    await store.setConsent('c'.repeat(32), consent);
    assert.deepEqual(await store.read(), [direct, other, proxied]);
  });

  it('of an older version is as good as empty until its clusters have keys', async () => {
    const former = [cluster('a'), cluster('a', { skipsTlsVerify: true }), cluster('b')].map(withoutKey);
    writeFileSync(file, JSON.stringify({ version: 1, clusters: former }), { mode: 0o600 });
    const store = new TrustedClusterFile(folder);
    assert.deepEqual(await store.read(), []);
    await store.upgrade();
    const upgraded = await store.read();
    assert.deepEqual(upgraded.map(withoutKey), former);
    const [a, unverified, b] = upgraded.map(({ key }) => key);
    assert.match(a ?? '', /^[0-9a-f]{32}$/);
    assert.equal(unverified, a);
    assert.notEqual(b, a);
    assert.match(readFileSync(file, 'utf8'), /"version": 2/);
    const { mtimeMs } = statSync(file);
    await store.upgrade();
    assert.equal(statSync(file).mtimeMs, mtimeMs);
    assert.deepEqual(await store.read(), upgraded);
  });

  it('of an older version gives no key to what came in there unasked, or would not be listed now', async () => {
    const host = 'a.hcp.eastus.azmk8s.io';
    const former = [
      cluster('a', { proxyUrl: 'http://p' }),
      cluster('a', { tlsServerName: 'node-1' }),
      cluster('a', { tlsServerName: host.toUpperCase() }),
      cluster('b', { server: 'https://127.0.0.1:8443', tlsServerName: 'localhost' }),
      cluster('b', { server: 'https://localhost:8443' }),
      cluster('c', { server: 'https://localhost:8443', tlsServerName: 'c.hcp.eastus.azmk8s.io' }),
    ].map(withoutKey);
    writeFileSync(file, JSON.stringify({ version: 1, clusters: former }), { mode: 0o600 });
    const store = new TrustedClusterFile(folder);
    await store.upgrade();
    assert.deepEqual(
      (await store.read()).map(withoutKey),
      [cluster('a', { tlsServerName: host.toUpperCase() }), cluster('c')].map(withoutKey),
    );
  });

  it('loses nothing where several processes add at once', async () => {
    const module = join(import.meta.dirname, '../../../../src/adapters/credentialPlugin/trustedClusterFile.ts');
    const writers = ['a', 'b', 'c', 'd'].map((label) => {
      const clusters = Array.from({ length: 10 }, (_, number) => cluster(`${label}${number}`));
      const text = `const { TrustedClusterFile } = await import(${JSON.stringify(module)});
        const store = new TrustedClusterFile(${JSON.stringify(folder)});
        for (const cluster of ${JSON.stringify(clusters)}) await store.add([cluster]);`;
      return spawn(process.execPath, ['--input-type=module', '-e', text], { stdio: ['ignore', 'inherit', 'inherit'] });
    });
    await Promise.all(writers.map((writer) => new Promise((resolve) => writer.once('close', resolve))));
    assert.equal((await new TrustedClusterFile(folder).read()).length, 40);
    assert.deepEqual(readdirSync(folder), ['clusters.json']);
  });

  for (const text of [
    '',
    '{',
    '[]',
    '{"version":3,"clusters":[]}',
    '{"version":2}',
    '{"version":1}',
    '{"version":2,"clusters":[{}]}',
    JSON.stringify({ version: 2, clusters: [cluster('a'), { ...cluster('b'), key: undefined }] }),
    JSON.stringify({ version: 2, clusters: [{ ...cluster('b'), key: 'F'.repeat(32) }] }),
    JSON.stringify({ version: 2, clusters: [{ ...cluster('b'), key: `${'f'.repeat(32)}\n` }] }),
    ...['', 'A-1.privatelink.eastus.azmk8s.io', 'localhost', '127.0.0.1', '*.azmk8s.io', 'a.azmk8s.io.', 1, null].map(
      (otherHost) => JSON.stringify({ version: 2, clusters: [{ otherHost, ...cluster('b') }] }),
    ),
    '{"version":1,"clusters":[{}]}',
    JSON.stringify({ version: 1, clusters: [cluster('a'), { ...cluster('b'), skipsTlsVerify: 'no' }] }),
    JSON.stringify({ version: 1, clusters: [{ ...cluster('b'), proxyUrl: 1 }] }),
    JSON.stringify({ version: 1, clusters: [{ ...cluster('b'), server: '' }] }),
  ]) {
    it(`is an error that says the way out, and never just empty: ${text.slice(0, 60)}`, async () => {
      writeFileSync(file, text, { mode: 0o600 });
      const expected = {
        code: 'trustedClustersInvalid',
        message: /clusters\.json, cannot be read.*Delete it, then run/,
      };
      await assert.rejects(new TrustedClusterFile(folder).read(), expected);
      await assert.rejects(new TrustedClusterFile(folder).add([cluster('a')]), expected);
      assert.equal(readFileSync(file, 'utf8'), text);
    });
  }

  it('is refused as a link, a folder, or where others may write to it', async () => {
    const store = new TrustedClusterFile(folder);
    await store.add([cluster('a')]);
    const expected = { code: 'dataFolderUnsafe', message: /not a file of your own/ };
    chmodSync(file, 0o620);
    await assert.rejects(store.read(), expected);
    chmodSync(file, 0o602);
    await assert.rejects(store.add([cluster('b')]), expected);
    rmSync(file);
    writeFileSync(join(folder, 'other'), '{"version":2,"clusters":[]}', { mode: 0o600 });
    symlinkSync('other', file);
    await assert.rejects(store.read(), expected);
    await assert.rejects(store.add([cluster('b')]), expected);
  });

  it('of somebody else is refused', { skip: isRoot ? false : 'needs root' }, async () => {
    const store = new TrustedClusterFile(folder);
    await store.add([cluster('a')]);
    chownSync(file, nobody, nobody);
    await assert.rejects(store.read(), { code: 'dataFolderUnsafe' });
  });
});
