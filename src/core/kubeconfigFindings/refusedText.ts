import { isMap, isScalar, type Scalar, visit } from 'yaml';
import { l10n } from '../l10n.ts';
import { quotedName } from '../quotedNames.ts';
import type { LocatedNodes } from '../yaml/locateNodes.ts';
import { scalarText } from '../yaml/scalarText.ts';
import type { KubeconfigFinding } from './kubeconfigFinding.ts';
import { type PlacedMap, placedRoot } from './kubeconfigNodes.ts';

/**
 * What YAML or JSON allow and kubectl refuses or drops: it refuses the whole file but for a key that stands twice, of
 * which it takes the last (`config view --raw`, kubectl 1.27 to 1.35).
 */
export function findRefusedText(text: string, located: LocatedNodes): KubeconfigFinding[] {
  const root = placedRoot(located);
  return [
    ...findDirectives(text),
    ...findControlCharacters(text),
    ...findInNodes(located),
    ...(root === undefined ? [] : findSameNames(root)),
  ];
}

function findDirectives(text: string): KubeconfigFinding[] {
  const head = /^\uFEFF?(?:(?:%[^\n]*|[ \t]*(?:#[^\n]*)?)\n)*/.exec(text)?.[0] ?? '';
  return [...head.matchAll(/^\uFEFF?(%[^\r\n]*)\r?\n/gm)].flatMap((found): KubeconfigFinding[] => {
    const [line, directive = ''] = found;
    if (/^%(?:YAML[ \t]+1\.1|TAG[ \t].*)[ \t]*(?:#.*)?$/.test(directive)) {
      return [];
    }
    const start = found.index + line.indexOf('%');
    return [
      {
        code: 'refusedDirective',
        severity: 'error',
        start,
        end: start + directive.length,
        message: l10n`kubectl refuses a file with this line: it reads YAML 1.1 only.`,
        fix: {
          kind: 'edit',
          title: l10n`Remove the line`,
          edits: [{ start, end: found.index + line.length, text: '' }],
        },
      },
    ];
  });
}

function findControlCharacters(text: string): KubeconfigFinding[] {
  const found = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]+/.exec(text);
  return found === null
    ? []
    : [
        {
          code: 'controlCharacter',
          severity: 'error',
          start: found.index,
          end: found.index + found[0].length,
          message: l10n`kubectl refuses a file with a control character in it.`,
        },
      ];
}

function findInNodes({ document, text, originalOffset }: LocatedNodes): KubeconfigFinding[] {
  const findings: KubeconfigFinding[] = [];
  visit(document, {
    Scalar: (_key, node) => {
      findings.push(...findEscapes(node, text, originalOffset));
    },
    Map: (_key, map) => {
      const seen = new Set<string>();
      for (const { key } of map.items) {
        const name = isScalar(key) ? scalarText(key) : '<<';
        if (name !== '<<' && seen.has(name) && isScalar(key) && key.range) {
          findings.push({
            code: 'repeatedKey',
            severity: 'error',
            start: originalOffset(key.range[0]),
            end: originalOffset(key.range[1]),
            message: l10n`The key ${quotedName(name)} stands twice in the same place: kubectl uses the last one and drops the one before.`,
          });
        }
        seen.add(name);
      }
    },
  });
  return isMap(document.contents) ? findings : [];
}

function findEscapes(node: Scalar, text: string, originalOffset: (offset: number) => number): KubeconfigFinding[] {
  if (node.type !== 'QUOTE_DOUBLE' || !node.range) {
    return [];
  }
  const [from, to] = node.range;
  const escapes = /\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|[^])/g;
  return [...text.slice(from, to).matchAll(escapes)].flatMap((found): KubeconfigFinding[] => {
    const [escape] = found;
    if (escape !== String.raw`\/` && !/^\\u[dD][89a-fA-F]/.test(escape)) {
      return [];
    }
    const start = originalOffset(from + found.index);
    const end = originalOffset(from + found.index + escape.length);
    const plain = escape === String.raw`\/` ? '/' : escape.length === 12 ? (JSON.parse(`"${escape}"`) as string) : '';
    return [
      {
        code: 'refusedEscape',
        severity: 'error',
        start,
        end,
        message: l10n`kubectl refuses a file with this escape, which JSON knows and YAML 1.1 does not.`,
        ...(plain === ''
          ? {}
          : { fix: { kind: 'edit', title: l10n`Write the character itself`, edits: [{ start, end, text: plain }] } }),
      },
    ];
  });
}

function findSameNames(root: PlacedMap): KubeconfigFinding[] {
  return ['clusters', 'contexts', 'users'].flatMap((section) => {
    const seen = new Set<string>();
    return root.maps(section).flatMap((entry): KubeconfigFinding[] => {
      const place = entry.scalar('name') ?? root.key(section);
      const name = entry.scalar('name')?.value ?? '';
      const isFirst = !seen.has(name);
      seen.add(name);
      if (isFirst || place === undefined) {
        return [];
      }
      const message = l10n`Under ${section}, two entries are named ${quotedName(name)}: kubectl refuses the file. Rename or remove one.`;
      return [{ code: 'duplicateName', severity: 'error', start: place.start, end: place.end, message }];
    });
  });
}
