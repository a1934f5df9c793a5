const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a text is the form that Entra’s object ids have. */
export function isObjectId(text: string): boolean {
  return guid.test(text);
}
