import { ArmError } from './armErrors.ts';

/**
 * One page of a list, with `nextLink` where there is more. The token is opaque to clients: they follow the link as it is.
 *
 * @param url of the request; its `$skiptoken` says where to go on.
 * @throws ArmError 400 for a token that was not issued here.
 */
export function pageOf(rows: readonly unknown[], url: URL, pageSize: number): { value: unknown[]; nextLink?: string } {
  const start = readSkipToken(url.searchParams.get('$skiptoken') ?? undefined);
  const end = start + pageSize;
  const value = rows.slice(start, end);
  if (end >= rows.length) {
    return { value };
  }
  const next = new URL(url.pathname, `https://${url.host}`);
  for (const [name, text] of url.searchParams) {
    if (name !== '$skiptoken') {
      next.searchParams.append(name, text);
    }
  }
  next.searchParams.append('$skiptoken', skipToken(end));
  return { value, nextLink: next.toString() };
}

export function skipToken(position: number): string {
  return Buffer.from(`from:${position}`).toString('base64url');
}

export function readSkipToken(token: string | undefined): number {
  if (token === undefined) {
    return 0;
  }
  const position = /^from:(\d+)$/.exec(Buffer.from(token, 'base64url').toString())?.[1];
  if (position === undefined) {
    throw new ArmError(400, 'InvalidSkipToken', 'The skip token is invalid.', { surprise: 'made-up skip token' });
  }
  return Number(position);
}
