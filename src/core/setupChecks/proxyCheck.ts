import type { CheckRow } from '../checks/checkRow.ts';
import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';
import { quotedName } from '../quotedNames.ts';
import { aboutProxies } from './setupPages.ts';

/** The proxies of this machine's programs; their addresses may hold a password. */
export interface ProxySettings {
  /** HTTPS_PROXY, which kubectl and all programs of a terminal take. */
  readonly environment: string | undefined;
  /** NO_PROXY: hosts that are reached without. */
  readonly exceptions: string | undefined;
  /** VS Code's setting `http.proxy`. */
  readonly editor: string | undefined;
}

/** Which proxies there are, and whether VS Code and kubectl take the same; nothing where there is none. */
export function proxyCheck({ environment = '', exceptions = '', editor = '' }: ProxySettings): CheckRow[] {
  const row = { id: 'proxy', title: l10n`Proxy` };
  if (environment === '' && editor === '') {
    return [];
  }
  const [kubectls, vscodes] = [hostOf(environment), hostOf(editor)];
  const settings = { kind: 'openSetting', title: l10n`Open VS Code’s Proxy Setting`, setting: 'http.proxy' } as const;
  if (environment !== '' && kubectls === undefined) {
    const what = l10n`HTTPS_PROXY is not the address of a proxy, such as http://proxy.example:8080: kubectl fails because of it.`;
    return [
      {
        ...row,
        state: 'error',
        summary: l10n`HTTPS_PROXY is not an address`,
        details: [what],
        remedies: [aboutProxies],
      },
    ];
  }
  const except = exceptions === '' ? [] : [l10n`Not through the proxy (NO_PROXY): ${printable(exceptions)}.`];
  if (kubectls === undefined) {
    const what = l10n`VS Code uses the proxy ${quotedName(vscodes ?? editor.replace(/^.*@/, ''))} (http.proxy), and kubectl none, since HTTPS_PROXY is not set. If terminals do not reach the clusters, set it there too.`;
    return [{ ...row, state: 'note', summary: l10n`VS Code’s only`, details: [what], remedies: [settings] }];
  }
  if (vscodes !== undefined && vscodes !== kubectls) {
    const what = l10n`VS Code uses the proxy ${quotedName(vscodes)} (http.proxy), and kubectl ${quotedName(kubectls)} (HTTPS_PROXY).`;
    return [
      { ...row, state: 'warning', summary: l10n`two different ones`, details: [what, ...except], remedies: [settings] },
    ];
  }
  return [{ ...row, state: 'ok', summary: printable(kubectls), details: except }];
}

/** Without who is let in there. */
function hostOf(proxy: string): string | undefined {
  const address = proxy === '' || proxy.includes('://') ? proxy : `http://${proxy}`;
  return URL.canParse(address) && new URL(address).host !== '' ? new URL(address).host : undefined;
}
