import { AksEntraError } from '../aksEntraError.ts';
import { sectionOf } from '../kubeconfigText/editableKubeconfig.ts';
import { readFirstModel } from '../kubeconfigText/readModel.ts';
import { l10n } from '../l10n.ts';
import { contextKeyVariable } from '../login/contextKey.ts';
import { pluginRequestOf, runsOwnPlugin } from '../login/pluginRequest.ts';
import { contextKeyOf, environmentNamesOf, isAsWeWrite } from '../login/writtenExec.ts';
import { mapAt, stringAt, type YamlMap } from '../yamlValue.ts';
import type { KubeconfigFinding, KubeconfigSurroundings } from './kubeconfigFinding.ts';
import type { PlacedMap } from './kubeconfigNodes.ts';

/** Whether a kubeconfig holds a key of a context: then it is a secret, also where it holds no other. */
export function holdsContextKey(text: string): boolean {
  return text.includes(contextKeyVariable) && execsByUser(text).some(([, exec]) => holdsKey(exec));
}

/** The users of our plugin whose command is not as this version writes it, so that there are programs without a token. */
export function findUsersWithoutKey(
  text: string,
  root: PlacedMap,
  { missingPaths }: KubeconfigSurroundings,
): KubeconfigFinding[] {
  const execs = new Map(execsByUser(text));
  return root.maps('users').flatMap((entry): KubeconfigFinding[] => {
    const exec = execs.get(entry.scalar('name')?.value ?? '');
    const placed = entry.map('user')?.map('exec');
    const place = placed?.key('env') ?? placed?.key('command');
    if (exec === undefined || place === undefined || pluginRequestOf(exec) === undefined || isAsWeWrite(exec)) {
      return [];
    }
    // Without its program it has no use for a key, and that is told already.
    if (missingPaths.has(stringAt(exec, 'command') ?? '')) {
      return [];
    }
    return [
      {
        start: place.start,
        end: place.end,
        code: 'pluginWithoutKey',
        severity: 'warning',
        message: explain(exec),
        fix: { kind: 'writeKeys', title: l10n`Write Keys to Contexts` },
      },
    ];
  });
}

function explain(exec: YamlMap): string {
  if (contextKeyOf(exec) !== undefined) {
    return l10n`Not every program gets a token with this user: some refuse what older versions of AKS Entra wrote as its apiVersion.`;
  }
  if (!holdsKey(exec)) {
    return l10n`kubectl gets no token with this user: it has no key, so anybody could have written it.`;
  }
  return l10n`kubectl may get no token with this user: the environment of its command is not as AKS Entra writes it.`;
}

function holdsKey(exec: YamlMap): boolean {
  return environmentNamesOf(exec).includes(contextKeyVariable);
}

/** Empty where kubectl cannot read the text: that is told elsewhere. */
function execsByUser(text: string): [string, YamlMap][] {
  try {
    return sectionOf(readFirstModel(text), 'users').flatMap((entry): [string, YamlMap][] => {
      const exec = mapAt(mapAt(entry, 'user'), 'exec');
      return exec === undefined || !runsOwnPlugin(exec) ? [] : [[stringAt(entry, 'name') ?? '', exec]];
    });
  } catch (error) {
    if (error instanceof AksEntraError) {
      return [];
    }
    throw error;
  }
}
