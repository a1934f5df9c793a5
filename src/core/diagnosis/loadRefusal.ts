import { atLine, loadProblemOf } from '../kubeconfigText/loadableModel.ts';
import { readFirstModel } from '../kubeconfigText/readModel.ts';
import { lineFinder } from '../yaml/lineFinder.ts';
import { locateNodes } from '../yaml/locateNodes.ts';
import { findRefusedText } from './refusedText.ts';

/**
 * Why kubectl and kubelogin load no kubeconfig with this text; undefined where they do.
 *
 * @returns sentences with the line, without a secret
 * @throws AksEntraError kubeconfigInvalid where the text is no YAML map
 */
export function loadRefusalOf(text: string): string | undefined {
  const problem = loadProblemOf(text, readFirstModel(text));
  if (problem !== undefined) {
    return problem;
  }
  const located = locateNodes(text);
  const refused = located && findRefusedText(text, located).find(({ code }) => code !== 'repeatedKey');
  return refused && atLine({ line: lineFinder(text)(refused.start), sentence: refused.message });
}
