/** A role's name for a narrow list; az and the portal know it by its whole name only. */
export function shortRoleName(name: string): string {
  return name.replace(/^Azure Kubernetes Service (?=RBAC )/, '');
}
