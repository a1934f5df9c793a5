import { type BlockStyle, kubectlStyle } from './renderYaml.ts';
import { dashGapOf } from './spliceBlock.ts';
import { isBlock, itemsOf, type SyntaxTree } from './syntaxTree.ts';

/** How the file writes its blocks, seen from its first list with entries; kubectl's way where there is none. */
export function blockStyleOf(tree: SyntaxTree): BlockStyle {
  // A `|` block in the last line would need the line break that such a file does not have.
  const allowLiteral = tree.text === '' || tree.text.endsWith('\n');
  const style = { ...kubectlStyle, allowLiteral };
  if (tree.root?.type !== 'block-map') {
    return style;
  }
  for (const section of itemsOf(tree.root)) {
    const list = section.value;
    if (list?.type !== 'block-seq') {
      continue;
    }
    return {
      allowLiteral,
      listIndent: Math.max(list.indent - tree.root.indent, 0),
      dashGap: dashGapOf(list) ?? kubectlStyle.dashGap,
      mapIndent: mapIndentOf(list.items) ?? kubectlStyle.mapIndent,
    };
  }
  return style;
}

/** Whether the first entry alone shows how the file writes its blocks. */
export function isStyleInFirstEntry({ root }: SyntaxTree): boolean {
  if (root?.type !== 'block-map') {
    return false;
  }
  const list = itemsOf(root).find(({ value }) => value?.type === 'block-seq')?.value;
  return list?.type === 'block-seq' && mapIndentOf(itemsOf(list).slice(0, 1)) !== undefined;
}

function mapIndentOf(items: readonly { readonly value?: unknown }[]): number | undefined {
  for (const { value } of items as readonly { readonly value?: Parameters<typeof isBlock>[0] }[]) {
    if (value?.type !== 'block-map') {
      continue;
    }
    const inner = itemsOf(value).find((item) => item.value?.type === 'block-map')?.value;
    if (isBlock(inner) && inner.indent > value.indent) {
      return inner.indent - value.indent;
    }
  }
  return undefined;
}
