/** Matches an element's whole text, which VS Code pads with the space of its icons. */
export function exactly(text: string): RegExp {
  return new RegExp(String.raw`^\s*${text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}\s*$`);
}
