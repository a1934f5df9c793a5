import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { SignInGateFile } from '../../../../src/adapters/credentialPlugin/signInGateFile.ts';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import { cancellation } from '../../../../src/core/cancellation.ts';
import { unsignedToken } from '../../core/entra/unsignedToken.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sign-in-gate-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});
const { signal } = new AbortController();

/** As kubectl's plugin: a process of its own. @returns its output */
function runProcess(ending: 'fails' | 'works'): Promise<string> {
  const module = (name: string): string => JSON.stringify(join(import.meta.dirname, '../../../../src', name));
  const text = `
    const { SignInGateFile } = await import(${module('adapters/credentialPlugin/signInGateFile.ts')});
    const { AksEntraError } = await import(${module('core/aksEntraError.ts')});
    const { appendFileSync } = await import('node:fs');
    const log = (line) => appendFileSync(${JSON.stringify(join(folder, 'log'))}, line + '\\n');
    await new SignInGateFile(${JSON.stringify(join(folder, 'data'))}).run('a', async () => {
      log('begin');
      await new Promise((resolve) => setTimeout(resolve, 150));
      log('end');
      if ('${ending}' === 'fails') throw new AksEntraError('signInFailed', 'The browser was closed.');
    }, new AbortController().signal).then(() => console.log('fine'), (error) => console.log(error.message));`;
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', text], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => (output += part));
    child.on('close', () => {
      resolve(output.trim());
    });
  });
}

describe('one sign-in at a time', () => {
  it('opens one browser tab, not five, where it fails', async () => {
    const outputs = await Promise.all([1, 2, 3, 4, 5].map(() => runProcess('fails')));
    assert.equal(readFileSync(join(folder, 'log'), 'utf8'), 'begin\nend\n');
    assert.equal(outputs.filter((output) => output === 'The browser was closed.').length, 1);
    const others = outputs.filter((output) => output !== 'The browser was closed.');
    for (const output of others) {
      assert.match(output, /^The browser was closed\. \(AKS Entra asks again in \d+ s/);
    }
    const data = join(folder, 'data');
    assert.deepEqual(readdirSync(data), ['sign-in-failures.json']);
    assert.equal(statSync(join(data, 'sign-in-failures.json')).mode & 0o777, 0o600);
  });

  it('lets the others wait, and sign in after it', async () => {
    assert.deepEqual(await Promise.all([1, 2, 3].map(() => runProcess('works'))), ['fine', 'fine', 'fine']);
    assert.equal(readFileSync(join(folder, 'log'), 'utf8'), 'begin\nend\n'.repeat(3));
  });

  it('holds nobody up who signs in elsewhere, or after the user stopped it', async () => {
    const gate = new SignInGateFile(folder);
    const fail = (error: Error) => () => Promise.reject(error);
    await assert.rejects(gate.run('a', fail(cancellation()), signal), { name: 'AbortError' });
    await assert.rejects(gate.run('a', fail(new AksEntraError('signInFailed', 'no')), signal), { message: 'no' });
    await assert.rejects(
      gate.run('a', () => Promise.resolve(), signal),
      { code: 'signInFailed', message: /^no \(/ },
    );
    await gate.run('b', () => Promise.resolve(), signal);
  });

  it('keeps no secret', async () => {
    const token = unsignedToken({ aud: 'x' });
    const failing = new SignInGateFile(folder).run('a', () => Promise.reject(new Error(`got ${token}`)), signal);
    await assert.rejects(failing);
    assert.equal(readFileSync(join(folder, 'sign-in-failures.json'), 'utf8').includes(token), false);
  });

  it('minds no damaged list', async () => {
    writeFileSync(join(folder, 'sign-in-failures.json'), '{', { mode: 0o600 });
    await new SignInGateFile(folder).run('a', () => Promise.resolve(), signal);
  });
});
