import { renderMapLines, kubectlStyle } from '../yaml/renderYaml.ts';
import { isEqualValue, isYamlList, isYamlMap, ownValue, type YamlMap, type YamlValue } from '../yamlValue.ts';

const secretKeys = new Set([
  'token',
  'password',
  'client-key-data',
  'client-secret',
  'access-token',
  'refresh-token',
  'id-token',
]);
/** Of kubelogin, and of other programs: `--oidc-client-secret`, `--token`. */
const secretFlags = /^--(?:.*-)?(?:secret|password|token)$/;
const userInfo = /(:\/\/[^\s/?#:@]*:)([^\s/?#]+)@/g;

/** Whether the value under a key of a kubeconfig is a secret. */
export function isSecretKey(key: string): boolean {
  return secretKeys.has(key);
}

/** Whether the value of a command's flag is a secret. */
export function isSecretFlag(flag: string): boolean {
  return secretFlags.test(flag);
}

/** Of the URLs with one, such as that of a proxy, wherever in the text they stand. */
export function passwordsInUrls(text: string): string[] {
  return [...text.matchAll(userInfo)].map(([, , password = '']) => password);
}

/**
 * Two states of an entry as YAML to be shown side by side. Secrets are hidden, but a changed one still shows as a
 * change. Environment variables of a command count as secrets.
 */
export function maskedPair(before: YamlMap, after: YamlMap): { before: string; after: string } {
  return { before: render(mask(before, after, 'before')), after: render(mask(after, before, 'after')) };
}

function render(value: YamlValue): string {
  return isYamlMap(value) ? `${renderMapLines(value, 0, kubectlStyle).join('\n')}\n` : '';
}

function mask(value: YamlValue, other: YamlValue | undefined, side: 'before' | 'after'): YamlValue {
  if (isYamlList(value)) {
    return value.map((item, index) => {
      const partner = isYamlList(other) ? other[index] : undefined;
      const flag = value[index - 1];
      if (typeof flag === 'string' && isSecretFlag(flag)) {
        return hidden(item, partner, side);
      }
      if (typeof item === 'string') {
        return maskInlineFlag(item, partner, side);
      }
      return mask(item, partner, side);
    });
  }
  if (typeof value === 'string') {
    return maskUrl(value, other, side);
  }
  if (!isYamlMap(value)) {
    return value;
  }
  const partners = isYamlMap(other) ? other : {};
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const partner = ownValue(partners, key);
      if (key === 'env') {
        return [key, maskEnvironment(item, partner, side)];
      }
      return [key, isSecretKey(key) ? hidden(item, partner, side) : mask(item, partner, side)];
    }),
  );
}

function maskInlineFlag(item: string, partner: YamlValue | undefined, side: 'before' | 'after'): string {
  const [flag = '', ...rest] = item.split('=');
  return rest.length > 0 && isSecretFlag(flag)
    ? `${flag}=${hidden(item, partner, side)}`
    : maskUrl(item, partner, side);
}

function maskUrl(text: string, other: YamlValue | undefined, side: 'before' | 'after'): string {
  const partners = typeof other === 'string' ? passwordsInUrls(other) : [];
  let index = 0;
  return text.replaceAll(
    userInfo,
    (_, before: string, password: string) => `${before}${hidden(password, partners[index++], side)}@`,
  );
}

/** Of what is no list of variables, which kubectl refuses, everything that could be a value. */
function maskEnvironment(env: YamlValue, other: YamlValue | undefined, side: 'before' | 'after'): YamlValue {
  const hide = (map: YamlMap, partner: YamlValue | undefined, shown?: string): YamlMap =>
    Object.fromEntries(
      Object.entries(map).map(([key, value]) => {
        const former = isYamlMap(partner) ? ownValue(partner, key) : undefined;
        return [key, key === shown ? value : hidden(value, former, side)];
      }),
    );
  if (isYamlList(env)) {
    return env.map((entry, index) => {
      const partner = isYamlList(other) ? other[index] : undefined;
      return isYamlMap(entry) ? hide(entry, partner, 'name') : hidden(entry, partner, side);
    });
  }
  if (isYamlMap(env)) {
    return hide(env, other);
  }
  return env === null ? null : hidden(env, other, side);
}

function hidden(value: YamlValue, other: YamlValue | undefined, side: 'before' | 'after'): string {
  if (isEqualValue(value, other)) {
    return '<hidden>';
  }
  return side === 'before' ? '<hidden, old>' : '<hidden, new>';
}
