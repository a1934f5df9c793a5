import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Cluster } from '../../../../src/core/clusters/cluster.ts';
import type { InstalledTools } from '../../../../src/core/diagnosis/installedTools.ts';
import { unknownTools } from '../../../../src/core/diagnosis/obstacles.ts';
import {
  askCredentialRequest,
  type CredentialQuestions,
  type CredentialTerms,
  type FirstAnswer,
  type MarkedQuestion,
} from '../../../../src/features/credentials/askCredentialRequest.ts';
import type { FurtherAnswer } from '../../../../src/features/credentials/furtherChoices.ts';
import { cluster } from '../../core/clusters/listedClusters.ts';

const managed = cluster('prod', 'web', { aadProfile: { managed: true } });
const legacy = cluster('prod', 'old', { aadProfile: { managed: false } });
const withoutEntra = cluster('prod', 'static');

interface Answers extends Partial<CredentialTerms> {
  /** In the first list. */
  readonly modes: readonly (FirstAnswer | undefined)[];
  readonly further?: readonly (FurtherAnswer | undefined)[];
  readonly targetFile?: string | undefined;
}

/** A person who answers so, in this order; with what they were asked. */
async function ask(clusters: readonly [Cluster, ...Cluster[]], { modes, further = [], targetFile, ...rest }: Answers) {
  const [modesLeft, furtherLeft] = [[...modes], [...further]];
  const asked: MarkedQuestion<FirstAnswer>[] = [];
  const askedFurther: MarkedQuestion<FurtherAnswer>[] = [];
  let filesAsked = 0;
  const questions: CredentialQuestions = {
    loginMode: (question) => {
      asked.push(question);
      assert.ok(modesLeft.length > 0, 'asked once more');
      return Promise.resolve(modesLeft.shift());
    },
    further: (question) => {
      askedFurther.push(question);
      assert.ok(furtherLeft.length > 0, 'asked for further choices');
      return Promise.resolve(furtherLeft.shift());
    },
    contextName: (_, present) => Promise.resolve(`${present ?? 'new'}!`),
    targetFile: () => {
      filesAsked += 1;
      return Promise.resolve(targetFile);
    },
  };
  const terms = { place: '/home/ada/.kube/config', address: 'default', isExecOnly: false, stepsBefore: 0 } as const;
  const request = await askCredentialRequest(questions, clusters, { ...terms, ...rest });
  return { request, asked, askedFurther, filesAsked };
}

function described(question: MarkedQuestion<unknown> | undefined, tools?: InstalledTools): unknown {
  return Object.fromEntries(question?.choices(tools).map(({ label, description }) => [label, description]) ?? []);
}

const usual = { isAdmin: false, address: 'default', isShownOnly: false } as const;

