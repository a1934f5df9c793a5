import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';
import type { Claims } from './accessToken.ts';
import { aksServerAppId } from './scopes.ts';
import { formatTimeLeft } from './tokenStatus.ts';

/** A claim that is known, in words. */
interface ExplainedClaim {
  /** As the token has it: `exp`. */
  readonly claim: string;
  readonly title: string;
  readonly value: string;
}

/** How the person signed in, by the words of `amr`. */
const methods: Readonly<Record<string, string>> = {
  pwd: l10n`password`,
  mfa: l10n`several factors`,
  rsa: l10n`key or certificate`,
  fido: l10n`FIDO key`,
  otp: l10n`one-time code`,
  wia: l10n`Windows sign-in`,
  ngcmfa: l10n`Windows Hello`,
  hwk: l10n`key in hardware`,
  fed: l10n`federated`,
};

/** Applications by id that stand in tokens of VS Code's. */
const applications: Readonly<Record<string, string>> = {
  [aksServerAppId]: l10n`AKS clusters`,
  '00000003-0000-0000-c000-000000000000': l10n`Microsoft Graph`,
  'aebc6443-996d-45c2-90f0-388ff96faa56': 'Visual Studio Code',
};

/**
 * What is known of a token's claims, in the order in which one asks: what for, who, until when, how, and what it allows.
 * https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
 */
export function claimTexts(claims: Claims, nowMs: number): ExplainedClaim[] {
  const rows: readonly (readonly [claim: string, title: string, value: (claim: unknown) => string])[] = [
    ['aud', l10n`For`, application],
    ['tid', l10n`Tenant`, words],
    ['name', l10n`Name`, words],
    ['upn', l10n`Account`, words],
    ['unique_name', l10n`Account`, words],
    ['preferred_username', l10n`Account`, words],
    ['oid', l10n`Object id of the account in this tenant`, words],
    ['idtyp', l10n`Kind of identity`, words],
    ['iat', l10n`Issued`, (value) => moment(value, nowMs)],
    ['nbf', l10n`Valid from`, (value) => moment(value, nowMs)],
    ['exp', l10n`Valid until`, (value) => moment(value, nowMs)],
    ['amr', l10n`Signed in with`, (value) => each(value, (method) => inWords(methods, method))],
    ['acr', l10n`Authentication class`, authenticationClass],
    ['acrs', l10n`Authentication contexts`, words],
    ['appid', l10n`Asked for by`, application],
    ['azp', l10n`Asked for by`, application],
    ['scp', l10n`Allows`, words],
    ['roles', l10n`Application roles`, words],
    ['groups', l10n`Groups`, counted],
    ['hasgroups', l10n`Groups`, () => tooManyGroups()],
    ['_claim_names', l10n`Groups`, groupsElsewhere],
    ['wids', l10n`Roles in the directory`, counted],
    ['xms_cc', l10n`What the client can do`, (value) => each(value, capability)],
    ['ipaddr', l10n`Signed in from`, words],
    ['ver', l10n`Form of the token`, words],
  ];
  return rows.flatMap(([claim, title, value]) =>
    claims[claim] === undefined ? [] : [{ claim, title, value: printable(value(claims[claim])) }],
  );
}

/** Whatever it is, in one line. */
function words(value: unknown): string {
  return each(value, (text) => text);
}

function each(value: unknown, say: (text: string) => string): string {
  const texts: readonly unknown[] = Array.isArray(value) ? value : [value];
  return texts.map((text) => say(typeof text === 'string' ? text : JSON.stringify(text))).join(', ');
}

function inWords(known: Readonly<Record<string, string>>, text: string): string {
  const name = Object.hasOwn(known, text) ? known[text] : undefined;
  return name === undefined ? text : `${text}: ${name}`;
}

function application(value: unknown): string {
  return each(value, (id) => {
    const name = Object.hasOwn(applications, id.toLowerCase()) ? applications[id.toLowerCase()] : undefined;
    return name === undefined ? id : l10n`${name} (${id})`;
  });
}

/** A time of a token is in seconds since 1970. */
function moment(value: unknown, nowMs: number): string {
  const ms = typeof value === 'number' ? value * 1000 : NaN;
  if (Number.isNaN(new Date(ms).getTime())) {
    return words(value);
  }
  const away = formatTimeLeft(Math.floor(Math.abs(ms - nowMs) / 60_000));
  const time = new Date(ms).toLocaleString();
  return ms > nowMs ? l10n`${time}, in ${away}` : l10n`${time}, ${away} ago`;
}

function authenticationClass(value: unknown): string {
  return value === '0' ? l10n`0: weaker than ISO 29115 asks for` : words(value);
}

function counted(value: unknown): string {
  return Array.isArray(value) ? String(value.length) : words(value);
}

function tooManyGroups(): string {
  return l10n`more than a token can name; the server asks Microsoft Graph for them`;
}

function groupsElsewhere(value: unknown): string {
  return typeof value === 'object' && value !== null && 'groups' in value ? tooManyGroups() : words(value);
}

function capability(text: string): string {
  return text.toLowerCase() === 'cp1' ? l10n`${text}: answers claims challenges (continuous access evaluation)` : text;
}
