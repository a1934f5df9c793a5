import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { convertUsers } from '../../../../src/core/conversion/convertUsers.ts';
import { parseCredential } from '../../../../src/core/kubeconfig/credential.ts';
import {
  removeEntries,
  renameContext,
  setCurrentContext,
  setNamespace,
} from '../../../../src/core/kubeconfigText/editContexts.ts';
import { planMerge } from '../../../../src/core/merge/planMerge.ts';
import { findKubectls, runKubectl } from '../../../kubectl.ts';
import { clusterIdOf, execCredential } from './armCredentials.ts';
import { generatedKubeconfig, type GeneratedKubeconfig } from './generatedKubeconfig.ts';

/** Two processes each, so a small share of the cases: 250 of the long run's 100,000 (`KUBECONFIG_CASES`). */
const cases = Math.ceil(Number(process.env['KUBECONFIG_CASES'] ?? 4_000) / 400);
const aks = { name: 'aks1' };

interface View {
  readonly 'current-context': string;
  readonly clusters: readonly { readonly name: string }[] | null;
  readonly contexts: readonly { readonly name: string }[] | null;
  readonly users: readonly { readonly name: string }[] | null;
}

interface Edit {
  readonly text: string;
  /** `section/name` of the entries that the edit is about. */
  readonly intended: readonly string[];
}

const entriesOf = (name: string, user = name): string[] => [`clusters/${name}`, `contexts/${name}`, `users/${user}`];

const edits: Readonly<Record<string, (file: GeneratedKubeconfig) => Edit>> = {
  'a credential is merged': ({ text }) => ({ text: merged(text), intended: entriesOf('aks1', 'clusterUser_rg_aks1') }),
  'an entry is overwritten': ({ text, names }) => {
    const name = nameIn(names);
    return { text: merged(text, name), intended: [...entriesOf(name, `clusterUser_${name}`), `users/${name}`] };
  },
  'a context is removed': ({ text, names }) => {
    const name = nameIn(names);
    return { text: removeEntries(text, name), intended: entriesOf(name) };
  },
  'a context is renamed': ({ text, names }) => {
    const name = nameIn(names);
    return { text: renameContext(text, name, 'yes'), intended: [`contexts/${name}`, 'contexts/yes'] };
  },
  'a namespace is set': ({ text, names }) => {
    const name = nameIn(names);
    return { text: setNamespace(text, name, '012'), intended: [`contexts/${name}`] };
  },
  'all users are converted': ({ text }) => {
    const { text: converted, converted: users } = convertUsers(text, {
      loginMode: 'azurecli',
      options: { azureConfigFolder: '/x' },
    });
    const intended = users.flatMap(({ userName, contextNames }) => [
      `users/${userName}`,
      ...contextNames.map((name) => `contexts/${name}`),
    ]);
    return { text: converted, intended };
  },
  'the current context is set': ({ text, names }) => ({ text: setCurrentContext(text, nameIn(names)), intended: [] }),
};

describe('what the real kubectl reads', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'kubeconfig-kubectl-properties-'));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  for (const [what, edit] of Object.entries(edits)) {
    it(`differs in the intended entries only when ${what}`, async () => {
      const kubectls = findKubectls();
      let turn = 0;
      let changes = 0;
      const property = fc.asyncProperty(generatedKubeconfig, async (file) => {
        fc.pre(what.startsWith('a credential') || file.names.length > 0);
        const { text, intended } = edit(file);
        const kubectl = kubectls[turn++ % kubectls.length];
        assert.ok(kubectl !== undefined, 'Run npm test, or node test/prepareKubectl.ts, which fetches one.');
        const view = async (content: string): Promise<View> => {
          const path = join(folder, 'config');
          writeFileSync(path, content, { mode: 0o600 });
          const args = ['--kubeconfig', path, 'config', 'view', '--raw', '-o', 'json'];
          const { exitCode, stdout, stderr } = await runKubectl(kubectl, args, { HOME: folder });
          assert.equal(exitCode, 0, `${kubectl.path}: ${stderr}`);
          return JSON.parse(stdout) as View;
        };
        const [earlier, later] = [await view(file.text), await view(text)];
        if (text !== file.text) {
          changes++;
        }
        assert.deepEqual(others(later, intended), others(earlier, intended));
        if (what === 'all users are converted') {
          assert.equal(later['current-context'], earlier['current-context']);
        }
      });
      await fc.assert(property, { numRuns: cases });
      // Ten cases are few: a quarter of them may be as they were by chance.
      assert.ok(changes > 0, `none of ${cases} cases changed anything`);
    });
  }
});

function others(view: View, intended: readonly string[]): Record<string, readonly unknown[]> {
  const section = (name: 'clusters' | 'contexts' | 'users') =>
    (view[name] ?? []).filter((entry) => !intended.includes(`${name}/${entry.name}`));
  return { clusters: section('clusters'), contexts: section('contexts'), users: section('users') };
}

function nameIn(names: readonly string[]): string {
  const [name] = names;
  assert.ok(name !== undefined);
  return name;
}

function merged(text: string, contextName?: string): string {
  const plan = planMerge({
    text,
    credential: parseCredential(execCredential(aks)),
    ...(contextName === undefined ? {} : { contextName }),
    metadata: { clusterId: clusterIdOf(aks), loginMode: 'devicecode' },
    onConflict: 'overwrite',
    setCurrentContext: true,
  });
  assert.ok(plan.kind === 'changed', plan.kind);
  return plan.text;
}
