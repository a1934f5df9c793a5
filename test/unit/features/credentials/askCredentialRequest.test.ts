import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Cluster } from '../../../../src/core/clusters/cluster.ts';
import type { InstalledTools } from '../../../../src/core/diagnosis/installedTools.ts';
import { unknownTools } from '../../../../src/core/diagnosis/obstacles.ts';
import type { CredentialChoice } from '../../../../src/core/login/credentialChoice.ts';
import type { PersonLoginMode } from '../../../../src/core/login/loginModeNames.ts';
import {
  askCredentialRequest,
  type CredentialQuestions,
  type FormatQuestion,
} from '../../../../src/features/credentials/askCredentialRequest.ts';
import type { QuickPickStep } from '../../../../src/ui/quickPickStep.ts';
import { cluster } from '../../core/clusters/listedClusters.ts';

const managed = cluster('prod', 'web', { aadProfile: { managed: true } });
const legacy = cluster('prod', 'old', { aadProfile: { managed: false } });
const withoutEntra = cluster('prod', 'static');

type Format = NonNullable<FormatQuestion['preselected']>;

interface Answers {
  readonly formats: readonly (Format | undefined)[];
  readonly loginModes?: readonly (PersonLoginMode | undefined)[];
  readonly targetFile?: string | undefined;
  /** `null`: kubectl reads no file. */
  readonly place?: null;
  readonly remembered?: CredentialChoice;
  readonly address?: 'public';
  /** What is known of them, one time after the other; nothing at the end. */
  readonly tools?: readonly (InstalledTools | undefined)[];
}

/** A person who answers so, in this order; with what they were asked. */
async function ask(clusters: readonly [Cluster, ...Cluster[]], { formats, loginModes = [], ...rest }: Answers) {
  const [formatsLeft, loginModesLeft] = [[...formats], [...loginModes]];
  const toolsLeft = [...(rest.tools ?? [])];
  const asked: FormatQuestion[] = [];
  const askedModes: QuickPickStep<PersonLoginMode>[] = [];
  const filesAsked: number[] = [];
  const questions: CredentialQuestions = {
    format: (question) => {
      asked.push(question);
      assert.ok(formatsLeft.length > 0, 'asked once more');
      return Promise.resolve(formatsLeft.shift());
    },
    loginMode: (question) => {
      askedModes.push(question);
      assert.ok(loginModesLeft.length > 0, 'asked for the login mode');
      return Promise.resolve(loginModesLeft.shift());
    },
    contextName: (_, present) => Promise.resolve(`${present ?? 'new'}!`),
    targetFile: () => {
      filesAsked.push(asked.length);
      return Promise.resolve(rest.targetFile);
    },
  };
  const place = rest.place === null ? undefined : '/home/ada/.kube/config';
  const request = await askCredentialRequest(
    questions,
    clusters,
    rest.remembered,
    place,
    () => Promise.resolve(toolsLeft.shift()),
    rest.address,
  );
  return { request, asked, askedModes, filesAsked: filesAsked.length };
}

const usual = { isAdmin: false, address: 'default', isShownOnly: false } as const;

