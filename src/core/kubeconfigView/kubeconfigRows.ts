import type { KubeconfigStore } from '../kubeconfig/kubeconfigStore.ts';
import { firstOfEach, type ContextFacts } from '../kubeconfig/readContexts.ts';
import { atLine, firstLoadProblem } from '../kubeconfigText/loadableModel.ts';
import { readFirstModel } from '../kubeconfigText/readModel.ts';
import type { CertificateReading, ReadCertificate } from '../login/certificateValidity.ts';
import { type UserSignIn, userSignInOf } from '../login/userSignIn.ts';
import { type KubeconfigLook, lookAtKubeconfigs } from '../setupChecks/lookAtKubeconfigs.ts';

/** A context as kubectl finds it: of several of one name the first in the list. */
export interface UsedContext {
  readonly kind: 'context';
  /** Of its file. */
  readonly path: string;
  readonly facts: ContextFacts;
  readonly isCurrent: boolean;
  readonly signIn: UserSignIn;
  /** Of a certificate. */
  readonly validity: CertificateReading;
}

/** A context that kubectl does not find, since a file before has one of the same name. */
export interface HiddenContext {
  readonly kind: 'hiddenContext';
  readonly path: string;
  readonly hiddenName: string;
  /** The file whose context kubectl finds. */
  readonly behind: string;
}

export interface FileRow {
  readonly kind: 'file';
  readonly path: string;
  /** Of one that kubectl refuses, as far as they can be read here. */
  readonly contexts: readonly (UsedContext | HiddenContext)[];
  readonly state:
    | { readonly kind: 'read' }
    /** kubectl passes over it. */
    | { readonly kind: 'missing' }
    /** kubectl reads none of the list for it. `problem`: why, in sentences. */
    | { readonly kind: 'refused'; readonly problem: string; readonly line?: number };
}

export interface KubeconfigContents {
  /** The KUBECONFIG list, or the one file in the home folder. */
  readonly files: readonly FileRow[];
  /** What the files name as current, whether there is such a context or not. */
  readonly currentContext: string | undefined;
}

type Store = Pick<KubeconfigStore, 'paths' | 'namedPaths' | 'read'>;

/** What the files of the KUBECONFIG list hold, each by itself: what is wrong with one is told beside what the others hold. */
export async function kubeconfigRows(store: Store, validityOf: ReadCertificate): Promise<KubeconfigContents> {
  const look = await lookAtKubeconfigs(store, undefined);
  const contexts = await usedContexts(look, validityOf);
  const files = look.files.map(({ path, text, problem }): FileRow => {
    if (problem !== undefined) {
      const { message, line } = problem;
      const state = { kind: 'refused', problem: message, ...(line === undefined ? {} : { line }) } as const;
      return { kind: 'file', path, state, contexts: [] };
    }
    return text === undefined
      ? { kind: 'file', path, state: { kind: 'missing' }, contexts: [] }
      : { kind: 'file', path, ...contentsOf(path, text, contexts) };
  });
  return { files, currentContext: look.currentContext };
}

/** As kubectl would use them if it read all the files that can be read. */
async function usedContexts(
  look: KubeconfigLook,
  validityOf: ReadCertificate,
): Promise<ReadonlyMap<string, UsedContext>> {
  const readable = look.files.filter(({ text, problem }) => text !== undefined && problem === undefined);
  const used = await Promise.all(
    look.contexts.map(async ({ facts, user, userFile = '' }): Promise<UsedContext> => {
      const signIn = userSignInOf(user);
      return {
        kind: 'context',
        path: readable[facts.fileIndex]?.path ?? '',
        facts,
        isCurrent: facts.contextName === look.currentContext,
        signIn,
        validity: signIn.kind === 'certificate' ? await validityOf(signIn, userFile) : undefined,
      };
    }),
  );
  return new Map(used.map((context) => [context.facts.contextName, context]));
}

function contentsOf(
  path: string,
  text: string,
  used: ReadonlyMap<string, UsedContext>,
): Pick<FileRow, 'state' | 'contexts'> {
  const model = readFirstModel(text);
  const contexts = [...firstOfEach([model], 'contexts').keys()].flatMap((name): (UsedContext | HiddenContext)[] => {
    const context = used.get(name);
    if (context === undefined || context.path === path) {
      return context === undefined ? [] : [context];
    }
    return [{ kind: 'hiddenContext', path, hiddenName: name, behind: context.path }];
  });
  const problem = firstLoadProblem(text, model);
  return {
    contexts,
    state: problem === undefined ? { kind: 'read' } : { kind: 'refused', problem: atLine(problem), line: problem.line },
  };
}
