const prefix = 'unix://';

export function isUnixAddress(address: string): boolean {
  return address.startsWith(prefix);
}

/** What is wrong with a path of a socket behind `unix://`: it is absolute, or a name behind `@`. */
export function unixAddressFault(address: string): string | undefined {
  const path = address.slice(prefix.length);
  if (path.startsWith('@') || (path.startsWith('/') && !path.endsWith('/'))) return undefined;
  return 'must be unix:// and the absolute path of a socket, or "@" and its name';
}
