import type { KubectlSignIn } from '../../core/credentialPlugin/kubectlSignIn.ts';
import { isSameAccess } from '../../core/credentialPlugin/trustedCluster.ts';
import type { KubeconfigCredential } from '../../core/kubeconfig/credential.ts';
import type { KubeconfigStore } from '../../core/kubeconfig/kubeconfigStore.ts';
import { keyedUser } from '../../core/login/pluginLogin.ts';
import { pluginContextsOf } from './pluginContextsOf.ts';

interface OwnKeysPorts {
  readonly kubeconfigs: Pick<KubeconfigStore, 'read'>;
  readonly kubectlSignIn: Pick<KubectlSignIn, 'start' | 'contextKeys'>;
}

/**
 * Credentials from outside, which bring no key: who wrote it would know it. One of our own plugin that leads to a cluster
 * of the list gets the key of that.
 */
export async function withOwnKeys(
  { kubeconfigs, kubectlSignIn }: OwnKeysPorts,
  credentials: readonly KubeconfigCredential[],
): Promise<readonly KubeconfigCredential[]> {
  const keyed: KubeconfigCredential[] = [];
  for (const credential of credentials) {
    const [context] = await pluginContextsOf(kubeconfigs, [asFile(credential)]);
    const trusted = context === undefined ? [] : (await kubectlSignIn.contextKeys()).trusted;
    const key = trusted.find((each) => context !== undefined && isSameAccess(each, context.cluster))?.key;
    const user = key === undefined ? undefined : keyedUser(credential.user, await kubectlSignIn.start(), key);
    keyed.push(user === undefined ? credential : { ...credential, user });
  }
  return keyed;
}

/** JSON is YAML. Its paths are absolute. */
function asFile({ cluster, context, user }: KubeconfigCredential): { readonly path: string; readonly text: string } {
  const name = 'imported';
  const text = JSON.stringify({
    clusters: [{ name, cluster }],
    contexts: [{ name, context: { ...context, cluster: name, user: name } }],
    users: [{ name, user }],
  });
  return { path: '', text };
}
