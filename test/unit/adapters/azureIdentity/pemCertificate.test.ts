import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { describe, it } from 'node:test';
import { pemCertificate } from '../../../../src/adapters/azureIdentity/pemCertificate.ts';
import { createAppCertificate } from '../../../simulator/certificates.ts';

const { certPem, keyPem } = await createAppCertificate('deployer');
const expected = pemCertificate(certPem + keyPem, undefined);

describe('A PEM file with a certificate and its key is read', () => {
  // kubelogin 0.2.22 reads all of these but the one with a byte order mark, which Windows' editors write.
  const spellings: Readonly<Record<string, (text: string) => string>> = {
    'with blanks at the ends of lines': (text) => text.replaceAll('\n', ' \t\n'),
    'with blank lines everywhere': (text) => text.replaceAll('\n', '\n\n'),
    'with blanks on the blank lines': (text) => text.replaceAll('\n', '\r\n  \r\n'),
    'with blanks in front of the lines within a block': (text) => text.replaceAll(/^(?!-)/gm, '  '),
    'in one line per block': (text) => text.replaceAll(/(?<!-)\n(?!-)/g, ''),
    'without a line break at the end': (text) => text.trimEnd(),
    'behind a byte order mark, as the file’s bytes': (text) => `\xEF\xBB\xBF${text}`,
  };
  for (const [what, spell] of Object.entries(spellings)) {
    it(`${what}, in either order`, () => {
      assert.equal(pemCertificate(spell(certPem + keyPem), undefined), expected);
      assert.equal(pemCertificate(spell(keyPem + certPem), undefined), expected);
    });
  }

  it('with an encrypted key of the older kind, whose header ends in a blank line', () => {
    const key = createPrivateKey(keyPem).export({
      type: 'pkcs1',
      format: 'pem',
      cipher: 'aes-256-cbc',
      passphrase: 'pw',
    });
    assert.match(key.toString(), /DEK-Info:.*\n\n/);
    assert.equal(pemCertificate(certPem + key.toString(), 'pw'), expected);
  });
});
