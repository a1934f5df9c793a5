import fc from 'fast-check';

/** A kubeconfig as a person or a tool may have written it, with what each of its lines belongs to. */
export interface GeneratedKubeconfig {
  readonly text: string;
  /** Lines with their line breaks; `owner` is `section/name`, `current-context`, `empty section` or `other`. */
  readonly lines: readonly { readonly text: string; readonly owner: string }[];
  readonly isBlock: boolean;
  readonly names: readonly string[];
  readonly hasEmptySections: boolean;
}

interface Style {
  readonly layout: 'block' | 'flowEntries' | 'prettyJson' | 'compactJson';
  readonly eol: '\n' | '\r\n';
  readonly hasBom: boolean;
  readonly hasFinalBreak: boolean;
  readonly documentMarks: 'none' | 'start' | 'startAndEnd';
  readonly indent: number;
  readonly listIndent: number;
  readonly dashGap: number;
  readonly commentRate: number;
  readonly quoting: 'plain' | 'single' | 'double';
  readonly nameFirst: boolean;
  readonly emptySection: 'absent' | 'null' | 'tilde' | 'nothing' | 'brackets';
  readonly jsonIndent: '  ' | '    ' | '\t';
}

const style: fc.Arbitrary<Style> = fc.record({
  layout: fc.constantFrom('block', 'block', 'block', 'flowEntries', 'prettyJson', 'compactJson'),
  eol: fc.constantFrom('\n', '\n', '\r\n'),
  hasBom: fc.boolean(),
  hasFinalBreak: fc.boolean(),
  documentMarks: fc.constantFrom('none', 'none', 'start', 'startAndEnd'),
  indent: fc.constantFrom(2, 2, 4, 3),
  listIndent: fc.constantFrom(0, 0, 2, 4),
  dashGap: fc.constantFrom(1, 1, 3),
  commentRate: fc.constantFrom(0, 0.1, 0.4),
  quoting: fc.constantFrom('plain', 'single', 'double'),
  nameFirst: fc.boolean(),
  emptySection: fc.constantFrom('absent', 'null', 'tilde', 'nothing', 'brackets'),
  jsonIndent: fc.constantFrom('  ', '    ', '\t'),
});

const names = [
  'dev',
  'prod-1',
  'kind-kind',
  'arn:aws:eks:eu-1:1:cluster/x',
  'me@home',
  'Ünï cödé',
  'true',
  '0123',
  'a: b #c',
  "it's",
];
const sectionOrders = [
  ['clusters', 'contexts', 'users'],
  ['users', 'contexts', 'clusters'],
  ['contexts', 'clusters', 'users'],
] as const;
type Section = (typeof sectionOrders)[number][number];

type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

export const generatedKubeconfig = kubeconfigsOf(3);
/** Long enough to have entries that no edit comes near. */
export const longKubeconfig = kubeconfigsOf(names.length);

function kubeconfigsOf(maxLength: number): fc.Arbitrary<GeneratedKubeconfig> {
  return fc
    .tuple(
      style,
      fc.subarray(names, { maxLength }),
      fc.constantFrom(...sectionOrders),
      fc.integer({ min: 1, max: 2 ** 31 }),
      fc.boolean(),
    )
    .map(([chosen, present, order, seed, hasCurrent]) => write(chosen, present, order, randomFrom(seed), hasCurrent));
}

function write(
  chosen: Style,
  present: readonly string[],
  order: readonly Section[],
  random: () => number,
  hasCurrent: boolean,
): GeneratedKubeconfig {
  const lines: { text: string; owner: string }[] = [];
  const sections = order.map(
    (section) => [section, present.map((name) => entry(section, name, chosen, random))] as const,
  );
  const current = hasCurrent ? (present[0] ?? '') : undefined;
  if (chosen.layout === 'block' || chosen.layout === 'flowEntries') {
    new BlockWriter(chosen, random, lines).write(sections, current);
  } else {
    const root = {
      apiVersion: 'v1',
      kind: 'Config',
      ...Object.fromEntries(sections),
      ...(current === undefined ? {} : { 'current-context': current }),
    };
    const json = JSON.stringify(root, null, chosen.layout === 'prettyJson' ? chosen.jsonIndent : undefined);
    lines.push(...json.split('\n').map((text) => ({ text, owner: 'other' })));
  }
  const withBreaks = lines.map(({ text, owner }, index) => {
    const isLast = index === lines.length - 1;
    const bom = index === 0 && chosen.hasBom ? '\uFEFF' : '';
    return { owner, text: bom + text + (isLast && !chosen.hasFinalBreak ? '' : chosen.eol) };
  });
  return {
    text: withBreaks.map((line) => line.text).join(''),
    lines: withBreaks.filter((line) => line.text !== ''),
    isBlock: chosen.layout === 'block' || chosen.layout === 'flowEntries',
    names: present,
    hasEmptySections: present.length === 0,
  };
}

