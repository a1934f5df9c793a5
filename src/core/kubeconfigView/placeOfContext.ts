import { readFirstModel } from '../kubeconfigText/readModel.ts';
import { type Place, placesInText } from '../yaml/placesInText.ts';
import { isYamlList, isYamlMap, ownValue, stringAt } from '../yamlValue.ts';

/** Where the name of a context stands in a kubeconfig's text; the beginning where there is no such context. */
export function placeOfContext(text: string, contextName: string): Pick<Place, 'start' | 'end'> {
  const contexts = ownValue(readFirstModel(text), 'contexts');
  const entries = isYamlList(contexts) ? contexts : [];
  const index = entries.findIndex((entry) => isYamlMap(entry) && stringAt(entry, 'name') === contextName);
  return index === -1 ? { start: 0, end: 0 } : placesInText(text)(['contexts', index, 'name']);
}
