import { stat, statfs } from 'node:fs/promises';

/** File systems without permissions of their own, by `statfs`' numbers (linux/magic.h): FAT, exFAT, NTFS, SMB. */
const withoutModes = new Set([0x4d44, 0x2011bab0, 0x5346544e, 0x7366746e, 0xff534d42, 0xfe534d42, 0x517b]);
/** Those that have them on some mounts only: WSL's `/mnt` (9P) and `fuseblk`. Without, each file is open to all. */
const maybeWithoutModes = new Set([0x01021997, 0x65735546]);
const openToAll = 0o777;

/** The permission bits of a file; undefined where the system or its file system has none, and where there is no file. */
export async function permissionBits(path: string, platform: NodeJS.Platform): Promise<number | undefined> {
  if (platform === 'win32') {
    return undefined;
  }
  try {
    const mode = (await stat(path)).mode & 0o777;
    return (mode & 0o077) !== 0 && platform === 'linux' && !hasModes((await statfs(path)).type, mode)
      ? undefined
      : mode;
  } catch {
    return undefined;
  }
}

/** @param type of the file system, as `statfs` tells it */
export function hasModes(type: number, mode: number): boolean {
  const magic = type >>> 0;
  return !withoutModes.has(magic) && !(maybeWithoutModes.has(magic) && mode === openToAll);
}
