import type { BigIntStats } from 'node:fs';
import { lstat, readlink } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { l10n } from '../../core/l10n.ts';
import { printable } from '../../core/printable.ts';
import { leadsElsewhere } from '../../core/programKubeconfigs/leadsElsewhere.ts';

/** As in Linux. */
const mostLinks = 40;
/** Of a folder in which everybody may remove only what is his: S_ISVTX. */
const stickyBit = 0o1000n;

/** Where a path leads, links followed. */
export interface OwnPath {
  readonly realPath: string;
  /** Of what is there. */
  readonly facts: BigIntStats;
}

/**
 * Follows a path, folder by folder and link by link, where nobody but this user and root can lead it elsewhere: each of
 * them could be exchanged between a program's reading and ours.
 *
 * @param path absolute; not for Windows, whose modes say nothing
 * @throws AksEntraError kubeconfigsLeadElsewhere; a file system error
 */
export async function followOwnPath(path: string): Promise<OwnPath> {
  let folder = parse(path).root;
  let facts = await lstat(folder, { bigint: true });
  let links = 0;
  const parts = partsOf(path);
  for (let part = parts.shift(); part !== undefined; part = parts.shift()) {
    assertFolder(path, facts);
    const next = join(folder, part);
    const nextFacts = await lstat(next, { bigint: true });
    assertOwnFolder(path, folder, facts, nextFacts);
    if (nextFacts.isSymbolicLink()) {
      if (++links > mostLinks) {
        throw leadsElsewhere(path, l10n`is a link that leads in a circle. Name the file itself.`);
      }
      const target = await readlink(next);
      parts.unshift(...partsOf(target));
      if (target.startsWith('/')) {
        folder = parse(target).root;
        facts = await lstat(folder, { bigint: true });
      }
    } else {
      folder = next;
      facts = nextFacts;
    }
  }
  return { realPath: folder, facts };
}

function partsOf(path: string): string[] {
  return path.split('/').filter((part) => part !== '' && part !== '.');
}

function assertFolder(path: string, facts: BigIntStats): void {
  if (!facts.isDirectory()) {
    throw leadsElsewhere(path, l10n`does not exist. Name a file that does.`);
  }
}

/** @param next what the path goes on with in it */
function assertOwnFolder(path: string, folder: string, facts: BigIntStats, next: BigIntStats): void {
  if (facts.uid !== 0n && facts.uid !== ownUserId()) {
    throw leadsElsewhere(
      path,
      l10n`lies in ${printable(folder)}, which belongs to another user. Move the file to a folder of your own.`,
    );
  }
  // In /tmp nobody else may exchange what is one's own.
  const isSticky = (facts.mode & stickyBit) !== 0n && next.uid === ownUserId();
  if (isWritableByOthers(facts) && !isSticky) {
    throw leadsElsewhere(
      path,
      l10n`lies in ${printable(folder)}, to which others may write. If that is yours, run "chmod go-w" on it; otherwise move the file to a folder of your own.`,
    );
  }
}

/** By its group or by everybody. */
export function isWritableByOthers({ mode }: BigIntStats): boolean {
  return (mode & 0o022n) !== 0n;
}

export function ownUserId(): bigint {
  return BigInt(process.geteuid?.() ?? 0);
}
