import { groupNameProblem } from '../../core/clusterCreation/clusterName.ts';
import type { CreationPlace, ResourceGroup } from '../../core/clusterCreation/creationPorts.ts';
import { l10n } from '../../core/l10n.ts';
import { printable } from '../../core/printable.ts';
import { inputOrBack } from '../../ui/inputStep.ts';
import { back, type Choice, pickOrBack, type QuickPickStep } from '../../ui/quickPickStep.ts';
import type { CreationCatalog } from './creationCatalog.ts';
import type { ChosenGroup } from './creationDraft.ts';
import { creationTitle } from './creationTitle.ts';

type Answer = { readonly kind: 'new' } | { readonly kind: 'present'; readonly group: ResourceGroup };

/**
 * A resource group that is there, or a new one. What the account may do there is looked at now: nobody answers five more
 * questions for nothing.
 *
 * @param preselected the name of a group
 * @throws AksEntraError missingRole to who may not create a cluster there; an AbortError when the user closes the picker
 */
export async function pickGroup(
  catalog: CreationCatalog,
  place: CreationPlace,
  preselected: ChosenGroup | { readonly name: string } | undefined,
): Promise<ChosenGroup | typeof back> {
  const { groups } = await catalog.groupsAndRegions(place);
  const another: Choice<Answer> = {
    label: l10n`$(add) New resource group…`,
    detail: l10n`It is made together with the cluster.`,
    value: { kind: 'new' },
  };
  const choices = groups.map((group): Choice<Answer> & { readonly value: Answer } => ({
    label: printable(group.name),
    description: group.location,
    value: { kind: 'present', group },
  }));
  const wanted = choices.find(
    ({ value }) => value.kind === 'present' && value.group.name.toLowerCase() === preselected?.name.toLowerCase(),
  );
  const first = wanted ?? choices[0];
  const step: QuickPickStep<Answer> = {
    title: creationTitle,
    placeholder: l10n`In which resource group of ${printable(place.subscription.displayName)}?`,
    choices: [another, ...choices],
    ...(first === undefined ? {} : { preselected: first.value }),
  };
  for (;;) {
    const answer = await pickOrBack(step);
    if (answer === back) {
      return back;
    }
    if (answer.kind === 'present') {
      const { group } = answer;
      return { name: group.name, present: group, rights: await catalog.rights(place, group.name) };
    }
    const rights = await catalog.rights(place, undefined);
    const name = await inputOrBack({
      title: creationTitle,
      prompt: l10n`Name of the new resource group`,
      value: preselected !== undefined && 'rights' in preselected && !preselected.present ? preselected.name : '',
      problem: (text) =>
        groupNameProblem(
          text,
          groups.map((group) => group.name),
        ),
    });
    if (name !== back) {
      return { name, rights };
    }
  }
}