describe('what a person wants of a credential', () => {
  it('is exec with VS Code’s sign-in, where Enter is pressed twice', async () => {
    const { request, asked, askedModes } = await ask([managed], { formats: ['exec'], loginModes: ['vscode'] });
    assert.deepEqual(request, { ...usual, choice: { format: 'exec', loginMode: 'vscode' } });
    assert.deepEqual([asked[0]?.preselected, askedModes[0]?.preselected], ['exec', 'vscode']);
    assert.deepEqual(
      [asked[0]?.title, asked[0]?.placeholder, askedModes[0]?.title],
      ['Credential format for web', 'How should kubectl sign in to this cluster?', 'Login mode for web'],
    );
  });

  it('is proposed as it was chosen last', async () => {
    const exec = { formats: ['exec'], loginModes: ['azurecli'] } as const;
    const { askedModes } = await ask([managed], { ...exec, remembered: { format: 'exec', loginMode: 'azurecli' } });
    assert.equal(askedModes[0]?.preselected, 'azurecli');
    const { request, asked } = await ask([managed], { formats: ['azure'], remembered: { format: 'azure' } });
    assert.equal(asked[0]?.preselected, 'azure');
    assert.deepEqual(request, { ...usual, choice: { format: 'azure' } });
  });

  it('is marked before it is chosen with what keeps kubectl from it, as far as that is known by then', async () => {
    const kubectl135 = { kubectl: true, kubectlVersion: { name: '1.35.2', minor: 35 } };
    const tools = { ...unknownTools, ...kubectl135, kubelogin: false, az: false };
    const rows = (step: { readonly choices: readonly { label: string; description?: string }[] } | undefined) =>
      Object.fromEntries(step?.choices.map(({ label, description }) => [label, description]) ?? []);
    const exec = { formats: ['exec'], loginModes: ['vscode'] } as const;
    const { asked, askedModes } = await ask([managed], { ...exec, tools: [tools, tools] });
    assert.deepEqual(rows(asked[0]), { exec: 'recommended', azure: 'old · refused by kubectl 1.35.2' });
    assert.deepEqual(rows(askedModes[0]), {
      vscode: 'recommended',
      devicecode: 'as AKS returns it · kubelogin not found',
      interactive: 'kubelogin not found',
      azurecli: 'kubelogin not found · az not found',
    });
    const later = await ask([managed], { ...exec, tools: [undefined, { ...unknownTools, kubectl: false }] });
    assert.deepEqual(rows(later.asked[0]), { exec: 'recommended', azure: 'old' });
    assert.equal(rows(later.askedModes[0])['vscode'], 'recommended · kubectl not found');
    const old = await ask([legacy], { formats: ['exec'], tools: [tools] });
    assert.equal(rows(old.asked[0])['exec'], 'recommended · kubelogin not found');
    const { asked: certificate } = await ask([withoutEntra], {
      formats: ['static'],
      tools: [{ ...tools, kubectl: false }],
    });
    assert.match(rows(certificate[0])['static certificate'] ?? '', /^the only kind without Entra · kubectl not found$/);
  });

  it('has no login mode with legacy Entra, which has a device code only', async () => {
    const { request } = await ask([legacy], { formats: ['exec'] });
    assert.deepEqual(request, { ...usual, choice: { format: 'exec' } });
  });

  it('has no format without Entra, where there is only the certificate', async () => {
    const { request, asked } = await ask([withoutEntra], { formats: ['static'], remembered: { format: 'azure' } });
    assert.deepEqual(
      asked[0]?.choices.map(({ value }) => value),
      ['static'],
    );
    assert.equal(asked[0].preselected, 'static');
    assert.deepEqual(request, { ...usual, choice: { format: 'exec' } });
  });

  it('is asked of several clusters at once, with a login mode where one of them has managed Entra', async () => {
    const { request, asked } = await ask([legacy, withoutEntra, managed], {
      formats: ['exec'],
      loginModes: ['interactive'],
    });
    assert.deepEqual(request?.choice, { format: 'exec', loginMode: 'interactive' });
    assert.deepEqual(
      [asked[0]?.title, asked[0]?.placeholder],
      ['Credential format for 3 clusters', 'How should kubectl sign in to these clusters?'],
    );
    const others = await ask([legacy, withoutEntra], { formats: ['exec'] });
    assert.deepEqual(others.request?.choice, { format: 'exec' });
  });

  it('is an admin credential where that is chosen, and none where the person goes back', async () => {
    assert.equal((await ask([managed], { formats: ['admin'] })).request?.isAdmin, true);
    assert.equal((await ask([managed], { formats: [undefined] })).request, undefined);
  });

  it('is asked for once more after each further choice, which stays active and is kept', async () => {
    const { request, asked } = await ask([managed], {
      formats: ['name', 'name', 'file', 'address', 'show', 'azure'],
      targetFile: '/tmp/other',
    });
    assert.deepEqual(request, {
      choice: { format: 'azure' },
      isAdmin: false,
      address: 'public',
      contextName: 'new!!',
      targetFile: '/tmp/other',
      isShownOnly: true,
    });
    assert.deepEqual(
      asked.map(({ preselected }) => preselected),
      ['exec', 'name', 'name', 'file', 'address', 'show'],
    );
    const fileIn = ({ further }: FormatQuestion): unknown => further.find(({ value }) => value === 'file')?.description;
    assert.deepEqual(asked.map(fileIn), [
      ...Array.from({ length: 3 }, () => '/home/ada/.kube/config'),
      ...Array.from({ length: 3 }, () => '/tmp/other'),
    ]);
  });

  it('is of the public address where that was chosen before, unless it is switched off', async () => {
    const presetPublic = { address: 'public' } as const;
    assert.equal((await ask([managed], { formats: ['azure'], ...presetPublic })).request?.address, 'public');
    const off = await ask([managed], { formats: ['address', 'azure'], ...presetPublic });
    assert.equal(off.request?.address, 'default');
  });

  it('switches a further choice off again, and keeps the file where the person goes back from its question', async () => {
    const { request } = await ask([managed], { formats: ['show', 'address', 'file', 'show', 'address', 'azure'] });
    assert.deepEqual(request, { ...usual, choice: { format: 'azure' } });
  });

  it('is asked for once more where the person goes back from the login mode, with what was chosen so far', async () => {
    const { request, asked } = await ask([managed], {
      formats: ['show', 'exec', 'exec'],
      loginModes: [undefined, 'devicecode'],
    });
    assert.deepEqual(request, { ...usual, isShownOnly: true, choice: { format: 'exec', loginMode: 'devicecode' } });
    assert.equal(asked[2]?.preselected, 'exec');
  });

  describe('where kubectl reads no file', () => {
    const nowhere = { place: null } as const;

    it('has a file that the person names, once everything else is answered', async () => {
      const choices = [
        [managed, ['exec'], { choice: { format: 'exec', loginMode: 'vscode' } }],
        [managed, ['azure'], { choice: { format: 'azure' } }],
        [managed, ['admin'], { choice: { format: 'exec' }, isAdmin: true }],
        [legacy, ['exec'], { choice: { format: 'exec' } }],
        [withoutEntra, ['static'], { choice: { format: 'exec' } }],
      ] as const;
      for (const [of, formats, expected] of choices) {
        const answers = { ...nowhere, formats, loginModes: ['vscode'], targetFile: '/tmp/own' } as const;
        const { request, filesAsked, asked } = await ask([of], answers);
        assert.deepEqual(request, { ...usual, ...expected, targetFile: '/tmp/own' });
        assert.equal(filesAsked, 1);
        const file = asked[0]?.further.find(({ value }) => value === 'file');
        assert.equal(file?.description, 'none: KUBECONFIG names no file');
      }
    });

    it('asks for the file once, and goes back from that question without an answer', async () => {
      const named = { ...nowhere, formats: ['file', 'azure'], targetFile: '/tmp/own' } as const;
      assert.equal((await ask([managed], named)).filesAsked, 1);
      const left = { ...nowhere, formats: ['azure', 'exec', undefined], loginModes: ['vscode'] } as const;
      const { request, filesAsked, asked } = await ask([managed], left);
      assert.equal(request, undefined);
      assert.deepEqual([filesAsked, asked.map(({ preselected }) => preselected)], [2, ['exec', 'azure', 'exec']]);
    });

    it('needs no file to be shown only, nor where there is a place', async () => {
      const shown = await ask([managed], { ...nowhere, formats: ['show', 'azure'] });
      assert.deepEqual([shown.request?.isShownOnly, shown.filesAsked], [true, 0]);
      assert.equal((await ask([managed], { formats: ['azure'] })).filesAsked, 0);
    });
  });
});
