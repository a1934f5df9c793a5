import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Cluster } from '../../../../src/core/clusters/cluster.ts';
import type { PersonLoginMode } from '../../../../src/core/login/loginModeNames.ts';
import type {
  CredentialQuestions,
  CredentialRequest,
  FirstAnswer,
  MarkedQuestion,
} from '../../../../src/features/credentials/askCredentialRequest.ts';
import { askForEach } from '../../../../src/features/credentials/askForEach.ts';
import type { FurtherAnswer } from '../../../../src/features/credentials/furtherChoices.ts';
import { cluster } from '../../core/clusters/listedClusters.ts';

const [web, api, shop, blog] = ['web', 'api', 'shop', 'blog'].map((name) =>
  cluster('prod', name, { aadProfile: { managed: true } }),
) as [Cluster, Cluster, Cluster, Cluster];

function settledAs(loginMode: PersonLoginMode): CredentialRequest {
  return { choice: { format: 'exec', loginMode }, isAdmin: false, address: 'default', isShownOnly: false };
}

interface Answers {
  readonly modes?: readonly (FirstAnswer | undefined)[];
  readonly further?: readonly FurtherAnswer[];
  readonly files?: readonly (string | undefined)[];
  readonly place?: string | undefined;
}

/** A person who answers so, in this order; with the lists that they were shown. */
async function askFor(
  wanted: readonly (readonly [Cluster, CredentialRequest?])[],
  { modes = [], further = [], files = [], place }: Answers = {},
) {
  const left = { modes: [...modes], further: [...further], files: [...files] };
  const shown: MarkedQuestion<FirstAnswer>[] = [];
  const shownFurther: MarkedQuestion<FurtherAnswer>[] = [];
  const next = <T>(answers: T[]): Promise<T> => {
    assert.ok(answers.length > 0, 'asked once more');
    return Promise.resolve(answers.shift() as T);
  };
  const questions: CredentialQuestions = {
    loginMode: (question) => {
      shown.push(question);
      return next(left.modes);
    },
    further: (question) => {
      shownFurther.push(question);
      return next(left.further);
    },
    contextName: () => assert.fail('A name is each cluster’s own.'),
    targetFile: () => next(left.files),
  };
  const answers = await askForEach(
    questions,
    wanted.map(([each, settled]) => ({ cluster: each, settled })),
    { place, address: 'default', isExecOnly: false, stepsBefore: 0 },
  );
  assert.deepEqual(left, { modes: [], further: [], files: [] });
  return { answers, shown, shownFurther };
}

const place = '/home/ada/.kube/config';

describe('the credentials of several clusters', () => {
  it('are asked about in no list where something is settled for each', async () => {
    const wanted = [settledAs('vscode'), settledAs('azurecli')] as const;
    const { answers } = await askFor(
      [
        [web, wanted[0]],
        [api, wanted[1]],
      ],
      { place },
    );
    assert.deepEqual(answers, { requests: wanted, asked: undefined });
  });

  it('are asked about in one list, which says for which, where nothing is settled for some', async () => {
    const kept = settledAs('azurecli');
    const { answers, shown } = await askFor([[web], [api, kept], [shop], [blog, kept]], { modes: ['vscode'], place });
    assert.deepEqual(
      [shown[0]?.title, shown[0]?.placeholder],
      [
        'Login mode for 2 of 4 clusters',
        'How should kubectl sign in to “web” and “shop”? · the other 2 keep their own way',
      ],
    );
    const chosen = settledAs('vscode');
    assert.deepEqual(answers, { requests: [chosen, kept, chosen, kept], asked: chosen });
    const one = await askFor([[web, kept], [api]], { modes: ['vscode'], place });
    assert.deepEqual(
      [one.shown[0]?.title, one.shown[0]?.placeholder],
      ['Login mode for api', 'How should kubectl sign in to “api”? · the other one keeps its own way'],
    );
    const many = await askFor([[web], [api], [shop], [blog], [cluster('prod', 'static'), kept]], {
      modes: ['vscode'],
      place,
    });
    assert.match(many.shown[0]?.placeholder ?? '', / to “web”, “api” and 2 more\? · the other one keeps its own way$/);
    const all = await askFor([[web], [api]], { modes: ['vscode'], place });
    assert.deepEqual(
      [all.shown[0]?.title, all.shown[0]?.placeholder],
      ['Login mode for 2 clusters', 'How should kubectl sign in to these clusters?'],
    );
  });

  it('are none of an administrator, and have no name or toggle, though one alone is asked about', async () => {
    const { shown, shownFurther } = await askFor([[web], [api, settledAs('vscode')]], {
      modes: ['more'],
      further: ['azure'],
      place,
    });
    assert.deepEqual(shown[0]?.buttons, []);
    assert.deepEqual(
      shownFurther[0]?.choices(undefined).map(({ value }) => value),
      ['azure', 'file'],
    );
  });

  it('go into the one file that was chosen', async () => {
    const kept = settledAs('azurecli');
    const { answers } = await askFor([[web], [api, kept]], {
      modes: ['more', 'vscode'],
      further: ['file'],
      files: ['/tmp/other'],
      place,
    });
    assert.deepEqual(
      answers?.requests.map(({ targetFile, choice }) => [targetFile, choice.loginMode]),
      [
        ['/tmp/other', 'vscode'],
        ['/tmp/other', 'azurecli'],
      ],
    );
  });

  it('are none where the person goes back', async () => {
    assert.equal((await askFor([[web], [api, settledAs('vscode')]], { modes: [undefined], place })).answers, undefined);
  });

  describe('where kubectl reads no file', () => {
    const wanted = [
      [web, settledAs('vscode')],
      [api, settledAs('azurecli')],
    ] as const;

    it('go into one that the person names, and nothing else is asked', async () => {
      const { answers } = await askFor(wanted, { files: ['/tmp/own'] });
      assert.deepEqual(
        answers?.requests,
        wanted.map(([, settled]) => ({ ...settled, targetFile: '/tmp/own' })),
      );
    });

    it('are asked about where the person names none', async () => {
      const { answers, shown } = await askFor(wanted, { files: [undefined], modes: [undefined] });
      assert.equal(answers, undefined);
      assert.equal(shown[0]?.title, 'Login mode for 2 clusters');
    });
  });
});
