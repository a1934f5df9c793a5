/**
 * kubectl parses addresses with Go's rules, browsers and Node with others: what they read differently could pass for
 * a trusted server here and be another one there. So only a plain address may be spelled in two ways.
 */
export function isSameUrl(one: string, other: string): boolean {
  return one === other || (plainUrl.test(one) && plainUrl.test(other) && spelledAlike(one) === spelledAlike(other));
}

const plainUrl = /^https?:\/\/[a-z0-9.-]+(:[1-9]\d*)?\/?$/i;

/** In lower case, without the default port and a closing slash. */
function spelledAlike(url: string): string {
  const address = url.toLowerCase().replace(/\/$/, '');
  return address.replace(address.startsWith('https:') ? /:443$/ : /:80$/, '');
}