function entry(section: Section, name: string, chosen: Style, random: () => number): Record<string, Plain> {
  const value: Record<string, Plain> =
    section === 'clusters'
      ? {
          server: `https://${encodeURIComponent(name)}:6443`,
          'certificate-authority-data': 'LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCkNBCg==',
        }
      : section === 'contexts'
        ? contextValue(name, random)
        : userValue(name, random);
  const key = section.slice(0, -1);
  return chosen.nameFirst ? { name, [key]: value } : { [key]: value, name };
}

function contextValue(name: string, random: () => number): Record<string, Plain> {
  const foreign = { name: 'minikube.sigs.k8s.io', extension: { version: 'v1.34.0' } };
  const ours = { extension: { clusterId: '/subscriptions/x', loginMode: 'devicecode' }, name: 'aks-entra' };
  const extensions = [...(random() < 0.3 ? [foreign] : []), ...(random() < 0.5 ? [ours] : [])];
  return {
    cluster: name,
    user: name,
    ...(random() < 0.4 ? { namespace: 'default' } : {}),
    ...(extensions.length > 0 ? { extensions } : {}),
  };
}

const guid = '6dae42f8-4368-4678-94ff-3960e28e3630';

/** Signs in in one of many ways; the ids are those that any conversion needs. */
function userValue(name: string, random: () => number): Record<string, Plain> {
  const exec = (command: string, args: readonly string[]): Record<string, Plain> => ({
    exec: { apiVersion: 'client.authentication.k8s.io/v1beta1', command, args, env: null },
  });
  const ids = ['--server-id', guid, '--client-id', guid, '--tenant-id', 'contoso.example'];
  const ways: readonly (() => Record<string, Plain>)[] = [
    () => ({ token: `t-${name}` }),
    () => exec('aws', ['eks', 'get-token', '--name', name]),
    () => exec('kubelogin', ['get-token', '--oidc-issuer-url=https://issuer.example']),
    () => ({
      exec: {
        apiVersion: 'client.authentication.k8s.io/v1beta1',
        command: 'kubelogin',
        env: null,
        provideClusterInfo: false,
        args: ['get-token', ...ids],
      },
    }),
    () => exec('kubelogin', ['get-token', '--login', 'spn', ...ids, '--client-secret', `s-${name}`]),
    () => exec('/opt/bin/kubelogin', ['get-token', ...ids, '--legacy', '--pop-enabled', '--pop-claims', 'u=/x']),
    () => ({
      exec: {
        ...(exec('KubeLogin.exe', ['get-token', '-l', 'azurecli', ...ids])['exec'] as Record<string, Plain>),
        env: [{ name: 'AZURE_CONFIG_DIR', value: '/home/me/.azure' }],
        installHint: 'Install it',
        interactiveMode: 'IfAvailable',
      },
    }),
    () => ({
      'auth-provider': {
        config: { 'apiserver-id': guid, 'client-id': guid, 'config-mode': '1', 'tenant-id': 'contoso.example' },
        name: 'azure',
      },
    }),
  ];
  return (ways[Math.floor(random() * ways.length)] ?? (() => ({})))();
}

class BlockWriter {
  readonly #style: Style;
  readonly #random: () => number;
  readonly #lines: { text: string; owner: string }[];
  #owner = 'other';

  constructor(chosen: Style, random: () => number, lines: { text: string; owner: string }[]) {
    this.#style = chosen;
    this.#random = random;
    this.#lines = lines;
  }

