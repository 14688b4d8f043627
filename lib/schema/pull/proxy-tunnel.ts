import http from 'node:http';
import https from 'node:https';
import type { Duplex } from 'node:stream';
import tls from 'node:tls';

/** What an agent calls to open a connection. */
type CreateConnection = (
  options: tls.ConnectionOptions,
  done: (error: Error | null, socket?: Duplex) => void,
) => undefined;

/** Opens encrypted connections through an HTTP proxy, which sees the host's name and nothing of what is said. */
export function proxyTunnel(proxy: URL, milliseconds: number): CreateConnection {
  const protocol = proxy.protocol === 'https:' ? https : http;
  return (options, done) => {
    const fail = (error: Error) => done(new Error(`through the proxy: ${error.message}`));
    const target = `${bracketed(options.host ?? '')}:${options.port ?? 443}`;
    const request = protocol.request({
      method: 'CONNECT',
      host: proxy.hostname.replace(/^\[|\]$/g, ''),
      ...(proxy.port === '' ? {} : { port: proxy.port }),
      path: target,
      headers: { host: target, ...proxyAuthorization(proxy) },
      timeout: milliseconds,
      agent: false,
    });
    request.on('connect', ({ statusCode }, socket) => {
      if (statusCode !== 200) {
        socket.destroy();
        fail(new Error(`it answers ${statusCode}`));
        return;
      }
      done(null, tls.connect({ ...options, socket }));
    });
    request.on('timeout', () => request.destroy(new Error(`no answer within ${milliseconds / 1000} s`)));
    request.on('response', ({ statusCode }) => request.destroy(new Error(`it answers ${statusCode}`)));
    request.on('error', fail);
    request.end();
    return undefined;
  };
}

/** The name and password in the proxy's address, as a header. */
export function proxyAuthorization({ username, password }: URL): Record<string, string> {
  if (username === '') return {};
  const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(login).toString('base64')}` };
}

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
