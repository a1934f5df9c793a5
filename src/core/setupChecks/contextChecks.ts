import { type CheckRemedy, type CheckRow, worstState } from '../checks/checkRow.ts';
import { canUseVscodeSignIn } from '../conversion/convertibleContexts.ts';
import { l10n } from '../l10n.ts';
import { quotedName } from '../quotedNames.ts';
import type { KubeconfigLook, SetupContext } from './lookAtKubeconfigs.ts';

/** Contexts that lead to an entry which is not there, and a current context that is none. */
export function danglingContextsCheck({ contexts, currentContext }: KubeconfigLook): CheckRow[] {
  if (contexts.length === 0 && !currentContext) {
    return [];
  }
  const rows = contexts.flatMap((context): CheckRow[] => {
    const missing = missingEntries(context);
    const { contextName } = context.facts;
    if (missing.length === 0) {
      return [];
    }
    const isCurrent = contextName === currentContext;
    return [
      {
        id: contextName,
        title: quotedName(contextName),
        state: isCurrent ? 'error' : 'warning',
        summary: isCurrent ? l10n`the current context leads nowhere` : l10n`leads nowhere`,
        details: [...missing, l10n`Get the credentials again, or remove the context.`],
        remedies: [
          { kind: 'getCredentials', title: l10n`Get AKS Credentials Again` },
          ...(isCurrent ? [{ kind: 'switchContext', title: l10n`Switch to Another Context…` } as const] : []),
        ],
      },
    ];
  });
  const isUnknown = !!currentContext && !contexts.some(({ facts }) => facts.contextName === currentContext);
  if (isUnknown) {
    const what = l10n`The current context is ${quotedName(currentContext)}, but there is none of that name: kubectl uses localhost:8080 as its server.`;
    rows.push({
      id: '',
      title: l10n`Current context`,
      state: 'error',
      summary: l10n`does not exist`,
      details: [what],
      remedies: [{ kind: 'switchContext', title: l10n`Switch to Another Context…` }],
    });
  }
  const summary =
    rows.length === 0
      ? l10n`all lead to a cluster and a user`
      : rows.length === 1
        ? l10n`1 leads nowhere`
        : l10n`${rows.length} lead nowhere`;
  return [
    { id: 'contexts', title: l10n`Contexts`, state: worstState(rows), summary, ...(rows.length === 0 ? {} : { rows }) },
  ];
}

function missingEntries({ facts, cluster, user }: SetupContext): string[] {
  const { clusterName, userName } = facts;
  return [
    ...(cluster !== undefined
      ? []
      : [
          clusterName === ''
            ? l10n`It names no cluster.`
            : l10n`Its cluster ${quotedName(clusterName)} is not in the kubeconfig.`,
        ]),
    // Without a name of a user kubectl asks as nobody, which may be meant.
    ...(user !== undefined || userName === ''
      ? []
      : [l10n`Its user ${quotedName(userName)} is not in the kubeconfig.`]),
  ];
}

/** Contexts for which kubelogin asks a person, where programs without a terminal run kubectl: nobody sees the question. */
export function promptingContextsCheck(contexts: readonly SetupContext[], hasVscodeSignIn: boolean): CheckRow[] {
  const prompting = contexts.flatMap(({ facts }) => {
    const { kind, entra, contextName } = facts;
    const login = kind === 'exec' ? entra?.login : undefined;
    return login === 'devicecode' || login === 'interactive'
      ? [{ contextName, login, suits: hasVscodeSignIn && canUseVscodeSignIn(facts) }]
      : [];
  });
  if (prompting.length === 0) {
    return [];
  }
  const ways = (each: readonly { readonly contextName: string; readonly suits: boolean }[]): CheckRemedy[] => {
    const suiting = each.flatMap(({ contextName, suits }) => (suits ? [contextName] : []));
    return [
      ...(suiting.length === 0
        ? []
        : [{ kind: 'useVscodeSignIn', title: l10n`Use VS Code Sign-in…`, contextNames: suiting } as const]),
      {
        kind: 'convert',
        title: l10n`Convert to Another Sign-in…`,
        contextNames: each.map(({ contextName }) => contextName),
      },
    ];
  };
  const rows = prompting.map(({ contextName, login, suits }): CheckRow => ({
    id: contextName,
    title: quotedName(contextName),
    state: login === 'devicecode' ? 'warning' : 'note',
    summary: login === 'devicecode' ? l10n`asks with a device code` : l10n`asks in a browser`,
    details: [
      login === 'devicecode'
        ? l10n`Where an extension or another program without a terminal runs kubectl, nobody sees the code, and kubectl waits until it gives up.`
        : l10n`Whenever its token has expired, a browser opens, whichever program ran kubectl.`,
    ],
    remedies: ways([{ contextName, suits }]),
  }));
  return [
    {
      id: 'prompts',
      title: l10n`Sign-in prompts`,
      state: worstState(rows),
      summary: rows.length === 1 ? l10n`1 context` : l10n`${rows.length} contexts`,
      remedies: ways(prompting),
      rows,
    },
  ];
}
