/** What the authority of a URL may be: a host in text or in brackets, perhaps a user before it and a port behind it. */
const authority = /^([^@/]*@)?(([-\w.~!$&'()*+,;=<>":]|%[0-9a-f]{2}|[^\0-\x7f])*|\[[^\]]+\])(:\d*)?$/i;

/** The scheme of a URL in lower case, if it has one. */
export function schemeOf(url: string): string | undefined {
  return /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase();
}

/** Whether a text can be taken for a URL: no control characters, and nothing half escaped. */
export function isUrlText(text: string): boolean {
  const path = text.split('?')[0] ?? '';
  return ![...text].some((character) => character < ' ' || character === '\u007f') && !/%(?![0-9a-f]{2})/i.test(path);
}

/** Whether a text that has no scheme can stand behind one: a path, or a host and a path. */
export function isLocation(text: string): boolean {
  return text === '*' || text.startsWith('/') || (!text.startsWith(':') && authority.test(text.split(/[/?]/)[0] ?? ''));
}

/** Whether a URL with a scheme has a host that can be asked. */
export function hasHost(url: string): boolean {
  const rest = url.slice((schemeOf(url)?.length ?? 0) + 1);
  return !rest.startsWith('//') || authority.test(rest.slice(2).split(/[/?#]/)[0] ?? '');
}
