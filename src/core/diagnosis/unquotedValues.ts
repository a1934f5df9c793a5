import { type FieldType, kubeconfigType } from '../clientGo/kubeconfigTypes.ts';
import { l10n } from '../l10n.ts';
import type { KubeconfigFinding } from './kubeconfigFinding.ts';
import type { PlacedMap, PlacedScalar } from './kubeconfigNodes.ts';

/**
 * What kubectl, a YAML 1.1 reader, takes for a truth value or a number and then refuses where it wants text. Words count
 * in three spellings only (sigs.k8s.io/yaml, goyaml.v2/resolve.go).
 */
const trueValue = /^(?:y|Y|yes|Yes|YES|on|On|ON|true|True|TRUE)$/;
const falseValue = /^(?:n|N|no|No|NO|off|Off|OFF|false|False|FALSE)$/;
const numberValue =
  /^[-+]?(?:0[bB][01_]+|0[oO][0-7_]+|0[xX][0-9a-fA-F_]+|\d[\d_]*(?:\.[\d_]*)?(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?|\.(?:inf|Inf|INF))$|^\.(?:nan|NaN|NAN)$/;

export function isTrue({ value, isPlain }: PlacedScalar): boolean {
  return isPlain && trueValue.test(value);
}

function isTruthValue(value: string): boolean {
  return trueValue.test(value) || falseValue.test(value);
}

/** Values without quotes that kubectl does not read as the text that they are meant to be. */
export function findUnquotedValues(root: PlacedMap): KubeconfigFinding[] {
  return [...textFields(root, kubeconfigType)]
    .filter(({ value, isPlain }) => isPlain && (isTruthValue(value) || numberValue.test(value)))
    .map(({ value, start, end }) => ({
      code: 'unquotedValue',
      severity: 'error',
      start,
      end,
      // The value itself may be a secret.
      message: l10n`kubectl takes this for a ${isTruthValue(value) ? l10n`truth value` : l10n`number`} and refuses the file: text that looks so needs quotes.`,
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
