import type { Choice } from './quickPickStep.ts';

/** A picker's row cuts off what is longer than this. */
const rowLength = 85;

/** A row to read: it has no value, so that it cannot be chosen. What is too long goes on below, a path too. */
export function noteRow(note: string): Choice<never> {
  if (note.length <= rowLength) {
    return { label: `$(info) ${note}` };
  }
  const space = note.lastIndexOf(' ', rowLength);
  const [end, next] = space === -1 ? [rowLength, rowLength] : [space, space + 1];
  return { label: `$(info) ${note.slice(0, end)}`, detail: note.slice(next) };
}
