import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';

/**
 * The bytes of a file that may be anything; or why it was not read, so that nothing waits for a pipe or fills the memory.
 *
 * @throws the system's error where it cannot be opened
 */
export async function readRegularFile(
  path: string,
  limitBytes: number,
): Promise<Buffer | 'folder' | 'notRegular' | 'tooLarge'> {
  // Opening a pipe would wait for its writer for ever. Windows has neither such pipes nor the flag,
  // and undefined counts as 0 here.
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    return await readBytes(file, limitBytes);
  } finally {
    await file.close();
  }
}

async function readBytes(file: FileHandle, limitBytes: number): ReturnType<typeof readRegularFile> {
  const facts = await file.stat();
  if (!facts.isFile()) {
    return facts.isDirectory() ? 'folder' : 'notRegular';
  }
  if (facts.size > limitBytes) {
    return 'tooLarge';
  }
  // No more than was looked at, be it that the file grows.
  const bytes = Buffer.alloc(facts.size);
  const { bytesRead } = await file.read(bytes, 0, facts.size, 0);
  return bytes.subarray(0, bytesRead);
}
