const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a text is the form that Entra’s object ids have. */
export function isObjectId(text: string): boolean {
  return guid.test(text);
}

/** VS Code's id of an account is `<object id>.<home tenant>`; a guest has another object id, which nobody knows here. */
export function objectIdIn(accountId: string, tenantId: string): string | undefined {
  const [objectId = '', home = ''] = accountId.split('.');
  return isObjectId(objectId) && home.toLowerCase() === tenantId.toLowerCase() ? objectId : undefined;
}