  write(
    sections: readonly (readonly [Section, readonly Record<string, Plain>[]])[],
    current: string | undefined,
  ): void {
    if (this.#style.documentMarks !== 'none') {
      this.#push('---', 0);
    }
    this.#noise(0);
    this.#push('apiVersion: v1', 0);
    for (const [section, entries] of sections) {
      this.#section(section, entries);
    }
    this.#owner = 'current-context';
    if (current !== undefined) {
      this.#push(`current-context: ${this.#scalar(current)}`, 0, true);
    }
    this.#owner = 'other';
    this.#push('kind: Config', 0);
    if (this.#random() < 0.5) {
      this.#push('preferences: {}', 0);
    }
    this.#noise(0);
    if (this.#style.documentMarks === 'startAndEnd') {
      this.#push('...', 0);
    }
  }

  #section(section: Section, entries: readonly Record<string, Plain>[]): void {
    if (entries.length === 0) {
      const empty = { absent: undefined, null: ' null', tilde: ' ~', nothing: '', brackets: ' []' }[
        this.#style.emptySection
      ];
      this.#owner = 'empty section';
      if (empty !== undefined) {
        this.#push(`${section}:${empty}`, 0, true);
      }
      this.#owner = 'other';
      return;
    }
    this.#push(`${section}:`, 0, true);
    for (const item of entries) {
      this.#noise(0);
      this.#owner = `${section}/${item['name'] as string}`;
      const dash = `${' '.repeat(this.#style.listIndent)}-${' '.repeat(this.#style.dashGap)}`;
      const column = dash.length;
      if (this.#style.layout === 'flowEntries') {
        this.#push(`${dash}${this.#flow(item)}`, 0, true);
      } else {
        this.#map(item, column, dash);
      }
      this.#owner = 'other';
    }
  }

  #map(map: Readonly<Record<string, Plain>>, column: number, firstPrefix?: string): void {
    let prefix = firstPrefix ?? ' '.repeat(column);
    for (const [key, value] of Object.entries(map)) {
      if (typeof value !== 'object' || value === null) {
        this.#push(`${prefix}${key}: ${this.#scalar(value)}`, column, true);
      } else {
        this.#push(`${prefix}${key}:`, column, true);
        const inner = column + this.#style.indent;
        if (Array.isArray(value)) {
          for (const item of value as readonly Plain[]) {
            const dash = `${' '.repeat(inner)}- `;
            if (typeof item === 'object' && item !== null) {
              this.#map(item as Record<string, Plain>, dash.length, dash);
            } else {
              this.#push(dash + this.#scalar(item), inner, true);
            }
          }
        } else {
          this.#map(value as Readonly<Record<string, Plain>>, inner);
        }
      }
      prefix = ' '.repeat(column);
    }
  }

  #flow(value: Plain): string {
    if (Array.isArray(value)) {
      return `[${value.map((item) => this.#flow(item as Plain)).join(', ')}]`;
    }
    if (typeof value !== 'object' || value === null) {
      return typeof value === 'string' ? JSON.stringify(value) : String(value);
    }
    const pairs = Object.entries(value).map(([key, item]) => `${key}: ${this.#flow(item)}`);
    return this.#random() < 0.5 ? `{${pairs.join(', ')}}` : `{ ${pairs.join(' , ')} }`;
  }

  #scalar(value: string | number | boolean | null): string {
    if (typeof value !== 'string') {
      return String(value);
    }
    if (this.#style.quoting === 'single') {
      return `'${value.replaceAll("'", "''")}'`;
    }
    return this.#style.quoting === 'plain' && /^[a-z][a-z0-9./@:-]*[a-z0-9]$/.test(value) && value !== 'true'
      ? value
      : JSON.stringify(value);
  }

  #push(text: string, column: number, mayCarryComment = false): void {
    const comment =
      mayCarryComment && this.#random() < this.#style.commentRate ? `  # n${Math.floor(this.#random() * 1000)}` : '';
    this.#lines.push({ text: text + comment, owner: this.#owner });
    if (column > 0) {
      this.#noise(column);
    }
    if (column > 0) {
      this.#noise(column);
    }
  }

  /** A comment, as deep as its map or deeper, or a blank line. Between entries they belong to nobody. */
  #noise(column: number): void {
    if (this.#random() >= this.#style.commentRate) {
      return;
    }
    const deeper = column > 0 && this.#random() < 0.3 ? this.#style.indent : 0;
    const comment = `${' '.repeat(column + deeper)}# note ${Math.floor(this.#random() * 1000)}`;
    const text = this.#random() < 0.3 ? '' : comment;
    this.#lines.push({ text, owner: this.#owner });
  }
}

/** Mulberry32: the same file for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
