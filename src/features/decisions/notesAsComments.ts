import { printable } from '../../core/printable.ts';

/** So wide that it is read at once in half an editor. */
const halfWidth = 48;

/** Sentences as comments of YAML, each on as many lines as it needs, with a blank line behind. */
export function notesAsComments(notes: readonly string[]): string {
  return notes.length === 0 ? '' : `${notes.map((note) => asComment(note, halfWidth)).join('\n')}\n\n`;
}

/** A sentence as a comment of YAML, on as many lines as it needs. */
export function asComment(note: string, width: number): string {
  return linesOf(printable(note), width)
    .map((line, index) => `#${index === 0 ? '' : '  '} ${line}`)
    .join('\n');
}

function linesOf(text: string, width: number): string[] {
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
