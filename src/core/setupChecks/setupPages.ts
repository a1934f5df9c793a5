import type { Remedy } from '../diagnosis/remedy.ts';
import { l10n } from '../l10n.ts';

const kubernetes = 'https://kubernetes.io/docs';
const kubeconfigs = `${kubernetes}/concepts/configuration/organize-cluster-access-kubeconfig`;

/** What is mended by hand only: where it is told how. */
export const aboutKubeconfigVariable: Remedy = {
  kind: 'openPage',
  title: l10n`About KUBECONFIG`,
  url: `${kubeconfigs}/#the-kubeconfig-environment-variable`,
};
export const aboutProxies: Remedy = {
  kind: 'openPage',
  title: l10n`About kubectl’s Proxies`,
  url: `${kubeconfigs}/#proxy`,
};
export const aboutKuberc: Remedy = {
  kind: 'openPage',
  title: l10n`About kubectl’s Preferences`,
  url: `${kubernetes}/reference/kubectl/kuberc/`,
};
