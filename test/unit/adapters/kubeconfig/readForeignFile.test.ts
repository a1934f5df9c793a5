import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { readForeignFile } from '../../../../src/adapters/kubeconfig/readForeignFile.ts';

describe('reading a file that someone handed over', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'aks-entra-foreign-'));
  after(() => {
    rmSync(folder, { recursive: true });
  });

  function make(name: string, content: string | Uint8Array): string {
    const file = path.join(folder, name);
    writeFileSync(file, content);
    return file;
  }

  it('gives its text as it is, through links too', async () => {
    const file = make('config', '\uFEFFkind: Config\r\n# ä\r\n');
    symlinkSync(file, path.join(folder, 'link'));
    assert.equal(await readForeignFile(path.join(folder, 'link')), '\uFEFFkind: Config\r\n# ä\r\n');
    assert.equal(await readForeignFile(make('empty', '')), '');
  });

  it('takes 5 MB and no byte more', async () => {
    const file = make('large', '');
    truncateSync(file, 5 * 1024 * 1024);
    await readForeignFile(file);
    truncateSync(file, 5 * 1024 * 1024 + 1);
    await assert.rejects(readForeignFile(file), { code: 'kubeconfigUnreadable', message: /larger than 5 MB/ });
  });

  it('says what is wrong with a file that cannot be read', async () => {
    const refused = async (file: string, message: RegExp, code = 'kubeconfigUnreadable'): Promise<void> => {
      await assert.rejects(readForeignFile(file), { name: 'AksEntraError', code, message });
    };
    await refused(path.join(folder, 'gone'), /gone does not exist/);
    await refused(path.join(make('file', 'x'), 'below'), /does not exist/);
    await refused(folder, /is a folder/);
    symlinkSync('circle', path.join(folder, 'circle'));
    await refused(path.join(folder, 'circle'), /leads in a circle/);
    const noUtf16 = Buffer.from([...Buffer.from('\uFEFFkind', 'utf16le'), 0x41]);
    await refused(make('cut', noUtf16), /goes on as something else/, 'kubeconfigNotUtf8');
    await refused(make('latin', Buffer.from('caf\xe9', 'latin1')), /not UTF-8/, 'kubeconfigNotUtf8');
  });

  it('reads UTF-16 with a byte order mark, as PowerShell 5 writes it with ">", and text with null bytes at its end', async () => {
    const text = '\uFEFFkind: Config # ä\r\n';
    assert.equal(await readForeignFile(make('utf16le', Buffer.from(text, 'utf16le'))), text);
    assert.equal(await readForeignFile(make('utf16be', Buffer.from(text, 'utf16le').swap16())), text);
    assert.equal(await readForeignFile(make('nulls', 'kind: Config\n\0\0\0')), 'kind: Config\n');
  });

  it('does not wait for a pipe', { skip: process.platform === 'win32' }, async () => {
    const pipe = path.join(folder, 'pipe');
    execFileSync('/bin/sh', ['-c', 'mkfifo "$0"', pipe]);
    await assert.rejects(readForeignFile(pipe), { code: 'kubeconfigUnreadable', message: /not a regular file/ });
  });

  it('says so where it may not read', { skip: process.getuid?.() === 0 || process.platform === 'win32' }, async () => {
    const file = make('secret', 'x');
    chmodSync(file, 0);
    await assert.rejects(readForeignFile(file), { code: 'kubeconfigUnreadable', message: /may not be read by you/ });
  });
});