describe('what a person wants of a credential', () => {
  it('is VS Code’s sign-in, where Enter is pressed once', async () => {
    const { request, asked } = await ask([managed], { modes: ['vscode'] });
    assert.deepEqual(request, { ...usual, choice: { format: 'exec', loginMode: 'vscode' } });
    const [question] = asked;
    assert.deepEqual(
      [question?.title, question?.placeholder, question?.preselected],
      ['Login mode for web', 'How should kubectl sign in to this cluster?', 'vscode'],
    );
    assert.deepEqual(described(question), {
      'VS Code sign-in': 'recommended',
      Browser: 'interactive',
      'Device code': 'devicecode',
      'Azure CLI': 'azurecli',
      'More…': undefined,
    });
    assert.equal(
      question?.choices(undefined).at(-1)?.detail,
      'azure format · Context name · Target file · Show instead of merging · Admin credential',
    );
  });

  it('is proposed as it was chosen last', async () => {
    const exec = await ask([managed], { modes: ['azurecli'], proposed: { format: 'exec', loginMode: 'azurecli' } });
    assert.equal(exec.asked[0]?.preselected, 'azurecli');
    const proposed = { format: 'azure' } as const;
    const azure = await ask([managed], { modes: ['more'], further: ['azure'], proposed });
    assert.deepEqual([azure.asked[0]?.preselected, azure.askedFurther[0]?.preselected], ['more', 'azure']);
    assert.deepEqual(azure.request, { ...usual, choice: { format: 'azure' } });
    // Of a place Azure cannot be asked for it.
    const place = await ask([managed], { modes: ['vscode'], proposed, isExecOnly: true });
    assert.equal(place.asked[0]?.preselected, 'vscode');
  });

  it('is marked with what keeps kubectl from it, once that is known', async () => {
    const kubectl135 = { kubectl: true, kubectlVersion: { name: '1.35.2', minor: 35 } };
    const tools = { ...unknownTools, ...kubectl135, kubelogin: false, az: false };
    const { asked, askedFurther } = await ask([managed], { modes: ['more'], further: ['azure'] });
    assert.deepEqual(described(asked[0], tools), {
      'VS Code sign-in': 'recommended',
      Browser: 'interactive · kubelogin not found',
      'Device code': 'devicecode · kubelogin not found',
      'Azure CLI': 'azurecli · kubelogin not found · az not found',
      'More…': undefined,
    });
    assert.match(
      JSON.stringify(described(askedFurther[0], tools)),
      /"azure format":"old · refused by kubectl 1\.35\.2"/,
    );
    const noKubectl = { ...unknownTools, kubectl: false };
    const { asked: certificate } = await ask([withoutEntra], { modes: ['static'] });
    assert.deepEqual(described(certificate[0], noKubectl), {
      'Static certificate': 'the only kind without Entra · kubectl not found',
      'More…': undefined,
    });
  });

  it('is a device code with legacy Entra', async () => {
    const { request, asked } = await ask([legacy], { modes: ['devicecode'] });
    assert.deepEqual(request, { ...usual, choice: { format: 'exec' } });
    assert.deepEqual(
      asked[0]?.choices(undefined).map(({ value }) => value),
      ['devicecode', 'more'],
    );
    assert.equal(asked[0].preselected, 'devicecode');
  });

  it('is the certificate without Entra', async () => {
    const { request, asked } = await ask([withoutEntra], { modes: ['static'], proposed: { format: 'azure' } });
    assert.equal(asked[0]?.preselected, 'static');
    assert.deepEqual(request, { ...usual, choice: { format: 'exec' } });
  });

  it('is asked of several clusters at once, with a login mode where one of them has managed Entra', async () => {
    const { request, asked } = await ask([legacy, withoutEntra, managed], { modes: ['interactive'] });
    assert.deepEqual(request?.choice, { format: 'exec', loginMode: 'interactive' });
    assert.deepEqual(
      [asked[0]?.title, asked[0]?.placeholder, asked[0]?.buttons],
      ['Login mode for 3 clusters', 'How should kubectl sign in to these clusters?', []],
    );
    const others = await ask([legacy, withoutEntra], { modes: ['devicecode'] });
    assert.deepEqual(others.request?.choice, { format: 'exec' });
  });

  it('is an admin credential where that is chosen, and none where the person goes back', async () => {
    assert.equal((await ask([managed], { modes: ['more'], further: ['admin'] })).request?.isAdmin, true);
    assert.equal((await ask([managed], { modes: [undefined] })).request, undefined);
  });

  it('counts the steps where there are several', async () => {
    const answers = { modes: ['more', 'vscode'], further: [undefined] } as const;
    const stepsOf = ({ asked, askedFurther }: Awaited<ReturnType<typeof ask>>): unknown =>
      [asked[0], askedFurther[0]].map((question) => [question?.step, question?.totalSteps]);
    assert.deepEqual(stepsOf(await ask([managed], answers)), [
      [undefined, undefined],
      [2, 2],
    ]);
    assert.deepEqual(stepsOf(await ask([managed], { ...answers, stepsBefore: 1 })), [
      [2, 2],
      [3, 3],
    ]);
  });

  it('is asked for once more after a name and a file, which are kept and told', async () => {
    const { request, asked } = await ask([managed], {
      modes: ['more', 'more', 'more', 'azurecli'],
      further: ['name', 'name', 'file'],
      targetFile: '/tmp/other',
    });
    const choice = { format: 'exec', loginMode: 'azurecli' } as const;
    assert.deepEqual(request, { ...usual, choice, contextName: 'new!!', targetFile: '/tmp/other' });
    assert.deepEqual(
      asked.map(({ preselected }) => preselected),
      ['vscode', 'vscode', 'vscode', 'vscode'],
    );
    assert.match(asked[3]?.placeholder ?? '', / · context “new!!” · into \/tmp\/other$/);
  });

  it('is switched on and off in both lists, which stay where they are', async () => {
    const on = await ask([managed], { modes: ['show', 'address', 'more'], further: ['address', 'address', 'azure'] });
    assert.deepEqual(on.request, { ...usual, address: 'public', isShownOnly: true, choice: { format: 'azure' } });
    assert.match(on.askedFurther[0]?.placeholder ?? '', / · by its public address · shown only, nothing is written$/);
    assert.deepEqual(
      on.askedFurther.map(({ preselected }) => preselected),
      ['address', 'address', 'address'],
    );
    const off = await ask([managed], { modes: ['show', 'more', 'vscode'], further: ['show', 'file', undefined] });
    assert.deepEqual(off.request, { ...usual, choice: { format: 'exec', loginMode: 'vscode' } });
  });

  it('is of the public address where that was chosen before, unless it is switched off', async () => {
    const address = 'public';
    assert.equal((await ask([managed], { modes: ['vscode'], address })).request?.address, 'public');
    assert.equal((await ask([managed], { modes: ['address', 'vscode'], address })).request?.address, 'default');
  });

  it('is asked for once more where the person goes back from the further choices', async () => {
    const { asked } = await ask([managed], { modes: ['more', undefined], further: [undefined] });
    assert.deepEqual(
      asked.map(({ preselected }) => preselected),
      ['vscode', 'more'],
    );
  });

  describe('where kubectl reads no file', () => {
    const nowhere = { place: undefined };

    it('has a file that the person names, once everything else is answered', async () => {
      const choices = [
        [managed, { modes: ['vscode'] }, { choice: { format: 'exec', loginMode: 'vscode' } }],
        [managed, { modes: ['more'], further: ['azure'] }, { choice: { format: 'azure' } }],
        [managed, { modes: ['more'], further: ['admin'] }, { choice: { format: 'exec' }, isAdmin: true }],
        [legacy, { modes: ['devicecode'] }, { choice: { format: 'exec' } }],
        [withoutEntra, { modes: ['static'] }, { choice: { format: 'exec' } }],
      ] as const;
      for (const [of, answers, expected] of choices) {
        const { request, filesAsked, askedFurther } = await ask([of], {
          ...nowhere,
          ...answers,
          targetFile: '/tmp/own',
        });
        assert.deepEqual(request, { ...usual, ...expected, targetFile: '/tmp/own' });
        assert.equal(filesAsked, 1);
        const file = askedFurther[0]?.choices(undefined).find(({ value }) => value === 'file');
        assert.ok(file === undefined || file.description === 'none: KUBECONFIG names no file');
      }
    });

    it('asks for the file once, and goes back from that question without an answer', async () => {
      const named = { ...nowhere, modes: ['more', 'vscode'], further: ['file'], targetFile: '/tmp/own' } as const;
      assert.equal((await ask([managed], named)).filesAsked, 1);
      const left = { ...nowhere, modes: ['azurecli', 'more', undefined], further: ['azure', undefined] } as const;
      const { request, filesAsked, asked, askedFurther } = await ask([managed], left);
      assert.equal(request, undefined);
      assert.deepEqual(
        [filesAsked, asked.map(({ preselected }) => preselected), askedFurther.length],
        [2, ['vscode', 'azurecli', 'more'], 2],
      );
    });

    it('needs no file to be shown only, nor where there is a place', async () => {
      const shown = await ask([managed], { ...nowhere, modes: ['show', 'vscode'] });
      assert.deepEqual([shown.request?.isShownOnly, shown.filesAsked], [true, 0]);
      assert.equal((await ask([managed], { modes: ['vscode'] })).filesAsked, 0);
    });
  });
});
