/**
 * The path and query of an address that a server names, below the server's own base path, whatever else the address
 * says: no word of a server sends a request, and the token with it, to another host.
 */
export function requestUrl(base: URL, address: string): URL {
  const url = new URL(base);
  // Two slashes or backslashes at the start would be a host.
  const named = new URL(address.replace(/^[\\/\s]*[\\/]/, '/'), 'http://server.invalid');
  url.pathname = `${base.pathname.replace(/\/$/, '')}${named.pathname}`;
  url.search = named.search;
  url.hash = '';
  return url;
}
