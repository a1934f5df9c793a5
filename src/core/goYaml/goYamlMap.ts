import { l10n } from '../l10n.ts';
import { goYamlKey } from './goYamlScalar.ts';
import { GoYamlRefusal } from './goYamlText.ts';
import { isYamlList, isYamlMap, type YamlMap, type YamlValue } from '../yamlValue.ts';

export interface GoYamlKey {
  readonly value: YamlValue;
  readonly isMerge: boolean;
  readonly offset: number;
}

/** A map in the order in which go-yaml fills it: what comes later wins, also where it is merged. */
export class GoYamlMap {
  readonly #entries = new Map<string, YamlValue>();

  get value(): YamlMap {
    return Object.fromEntries(this.#entries);
  }

  add(key: GoYamlKey, value: YamlValue): void {
    if (!key.isMerge) {
      this.#entries.set(goYamlKey(key.value, key.offset), value);
      return;
    }
    const sources = isYamlList(value) ? value.toReversed() : [value];
    for (const source of sources) {
      if (!isYamlMap(source)) {
        throw new GoYamlRefusal(l10n`a merge key (<<) without a map`, key.offset);
      }
      for (const [name, item] of Object.entries(source)) {
        this.#entries.set(name, item);
      }
    }
  }
}
