import { appendTo } from '../../../manifest/objects/append-to';

/** A URL in parts, as Go's net/url takes it apart. */
export class CelUrl {
  readonly typeName = 'kubernetes.URL';

  constructor(
    readonly scheme: string,
    /** With the port, and with brackets around an IPv6 address. */
    readonly host: string,
    readonly path: string,
    readonly query: string,
    readonly text: string,
  ) {}

  get hostname(): string {
    return this.host.replace(/:\d*$/, '').replace(/^\[(.*)\]$/, '$1');
  }

  get port(): string {
    return /:(\d*)$/.exec(this.host)?.[1] ?? '';
  }

  /** The path as it must be sent: characters that may not stand in it are escaped. */
  get escapedPath(): string {
    return this.path.replaceAll(/[^A-Za-z0-9\-._~!$&'()*+,;=:@/%[\]]/gu, (character) => encodeURIComponent(character));
  }

  get queryParameters(): ReadonlyMap<string, readonly string[]> {
    const parameters = new Map<string, string[]>();
    for (const pair of this.query.split('&').filter((part) => part !== '' && !part.includes(';'))) {
      const [name = '', ...rest] = pair.split('=');
      const key = unescapeQuery(name);
      const value = unescapeQuery(rest.join('='));
      if (key !== undefined && value !== undefined) appendTo(parameters, key, value);
    }
    return parameters;
  }
}

/** Reads an absolute URL or an absolute path, as Go's `url.ParseRequestURI`; undefined when it is neither. */
export function parseUrl(text: string): CelUrl | undefined {
  if (text === '' || /[\u0000-\u001f\u007f]/.test(text)) return undefined;
  if (text === '*') return new CelUrl('', '', '*', '', text);
  const [, scheme = '', rest = ''] = /^(?:([a-zA-Z][a-zA-Z0-9+.-]*):)?([\s\S]*)$/.exec(text) ?? [];
  const [withoutFragment = ''] = rest.split('#');
  const [beforeQuery = '', ...query] = withoutFragment.split('?');
  // A fragment within the host makes the host wrong.
  if (rest.startsWith('//') && /^\/\/[^/?]*#/.test(rest)) return undefined;
  if (!beforeQuery.startsWith('/')) {
    // Something like `mailto:team@example.com`, which has no host and no path.
    return scheme === '' ? undefined : new CelUrl(scheme.toLowerCase(), '', '', query.join('?'), text);
  }
  const hasHost = beforeQuery.startsWith('//') && (scheme !== '' || !beforeQuery.startsWith('///'));
  const [, authority = '', path = ''] = hasHost
    ? (/^\/\/([^/]*)([\s\S]*)$/.exec(beforeQuery) ?? [])
    : ['', '', beforeQuery];
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  if (!isHost(host) || !isUserInfo(authority.slice(0, authority.length - host.length)) || !isEscaped(path))
    return undefined;
  return new CelUrl(scheme.toLowerCase(), host, path, query.join('?'), text);
}

function isHost(host: string): boolean {
  if (host.startsWith('[')) return /^\[[0-9a-fA-F:.]+(%25[^\]]*)?\](:\d*)?$/.test(host);
  return /^[^\s:`{}|\\^#]*(:\d*)?$/.test(host) && isEscaped(host);
}

function isUserInfo(userInfo: string): boolean {
  return /^([A-Za-z0-9\-._:~!$&'()*+,;=%@]*@)?$/.test(userInfo) && isEscaped(userInfo);
}

function isEscaped(text: string): boolean {
  return !/%(?![0-9a-fA-F]{2})/.test(text);
}

function unescapeQuery(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}
