import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isMap, parseDocument } from 'yaml';
import { splitForeignKubeconfig } from '../../../../src/core/kubeconfig/foreignKubeconfig.ts';
import { sectionOf } from '../../../../src/core/kubeconfigText/editableKubeconfig.ts';
import { maskedPair } from '../../../../src/core/kubeconfigText/maskSecrets.ts';
import { maskTexts } from '../../../../src/core/kubeconfigText/maskText.ts';
import { readModel } from '../../../../src/core/kubeconfigText/readModel.ts';
import { planKeys } from '../../../../src/core/credentialPlugin/keyedContexts.ts';
import { kubeconfigOf, plugin } from '../credentialPlugin/pluginKubeconfig.ts';

const key = '0123456789abcdef0123456789abcdef';
const plain = kubeconfigOf({ clusters: ['a'], contexts: [['a', 'a', 'u']], users: ['u'] });
const [written = ''] = planKeys([plain], plugin, new Map([['a', key]])).texts;
const parsed = JSON.stringify(parseDocument(written).toJS());
const env = (text: string): string => `users:\n- name: u\n  user:\n    exec:\n      command: x\n      env: ${text}\n`;

const layouts: Readonly<Record<string, string>> = {
  'as we write it': written,
  'with Windows’ line breaks': written.replaceAll('\n', '\r\n'),
  'as JSON': parsed,
  'as JSON over several lines': JSON.stringify(JSON.parse(parsed), undefined, '\t'),
  'in braces': env(`[{name: AKS_ENTRA_CONTEXT, value: ${key}}]`),
  'with the value first': env(`\n      - value: ${key}\n        name: AKS_ENTRA_CONTEXT`),
  'in quotes with escapes': env(`[{name: AKS_ENTRA_CONTEXT, value: "\\x30${key.slice(1)}"}]`),
  'with quotes around its keys': env(`[{"name": "AKS_ENTRA_CONTEXT", "value": '${key}'}]`),
  'as a block': env(`\n      - name: AKS_ENTRA_CONTEXT\n        value: |-\n          ${key}`),
  'as a folded block': env(`\n      - name: AKS_ENTRA_CONTEXT\n        value: >\n          ${key}`),
  'with a tag and an anchor': env(`[{name: AKS_ENTRA_CONTEXT, value: &k !!str ${key}}, {name: B, value: *k}]`),
  'behind an alias': `x-env: &e\n- {name: AKS_ENTRA_CONTEXT, value: ${key}}\n${env('*e')}`,
  'behind a merge key': `x: &m {value: ${key}}\n${env('[{<<: *m, name: AKS_ENTRA_CONTEXT}]')}`,
  'as an explicit key': env(`\n      - name: AKS_ENTRA_CONTEXT\n        ? value\n        : ${key}`),
  'as a map, which kubectl refuses': env(`{AKS_ENTRA_CONTEXT: ${key}}`),
  'as shell text, which kubectl refuses': env(`[AKS_ENTRA_CONTEXT=${key}]`),
  'as one text, which kubectl refuses': env(`AKS_ENTRA_CONTEXT=${key}`),
  'under another name': env(`[{name: AKS_ENTRA_CONTEXT, Value: ${key}}]`),
  'in no valid YAML': `${written}\n\t- {\n`,
};

describe('the key of a context in a text that is shown', () => {
  for (const [what, text] of Object.entries(layouts)) {
    it(`is hidden ${what}`, () => {
      assert.ok(text.includes(key.slice(1)));
      const [masked = key, other] = maskTexts([text, text]);
      assert.ok(!masked.includes(key.slice(1)), masked);
      assert.equal(masked, other);
      const document = parseDocument(text);
      if (document.errors.length === 0 && isMap(document.contents)) {
        for (const entry of sectionOf(readModel(text), 'users')) {
          const { before, after } = maskedPair(entry, { name: 'u' });
          assert.ok(!`${before}${after}`.includes(key.slice(1)), before);
        }
      }
    });
  }

  it('shows that it changed, and not to what', () => {
    const [other = ''] = planKeys([plain], plugin, new Map([['a', 'f'.repeat(32)]])).texts;
    const { before, after } = maskedPair(readModel(written), readModel(other));
    assert.match(before, /name: AKS_ENTRA_CONTEXT\n +value: "<hidden, old>"\n/);
    assert.match(after, /name: AKS_ENTRA_CONTEXT\n +value: "<hidden, new>"\n/);
    assert.match(after, /name: KUBERNETES_EXEC_INFO\n +value: "<hidden>"\n/);
    assert.notDeepEqual(...(maskTexts([written, other]) as [string, string]));
  });

  it('is refused where what is shown is merged', () => {
    const { after } = maskedPair(readModel(plain), readModel(written));
    const rules = { resolve: (path: string) => path, separator: '/' };
    for (const text of [after, ...maskTexts([written])]) {
      const { credentials, incomplete } = splitForeignKubeconfig(text, rules, plugin.command);
      assert.deepEqual(credentials, []);
      assert.match(
        incomplete[0]?.reason ?? '',
        /exec\.env\[1\]\.value of the user “u” holds no real value, only what AKS Entra shows/,
      );
    }
  });
});
