import { l10n } from '../../core/l10n.ts';
import { inputOrBack } from '../../ui/inputStep.ts';
import { back } from '../../ui/quickPickStep.ts';

/**
 * The name by which the cluster knows a person who is at home in the tenant.
 *
 * @returns undefined for a guest, whom the cluster knows by object id
 * @throws an AbortError when the user closes the box
 */
export async function askSignInName(title: string): Promise<string | undefined | typeof back> {
  const text = await inputOrBack({
    title,
    prompt: l10n`Their sign-in name, such as ben@contoso.com, by which the cluster knows people of the tenant. Leave it empty for a guest, whom it knows by object id.`,
    value: '',
    problem: (typed) =>
      typed === '' || /^[^\s@"\\]+@[^\s@"\\]+$/.test(typed)
        ? undefined
        : l10n`A sign-in name looks like ben@contoso.com.`,
  });
  return text === back || text !== '' ? text : undefined;
}
