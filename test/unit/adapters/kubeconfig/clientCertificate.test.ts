import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { readCertificate } from '../../../../src/adapters/kubeconfig/clientCertificate.ts';
import type { CertificateReading } from '../../../../src/core/login/certificateValidity.ts';
import { createCertificateAuthority } from '../../../simulator/certificates.ts';

const inline = (text: string): Promise<CertificateReading> =>
  readCertificate({ kind: 'certificate', data: Buffer.from(text).toString('base64') }, '/none');

describe('a client certificate of a kubeconfig user', async () => {
  const authority = await createCertificateAuthority('lab');
  const { certPem, keyPem } = await authority.issueClient({ commonName: 'ada', organizations: [] });
  const { validFrom, validTo } = new X509Certificate(certPem);
  const own = { fromMs: Date.parse(validFrom), untilMs: Date.parse(validTo) };
  const cutOff = certPem.replace(/\n[^\n]+\n-----END/, '\n-----END');

  it('says from when until when it is valid', async () => {
    assert.deepEqual(await inline(certPem), own);
    assert.ok(own.untilMs - own.fromMs > 300 * 24 * 3_600_000);
  });

  it('is the first of several, with whatever stands before it', async () => {
    assert.deepEqual(await inline(`Bag Attributes\n${certPem}\n${authority.certPem}`), own);
  });

  it('says nothing where it is none', async () => {
    for (const data of ['', 'REDACTED', '%']) {
      assert.equal(await readCertificate({ kind: 'certificate', data }, '/none'), undefined, data);
    }
    for (const text of ['no certificate', cutOff, certPem.slice(0, 90)]) {
      assert.equal(await inline(text), undefined, text);
    }
  });

  describe('in a file of its own', () => {
    let folder: string;
    const read = (file: string): Promise<CertificateReading> =>
      readCertificate({ kind: 'certificate', file }, path.join(folder, 'kube', 'config'));
    const write = (name: string, text: string): string => {
      const file = path.join(folder, name);
      writeFileSync(file, text);
      return file;
    };

    before(() => {
      folder = mkdtempSync(path.join(os.tmpdir(), 'aks-entra-certificate-'));
      mkdirSync(path.join(folder, 'kube', 'pki'), { recursive: true });
    });
    after(() => {
      rmSync(folder, { recursive: true, force: true });
    });

    it('says the same, beside the kubeconfig or anywhere, also through a link and with its key below it', async () => {
      const file = write('kube/pki/ada.pem', certPem);
      symlinkSync(file, path.join(folder, 'current.pem'));
      write('kube/both.pem', `${keyPem}\n${certPem}`);
      for (const name of ['pki/ada.pem', file, '../current.pem', 'both.pem']) {
        assert.deepEqual(await read(name), own, name);
      }
    });

    it('is told as missing, whatever else its path leads through', async () => {
      write('kube/file', '');
      for (const name of ['gone.pem', 'gone/ada.pem', 'file/ada.pem']) {
        assert.deepEqual(await read(name), { problem: 'missing', file: path.join(folder, 'kube', name) });
      }
    });

    it('is told as none where the file holds none', async () => {
      for (const text of ['', 'no certificate', cutOff, keyPem]) {
        assert.deepEqual(await read(write('none.pem', text)), {
          problem: 'noCertificate',
          file: path.join(folder, 'none.pem'),
        });
      }
    });

    const isWindows = process.platform === 'win32';
    it('is not looked at in a folder, a pipe, a device or a huge file', { skip: isWindows }, async () => {
      const pipe = path.join(folder, 'pipe');
      execFileSync('mkfifo', [pipe]);
      const huge = write('huge.pem', certPem);
      truncateSync(huge, 2 ** 33);
      for (const file of [folder, pipe, '/dev/zero', huge]) {
        assert.deepEqual(await read(file), { problem: 'notLookedAt', file });
      }
    });

    it('is told as unreadable where the system says no', { skip: isWindows }, async () => {
      const circle = path.join(folder, 'circle');
      symlinkSync(circle, circle);
      assert.deepEqual(await read(circle), { problem: 'unreadable', file: circle });
      const locked = write('locked.pem', certPem);
      chmodSync(locked, 0);
      // Root may read it all the same.
      const expected = process.getuid?.() === 0 ? own : { problem: 'unreadable', file: locked };
      assert.deepEqual(await read(locked), expected);
      assert.deepEqual(await read('a\0b'), { problem: 'unreadable', file: path.join(folder, 'kube', 'a\0b') });
    });
  });
});
