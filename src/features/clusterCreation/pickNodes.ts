import { nodeCountProblem, nodeSizeProblem } from '../../core/clusterCreation/clusterName.ts';
import type { OfferedVersion } from '../../core/clusterCreation/kubernetesVersions.ts';
import { l10n } from '../../core/l10n.ts';
import { inputOrBack } from '../../ui/inputStep.ts';
import { back, type Choice, pickOrBack } from '../../ui/quickPickStep.ts';
import type { ChosenNodes } from './creationDraft.ts';
import { creationTitle } from './creationTitle.ts';

type Row = 'goOn' | 'version' | 'size' | 'count';

/** Sizes that system nodes run well on, with what they have. */
const usualSizes: readonly (readonly [string, string])[] = [
  ['Standard_D2s_v5', l10n`2 cores, 8 GiB each`],
  ['Standard_D4s_v5', l10n`4 cores, 16 GiB each`],
  ['Standard_D8s_v5', l10n`8 cores, 32 GiB each`],
  ['Standard_D4as_v5', l10n`4 cores of AMD, 16 GiB each`],
  ['Standard_E4s_v5', l10n`4 cores, 32 GiB each`],
];

/**
 * Version, size and number of the nodes in one step: Enter takes what is proposed, and each can be changed.
 *
 * @param versions loads when the version is to be changed
 * @throws an AbortError when the user closes the picker
 */
export async function pickNodes(
  before: ChosenNodes,
  versions: () => Promise<readonly OfferedVersion[]>,
): Promise<ChosenNodes | typeof back> {
  let nodes = before;
  let active: Row = 'goOn';
  for (;;) {
    const answer: Row | typeof back = await pickOrBack<Row>({
      title: creationTitle,
      placeholder: l10n`Which nodes? Enter takes what is proposed.`,
      choices: [
        { label: l10n`Go on with these`, detail: summary(nodes), value: 'goOn' },
        { label: l10n`Kubernetes version…`, description: versionText(nodes), value: 'version' },
        { label: l10n`Size of the nodes…`, description: sizeText(nodes), value: 'size' },
        { label: l10n`Number of nodes…`, description: String(nodes.count), value: 'count' },
      ],
      preselected: active,
    });
    switch (answer) {
      case back:
        return back;
      case 'goOn':
        return nodes;
      case 'version':
        nodes = { ...nodes, kubernetesVersion: await pickVersion(nodes, await versions()) };
        break;
      case 'size':
        nodes = { ...nodes, size: await pickSize(nodes) };
        break;
      case 'count':
        nodes = { ...nodes, count: await askCount(nodes) };
        break;
    }
    active = 'goOn';
  }
}

/** The version that was chosen, or the one before where somebody goes back. */
export async function pickVersion(
  { kubernetesVersion }: ChosenNodes,
  versions: readonly OfferedVersion[],
): Promise<string> {
  const usual = versions.find(({ isDefault }) => isDefault);
  const answer = await pickOrBack<string>({
    title: creationTitle,
    placeholder: l10n`Which version of Kubernetes? Those that are in long-term support only are left out.`,
    choices: [
      {
        label: l10n`Azure chooses`,
        ...(usual === undefined ? {} : { description: l10n`now ${usual.version}` }),
        value: '',
      },
      ...versions.map(({ version, isDefault, isPreview }): Choice<string> => {
        const description = isPreview ? l10n`preview` : isDefault ? l10n`Azure’s default` : undefined;
        return { label: version, ...(description === undefined ? {} : { description }), value: version };
      }),
    ],
    preselected: kubernetesVersion,
  });
  return answer === back ? kubernetesVersion : answer;
}

/** The size that was chosen, or the one before where somebody goes back. */
export async function pickSize({ size }: ChosenNodes): Promise<string> {
  const typed = Symbol('typed');
  for (;;) {
    const answer = await pickOrBack<string | typeof typed>({
      title: creationTitle,
      placeholder: l10n`Which size? What a subscription may have differs by region.`,
      choices: [
        { label: l10n`Azure chooses`, detail: l10n`By what the subscription has left in the region.`, value: '' },
        ...usualSizes.map(([label, description]) => ({ label, description, value: label })),
        { label: l10n`Another size…`, value: typed },
      ],
      preselected: size,
    });
    if (answer === back) {
      return size;
    }
    if (typeof answer === 'string') {
      return answer;
    }
    const prompt = l10n`Size of the nodes, such as Standard_D4s_v5`;
    const text = await inputOrBack({ title: creationTitle, prompt, value: size, problem: nodeSizeProblem });
    if (text !== back) {
      return text;
    }
  }
}

/** The number that was typed, or the one before where somebody goes back. */
export async function askCount({ count }: ChosenNodes): Promise<number> {
  const prompt = l10n`How many nodes? Azure advises three or more for what matters.`;
  const text = await inputOrBack({ title: creationTitle, prompt, value: String(count), problem: nodeCountProblem });
  return text === back ? count : Number(text);
}

function summary(nodes: ChosenNodes): string {
  return l10n`Kubernetes: ${versionText(nodes)} · size: ${sizeText(nodes)} · nodes: ${nodes.count}`;
}

function versionText({ kubernetesVersion }: ChosenNodes): string {
  return kubernetesVersion === '' ? l10n`Azure chooses` : kubernetesVersion;
}

function sizeText({ size }: ChosenNodes): string {
  return size === '' ? l10n`Azure chooses` : size;
}
