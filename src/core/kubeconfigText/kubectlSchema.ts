import { defineScalarTag, FAILSAFE_SCHEMA, NOT_RESOLVED } from 'js-yaml';
import { goYamlScalar } from '../goYaml/goYamlScalar.ts';

const numberStarts = ['-', '+', '.', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
const kinds = [
  { name: 'null', isKind: isNull, starts: ['', '~', 'n', 'N'] },
  { name: 'bool', isKind: isTruth, starts: ['y', 'Y', 'n', 'N', 't', 'T', 'f', 'F', 'o', 'O'] },
  { name: 'int', isKind: Number.isInteger, starts: numberStarts },
  { name: 'float', isKind: isNumber, starts: numberStarts },
] as const;

/** Scalars as kubectl reads them, for js-yaml. A whole number is found as a `float`: nothing is to be looked at twice. */
export const kubectlSchema = FAILSAFE_SCHEMA.withTags(
  ...kinds.map(({ name, isKind, starts }) =>
    defineScalarTag(`tag:yaml.org,2002:${name}`, {
      ...(name === 'int' ? {} : { implicit: true, implicitFirstChars: starts }),
      identify: () => false,
      resolve: (source) => {
        const value = goYamlScalar(source);
        return isKind(value) ? value : NOT_RESOLVED;
      },
    }),
  ),
);

function isNull(value: unknown): boolean {
  return value === null;
}

function isTruth(value: unknown): boolean {
  return typeof value === 'boolean';
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number';
}
