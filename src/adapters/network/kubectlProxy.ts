import { BlockList, isIP } from 'node:net';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The proxy that kubectl takes to a server, by its environment: Go's rules, which no package of npm's follows in full.
 * Upper case goes before lower case, `NO_PROXY` knows domains, their suffixes, addresses, ranges, ports and `*`, and this
 * machine itself is never asked through one.
 *
 * @returns undefined where kubectl connects directly, be it because the variable is no address
 * @see https://cs.opensource.google/go/x/net/+/master:http/httpproxy/proxy.go
 */
export function proxyFromEnvironment(url: URL, env: Environment): URL | undefined {
  const proxy = parseProxy(firstSet(env, url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY'));
  return proxy !== undefined && isProxied(url, firstSet(env, 'NO_PROXY')) ? proxy : undefined;
}

/** Whether there is a proxy, and NO_PROXY names this host among those that are reached without it. */
export function isExempt(url: URL, env: Environment): boolean {
  return firstSet(env, 'HTTPS_PROXY') !== '' && proxyFromEnvironment(url, env) === undefined;
}

/** An empty variable is none. */
function firstSet(env: Environment, name: string): string {
  return [env[name], env[name.toLowerCase()]].find((value) => value !== undefined && value !== '') ?? '';
}

/** Without a scheme, or with what looks like one and is a host and its port, it is an HTTP proxy. */
function parseProxy(text: string): URL | undefined {
  const hasHost = /^[a-z][a-z0-9+.-]*:\/\/[^/]/i.test(text);
  const whole = hasHost ? text : `http://${text}`;
  return text !== '' && URL.canParse(whole) ? new URL(whole) : undefined;
}

function isProxied(url: URL, noProxy: string): boolean {
  const host = withoutBrackets(url.hostname).toLowerCase();
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  if (host === 'localhost' || isLoopback(host)) {
    return false;
  }
  const entries = noProxy.split(',').map((entry) => entry.trim().toLowerCase());
  return !entries.some((entry) => entry === '*' || (entry !== '' && isMatch(entry, host, port)));
}

function isMatch(entry: string, host: string, port: string): boolean {
  if (isInRange(entry, host)) {
    return true;
  }
  const [name, wantedPort] = splitPort(entry);
  if (name === '' || (wantedPort !== undefined && wantedPort !== '' && wantedPort !== port)) {
    return false;
  }
  if (isIP(name) !== 0) {
    return isIP(host) !== 0 && isSameAddress(name, host);
  }
  const suffix = name.startsWith('*.') ? name.slice(1) : name;
  return suffix.startsWith('.') ? host.endsWith(suffix) : host === suffix || host.endsWith(`.${suffix}`);
}

/** As Go's net.SplitHostPort; undefined: what stands there has no port, such as a bare IPv6 address. */
function splitPort(entry: string): readonly [name: string, port: string | undefined] {
  const match = /^(?:\[([^\]]*)\]|([^:]*)):([^:]*)$/.exec(entry);
  return match === null ? [entry, undefined] : [match[1] ?? match[2] ?? '', match[3]];
}

function isInRange(entry: string, host: string): boolean {
  const [, network = '', prefix = ''] = /^([^/]+)\/(\d{1,3})$/.exec(entry) ?? [];
  const family = isIP(network);
  if (family === 0 || Number(prefix) > (family === 4 ? 32 : 128)) {
    return false;
  }
  const range = new BlockList();
  range.addSubnet(network, Number(prefix), familyName(network));
  return isIP(host) !== 0 && range.check(host, familyName(host));
}

function isSameAddress(one: string, other: string): boolean {
  const list = new BlockList();
  list.addAddress(one, familyName(one));
  return list.check(other, familyName(other));
}

function isLoopback(host: string): boolean {
  return host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

function familyName(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}

function withoutBrackets(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1');
}
