/** Whether a text that could be anything is worth checking as a kubeconfig. */
export function looksLikeKubeconfig(text: string): boolean {
  return /^kind:\s*["']?Config\b/m.test(text) && /^(?:users|contexts|clusters):/m.test(text);
}
