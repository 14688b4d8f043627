import { CelError } from '../cel-error';
import { CelList } from '../values/cel-list';
import { LiteralMap } from '../values/cel-map';
import { CelUrl, parseUrl } from '../values/cel-url';
import { instance, text } from '../values/operands';
import type { CelLibrary } from './cel-function';

/** URLs in parts. */
export const urls: CelLibrary = {
  functions: {
    isURL: (value) => parseUrl(text(value)) !== undefined,
    url: (value) => {
      const url = parseUrl(text(value));
      if (url === undefined)
        throw new CelError(`URL parse error during conversion from string: ${JSON.stringify(value)}`);
      return url;
    },
  },
  methods: {
    getEscapedPath: (value) => instance(value, CelUrl).escapedPath,
    getHost: (value) => instance(value, CelUrl).host,
    getHostname: (value) => instance(value, CelUrl).hostname,
    getPort: (value) => instance(value, CelUrl).port,
    getQuery: (value) => {
      const entries = [...instance(value, CelUrl).queryParameters];
      return new LiteralMap(entries.map(([name, values]) => [name, new CelList(values)]));
    },
    getScheme: (value) => instance(value, CelUrl).scheme,
  },
};
