const words: ReadonlyMap<string, null | boolean> = new Map([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'on', 'On', 'ON', 'true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF', 'false', 'False', 'FALSE'].map((word) => [word, false] as const),
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
]);
const longestWord = 5;
const namedNumber = /^[-+]?\.(?:inf|Inf|INF)$|^\.(?:nan|NaN|NAN)$/;
const integer = /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(\d+))$/;
const decimal = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;

/**
 * What kubectl makes of a scalar without quotes. It reads YAML with a go-yaml of its own (sigs.k8s.io/yaml,
 * goyaml.v2/resolve.go), which is neither YAML 1.1 nor 1.2: `y` is a truth value, `012` is 10, `0o17` is 15 and `08`
 * is 8, while `12:30` and a number that Go cannot hold (`1e400`) are text. A date is text too.
 */
export function goYamlScalar(source: string): null | boolean | number | string {
  const word = source.length > longestWord ? undefined : words.get(source);
  if (word !== undefined) {
    return word;
  }
  // Most texts begin with a letter or like an option, and a kubeconfig holds thousands of them.
  if (!/^(?:[-+][._\d]|[.\d])/.test(source)) {
    return source;
  }
  if (namedNumber.test(source)) {
    return /nan/i.test(source) ? Number.NaN : source.startsWith('-') ? -Infinity : Infinity;
  }
  // Underscores count for nothing; behind a dot at the start Go itself reads them, and wants digits on both sides.
  const digits = source.startsWith('.') ? source.replace(/(?<=\d)_(?=\d)/g, '') : source.replaceAll('_', '');
  return integerOf(digits) ?? decimalOf(digits) ?? source;
}

/** undefined where it does not fit into 64 bits, as in Go. */
function integerOf(digits: string): number | undefined {
  const [, sign, hexadecimal, binary, octal, plain] = integer.exec(digits) ?? [];
  const literal =
    hexadecimal !== undefined
      ? `0x${hexadecimal}`
      : binary !== undefined
        ? `0b${binary}`
        : octal !== undefined
          ? `0o${octal}`
          : plain?.startsWith('0') === true && plain !== '0'
            ? undefined
            : plain;
  if (literal === undefined) {
    return undefined;
  }
  const value = BigInt(literal);
  const limit = sign === '-' ? 2n ** 63n : sign === '+' ? 2n ** 63n - 1n : 2n ** 64n - 1n;
  return value > limit ? undefined : Number(sign === '-' ? -value : value);
}

function decimalOf(digits: string): number | undefined {
  const value = decimal.test(digits) ? Number(digits) : undefined;
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}
