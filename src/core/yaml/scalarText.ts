import { isScalar } from 'yaml';

/**
 * What a scalar says, without its quotes; empty for any other node. Behind `!!binary` that is the text of the bytes, as
 * kubectl has it: yaml's build for Node makes a Buffer of them, and the one that we ship an array of numbers.
 */
export function scalarText(node: unknown): string {
  if (!isScalar(node)) {
    return '';
  }
  return node.value instanceof Uint8Array ? new TextDecoder().decode(node.value) : String(node.value);
}
