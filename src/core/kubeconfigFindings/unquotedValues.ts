import { type FieldType, kubeconfigType } from '../clientGo/kubeconfigTypes.ts';
import { l10n } from '../l10n.ts';
import { goYamlScalar } from '../goYaml/goYamlScalar.ts';
import type { KubeconfigFinding } from './kubeconfigFinding.ts';
import type { PlacedMap, PlacedScalar } from './kubeconfigNodes.ts';

export function isTrue({ value, isPlain }: PlacedScalar): boolean {
  return isPlain && goYamlScalar(value) === true;
}

/** Values without quotes that kubectl does not read as the text that they are meant to be. */
export function findUnquotedValues(root: PlacedMap): KubeconfigFinding[] {
  return [...textFields(root, kubeconfigType)]
    .filter(({ value, isPlain }) => isPlain && /^(?:boolean|number)$/.test(typeof goYamlScalar(value)))
    .map(({ value, start, end }) => ({
      code: 'unquotedValue',
      severity: 'error',
      start,
      end,
      // The value itself may be a secret.
      message: l10n`kubectl reads this as a ${typeof goYamlScalar(value) === 'boolean' ? l10n`truth value` : l10n`number`} and refuses the file: text that looks like one needs quotes.`,
      fix: { kind: 'edit', title: l10n`Put it in quotes`, edits: [{ start, end, text: `"${value}"` }] },
    }));
}

/** The scalars whose type is text by client-go's table; extensions may hold anything. */
function* textFields(map: PlacedMap, type: FieldType): Generator<PlacedScalar> {
  const names = type.kind === 'fields' ? Object.keys(type.fields) : type.kind === 'mapOf' ? map.keys : [];
  for (const name of names) {
    const field = type.kind === 'fields' ? type.fields[name] : type.kind === 'mapOf' ? type.item : undefined;
    if (field?.kind === 'text' || field?.kind === 'bytes') {
      const scalar = map.scalar(name);
      yield* scalar === undefined ? [] : [scalar];
    } else if (field?.kind === 'list') {
      yield* field.item.kind === 'text' ? map.scalars(name) : [];
      for (const item of map.maps(name)) {
        yield* textFields(item, field.item);
      }
    } else if (field?.kind === 'fields' || field?.kind === 'mapOf') {
      const inner = map.map(name);
      yield* inner === undefined ? [] : textFields(inner, field);
    }
  }
}
