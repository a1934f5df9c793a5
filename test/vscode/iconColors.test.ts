import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { before, describe, it } from 'node:test';
import { prepareServer } from './prepareServer.ts';

/**
 * The contrast of our icons' and pictures' colours in every theme that VS Code brings, from its own files: the themes of the extension
 * `theme-defaults` with what they include, and, where a theme names no colour, the default that the workbench registers.
 */
type Rgb = readonly [red: number, green: number, blue: number, alpha: number];

/** As package.json calls them, and as the workbench's code does. */
const kinds = {
  'vs-dark': { ours: 'dark', workbench: 'dark' },
  vs: { ours: 'light', workbench: 'light' },
  'hc-black': { ours: 'highContrast', workbench: 'hcDark' },
  'hc-light': { ours: 'highContrastLight', workbench: 'hcLight' },
} as const;

interface Theme {
  readonly id: string;
  readonly uiTheme: keyof typeof kinds;
  readonly path: string;
}

const root = path.join(import.meta.dirname, '..', '..');
const { colors } = (
  JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    contributes: { colors: { id: string; defaults: Record<string, string> }[] };
  }
).contributes;

let workbench = '';
let styles = '';
let themes: readonly Theme[] = [];
let extension = '';

before(async () => {
  const { folder } = await prepareServer();
  const built = path.join(folder, 'out', 'vs', 'code', 'browser', 'workbench');
  workbench = readFileSync(path.join(built, 'workbench.js'), 'utf8');
  styles = readFileSync(path.join(built, 'workbench.css'), 'utf8');
  extension = path.join(folder, 'extensions', 'theme-defaults');
  const manifest = JSON.parse(readFileSync(path.join(extension, 'package.json'), 'utf8')) as {
    contributes: { themes: Theme[] };
  };
  themes = manifest.contributes.themes;
});

describe('the icons of our rows', () => {
  it('are told from a side bar in every theme of VS Code, also under the mouse and with the keyboard: 3:1 and more', () => {
    assert.ok(themes.length >= 8, `${themes.length} themes`);
    for (const theme of themes) {
      const named = colorsOf(theme.path);
      for (const { id, defaults } of colors) {
        const icon = hexColor(defaults[kinds[theme.uiTheme].ours] ?? '');
        for (const [place, background] of backgrounds(theme, named)) {
          const contrast = contrastOf(icon, background);
          assert.ok(contrast >= 3, `${theme.id}: ${id} on ${place} has ${contrast.toFixed(2)}:1`);
        }
      }
    }
  });

  it('have the colour of the text on a selected row, which VS Code sees to', () => {
    assert.match(styles, /\.monaco-list-row\.selected [^{}]*-node-item-icon\.codicon\{color:currentColor!important\}/);
  });
});

