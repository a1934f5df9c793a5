import { readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.dirname(import.meta.dirname);

/** The texts of package.json that a person reads, by their keys: package.nls.json. */
export function manifestTexts(): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(path.join(root, 'package.nls.json'), 'utf8')) as Record<string, string>;
}

/**
 * package.json as VS Code shows it: `%key%` is the text of package.nls.json.
 *
 * @throws Error for a key without a text
 */
export function readManifest(): unknown {
  const texts = manifestTexts();
  return JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'), (_name, value: unknown) => {
    const key = typeof value === 'string' ? /^%(.+)%$/.exec(value)?.[1] : undefined;
    if (key === undefined) {
      return value;
    }
    const text = texts[key];
    if (text === undefined) {
      throw new Error(`package.nls.json has no text “${key}”.`);
    }
    return text;
  });
}
