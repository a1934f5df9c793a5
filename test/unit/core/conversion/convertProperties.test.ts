import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { load } from 'js-yaml';
import { type ConvertRequest, convertUsers } from '../../../../src/core/conversion/convertUsers.ts';
import { loginModeNames } from '../../../../src/core/login/loginModeNames.ts';
import { generatedKubeconfig } from '../kubeconfig/generatedKubeconfig.ts';
import { assertLinesKept, assertOthersKept } from '../kubeconfig/keptLines.ts';

/** 100,000 in the long run: `KUBECONFIG_CASES=100000`. */
const cases = Number(process.env['KUBECONFIG_CASES'] ?? 4_000) / 5;

interface Context {
  readonly name: string;
  readonly context: {
    readonly user: string;
    readonly extensions?: readonly { readonly name: string; readonly extension: { readonly loginMode?: string } }[];
  };
}

describe('any kubeconfig, in any style, when converted', () => {
  for (const scope of ['all users', 'one context'] as const) {
    it(`keeps every line but the users’ own, and twice equals once: ${scope}`, () => {
      fc.assert(
        fc.property(
          generatedKubeconfig,
          fc.constantFrom(...loginModeNames),
          fc.boolean(),
          (file, loginMode, isTyped) => {
            const [name] = file.names;
            fc.pre(scope === 'all users' || name !== undefined);
            const request: ConvertRequest = {
              loginMode,
              ...(scope === 'one context' && name !== undefined ? { contexts: [name] } : {}),
              // The exec that claims proof of possession has both flags; so has a typed one.
              options: isTyped ? { clientId: 'typed', tenantId: 'typed', azureConfigFolder: '/x' } : {},
            };
            const { text, converted, untouched } = convertUsers(file.text, request);
            const asked = scope === 'all users' ? file.names : [name];
            const found = [...converted, ...untouched].map(({ userName }) => userName);
            assert.deepEqual(found.toSorted(), asked.toSorted());

            const touched = converted.map(({ userName }) => userName);
            assertLinesKept(file, text, (owner) => touched.some((user) => owner.endsWith(`s/${user}`)));
            assertOthersKept(file.text, text, touched, false);
            assertContexts(file.text, text, touched, loginMode);
            if (touched.length === 0) {
              assert.equal(text, file.text);
            }

            const again = convertUsers(text, request);
            assert.equal(again.text, text);
            assert.ok(again.converted.every(({ isChanged }) => !isChanged));
          },
        ),
        { numRuns: cases / 2 },
      );
    });
  }
});

/** Of the converted users' contexts nothing but our own login mode changes; clusters stay as they are. */
function assertContexts(before: string, after: string, touched: readonly string[], loginMode: string): void {
  const [old, now] = [before, after].map((text) => load(text) as { clusters?: unknown; contexts?: Context[] | null });
  assert.deepEqual(now?.clusters, old?.clusters);
  const expected = old?.contexts?.map((entry) =>
    touched.includes(entry.context.user) ? inStep(entry, loginMode) : entry,
  );
  assert.deepEqual(now?.contexts ?? undefined, expected);
}

function inStep(entry: Context, loginMode: string): Context {
  const { extensions } = entry.context;
  if (extensions === undefined) {
    return entry;
  }
  const after = extensions.map((item) =>
    item.name === 'aks-entra' ? { ...item, extension: { ...item.extension, loginMode } } : item,
  );
  return { ...entry, context: { ...entry.context, extensions: after } };
}
