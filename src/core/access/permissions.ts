import { readStrings } from '../azure/readProperty.ts';

const writeAction = 'Microsoft.ContainerService/managedClusters/write';

/**
 * Whether an account may change a cluster, from the entries of ARM’s `permissions` answer: one for each role that it
 * has there, by whatever group or scope. What a role excludes, another one may allow. Deny assignments, locks and
 * policies are not in the answer.
 */
export function mayUpdate(entries: readonly unknown[]): boolean {
  return mayDo(entries, writeAction);
}

function mayDo(entries: readonly unknown[], action: string): boolean {
  const covers = (pattern: string): boolean => matchesPattern(pattern.toLowerCase(), action.toLowerCase());
  return entries.some(
    (entry) => readStrings(entry, 'actions').some(covers) && !readStrings(entry, 'notActions').some(covers),
  );
}

/** `*` stands for any text, slashes and nothing included. Goes back to the last star only, so it is never slow. */
function matchesPattern(pattern: string, text: string): boolean {
  let inPattern = 0;
  let inText = 0;
  let star = -1;
  let afterStar = 0;
  while (inText < text.length) {
    if (pattern[inPattern] === '*') {
      star = inPattern;
      afterStar = inText;
      inPattern += 1;
    } else if (pattern[inPattern] === text[inText]) {
      inPattern += 1;
      inText += 1;
    } else if (star >= 0) {
      afterStar += 1;
      inPattern = star + 1;
      inText = afterStar;
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(inPattern));
}