describe('the pictures of the walkthrough', () => {
  // VS Code shows them as images, which know of no theme.
  it('are told from the page in every theme of VS Code: 3:1 and more', () => {
    const files = globSync('media/walkthrough/*.svg', { cwd: root });
    assert.ok(files.length >= 4);
    for (const file of files) {
      const strokes = new Set(readFileSync(path.join(root, file), 'utf8').match(/#[\da-f]{6}\b/gi));
      assert.ok(strokes.size > 0, file);
      for (const theme of themes) {
        const page = colorOf(theme, colorsOf(theme.path), 'editor.background');
        assert.ok(page);
        for (const stroke of strokes) {
          const contrast = contrastOf(hexColor(stroke), page);
          assert.ok(contrast >= 3, `${theme.id}: ${stroke} in ${file} has ${contrast.toFixed(2)}:1`);
        }
      }
    }
  });
});

describe('the contrast', () => {
  it('is that of WCAG 2', () => {
    const of = (a: string, b: string): string => contrastOf(hexColor(a), hexColor(b)).toFixed(2);
    // https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio: 21:1 at most; #767676 is the grey known for its 4.54:1.
    assert.deepEqual([of('#000000', '#FFFFFF'), of('#767676', '#FFFFFF')], ['21.00', '4.54']);
    assert.deepEqual(over(hexColor('#FFFFFF80'), hexColor('#000000')).map(Math.round), [128, 128, 128, 1]);
  });
});

/** Where an icon keeps its own colour: on a row of the side bar that is not selected. */
function backgrounds(theme: Theme, named: ReadonlyMap<string, string | null>): [string, Rgb][] {
  const sideBar = colorOf(theme, named, 'sideBar.background');
  assert.ok(sideBar);
  const states = ['list.hoverBackground', 'list.focusBackground'].flatMap((id): [string, Rgb][] => {
    const color = colorOf(theme, named, id);
    return color === undefined ? [] : [[id, over(color, sideBar)]];
  });
  return [['sideBar.background', sideBar], ...states];
}

function colorOf({ uiTheme }: Theme, named: ReadonlyMap<string, string | null>, id: string): Rgb | undefined {
  const hex = named.get(id);
  return hex === undefined ? defaultOf(id, kinds[uiTheme].workbench) : hex === null ? undefined : hexColor(hex);
}

/** What a theme says, and those that it includes. `null`: no colour, whatever the default. */
function colorsOf(file: string): ReadonlyMap<string, string | null> {
  const from = path.join(extension, file);
  // What VS Code is built from has comments; the built themes have none.
  const theme = JSON.parse(readFileSync(from, 'utf8')) as {
    include?: string;
    colors?: Record<string, string | null>;
  };
  const included = theme.include === undefined ? [] : colorsOf(path.join(path.dirname(file), theme.include));
  return new Map([...included, ...Object.entries(theme.colors ?? {})]);
}

/**
 * What the built workbench registers, in which only names are shortened: `f("list.hoverBackground",{dark:"#2A2D2E",…})`.
 *
 * @throws where it is written in a way that this cannot read: better no test than one that passes over a colour
 */
function defaultOf(id: string, kind: 'dark' | 'light' | 'hcDark' | 'hcLight'): Rgb | undefined {
  // Beside the one place where it is registered it is used.
  const places = workbench.split(`("${id}",`).slice(1);
  const [registered = ''] = places.flatMap((text) => /^(?:null|\{[^}]*\})(?=,\w+\(\d+)/.exec(text.slice(0, 500)) ?? []);
  if (registered === 'null') {
    return undefined;
  }
  const [, value = ''] = new RegExp(`[{,]${kind}:((?:\\([^)]*\\)|[^,()}])*)`).exec(registered) ?? [];
  if (value === 'null') {
    return undefined;
  }
  const [, name, hex, transparency = '1'] =
    /^(?:"(?=#)|\w+\.(white|black)|\w+\.fromHex\(")?(#[\da-fA-F]{6,8})?"?\)?(?:\.transparent\(([\d.]+)\))?$/.exec(
      value,
    ) ?? [];
  const color = hex ?? { white: '#FFFFFF', black: '#000000' }[name ?? ''];
  assert.ok(color !== undefined, `the default of ${id} cannot be read: ${registered}`);
  const [red, green, blue, alpha] = hexColor(color);
  return [red, green, blue, alpha * Number(transparency)];
}

function hexColor(text: string): Rgb {
  const [, red = '', green = '', blue = '', alpha = 'ff'] =
    /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})([\da-f]{2})?$/i.exec(text) ?? [];
  assert.ok(red !== '', `no colour: ${text}`);
  return [parseInt(red, 16), parseInt(green, 16), parseInt(blue, 16), parseInt(alpha, 16) / 255];
}

function over([red, green, blue, alpha]: Rgb, below: Rgb): Rgb {
  const mixed = (color: number, under: number): number => color * alpha + under * (1 - alpha);
  return [mixed(red, below[0]), mixed(green, below[1]), mixed(blue, below[2]), 1];
}

function contrastOf(color: Rgb, background: Rgb): number {
  const [a, b] = [luminance(over(color, background)), luminance(background)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function luminance([red, green, blue]: Rgb): number {
  const linear = (value: number): number => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}
