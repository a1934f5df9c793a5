import type { KubeconfigStore } from '../kubeconfig/kubeconfigStore.ts';
import { type FileRow, kubeconfigRows } from '../kubeconfigView/kubeconfigRows.ts';
import type { ReadCertificate } from '../login/certificateValidity.ts';

/** A kubeconfig as an editor shows it, which may not be saved. */
export interface OpenKubeconfig {
  readonly path: string;
  readonly text: string;
  /** Whether it is one of the KUBECONFIG list. */
  readonly isOwn: boolean;
}

/**
 * What the text of an editor says of its contexts: one of the list beside the other files, as kubectl would read it once
 * saved, and any other by itself.
 *
 * @returns undefined where nothing can be told of it, as of a text that is no YAML at the moment
 */
export async function openKubeconfigRows(
  { path, text, isOwn }: OpenKubeconfig,
  store: Pick<KubeconfigStore, 'paths' | 'namedPaths' | 'read'>,
  validityOf: ReadCertificate,
): Promise<FileRow['contexts'] | undefined> {
  const alone = () => Promise.resolve([path]);
  const { files } = await kubeconfigRows(
    {
      paths: isOwn ? () => store.paths() : alone,
      namedPaths: isOwn ? () => store.namedPaths() : alone,
      read: async (file) => (file === path ? text : store.read(file)),
    },
    // Whoever only looks at a file of somebody else opens no other one, which may be anywhere in the network.
    async (certificate, file) => (isOwn || 'data' in certificate ? validityOf(certificate, file) : undefined),
  );
  const shown = files.find((file) => file.path === path);
  // One that kubectl cannot load shows what can be read of it.
  return shown === undefined || (shown.state.kind === 'refused' && shown.contexts.length === 0)
    ? undefined
    : shown.contexts;
}
