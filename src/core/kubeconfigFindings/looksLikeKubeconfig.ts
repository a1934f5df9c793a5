/** Whether a text that could be anything is worth checking as a kubeconfig: kubectl needs no kind in it. */
export function looksLikeKubeconfig(text: string): boolean {
  const lists = ['users', 'contexts', 'clusters'].filter((key) => new RegExp(`^${key}:`, 'm').test(text));
  return lists.length === 3 || (lists.length > 0 && /^kind:\s*["']?Config\b/m.test(text));
}
