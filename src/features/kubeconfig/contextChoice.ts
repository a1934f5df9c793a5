import { describeSignIn, describeTarget } from '../../core/kubeconfig/describeContext.ts';
import type { ContextFacts } from '../../core/kubeconfig/readContexts.ts';
import { printable } from '../../core/printable.ts';
import type { Choice } from '../../ui/quickPickStep.ts';

/** A context as a row of a picker; what it says can be searched for. */
export function contextChoice(context: ContextFacts, isCurrent: boolean): Choice<ContextFacts> {
  const name = printable(context.contextName);
  return {
    label: isCurrent ? `$(check) ${name}` : name,
    description: [isCurrent ? 'current' : undefined, describeSignIn(context)]
      .filter((part) => part !== undefined)
      .join(' · '),
    detail: describeTarget(context),
    value: context,
  };
}
