import { printable } from '../../core/printable.ts';

/** So wide that it is read at once in half an editor. */
const width = 48;

/** Sentences as comments of YAML, each on as many lines as it needs, with a blank line behind. */
export function notesAsComments(notes: readonly string[]): string {
  if (notes.length === 0) {
    return '';
  }
  const lines = notes.flatMap((note) =>
    linesOf(printable(note)).map((line, index) => `#${index === 0 ? '' : '  '} ${line}`),
  );
  return `${lines.join('\n')}\n\n`;
}

function linesOf(text: string): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && line.length + word.length >= width) {
      lines.push(word);
    } else {
      lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
    }
  }
  return lines;
}
