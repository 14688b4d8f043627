import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import { isJsonObject, type JsonObject } from '../../manifest/objects/json';
import type { ServerAccess } from './server-access';

export interface Answer {
  readonly status: number;
  readonly body: JsonObject;
  /** What the server warns of in `Warning` headers: deprecated versions, Pod Security levels that would be violated. */
  readonly warnings: readonly string[];
}

export interface RequestContent {
  readonly body: string;
  readonly contentType: string;
}

/** Longer than the server's own limit for a request, so that the server is the one that says what took so long. */
const requestTimeout = 90_000;

/** Sends requests to one API server over connections that stay open. Nothing is cached and nothing is retried. */
export class KubernetesClient {
  private readonly base: URL;
  private readonly agent: http.Agent;
  private readonly headers: Readonly<Record<string, string>>;

  /**
   * @param access where the server is and as whom to speak to it
   * @param maxSockets how many requests are under way at once; more of them wait
   */
  constructor(access: ServerAccess, maxSockets = 16) {
    this.base = new URL(access.server);
    const pool = { keepAlive: true, maxSockets };
    this.agent = this.base.protocol === 'http:' ? new http.Agent(pool) : new https.Agent({ ...pool, ...tls(access) });
    this.headers = { accept: 'application/json', ...authorization(access) };
  }

  /** The object or list at a path; an error that carries the server's own words where it answers with a failure. */
  async get(path: string): Promise<JsonObject> {
    const { status, body } = await this.request('GET', path);
    if (status !== 200) throw new Error(`GET ${path}: ${status} ${failureMessage(body)}`);
    return body;
  }

  /** Sends one request. Resolves for every status that the server answers with, rejects where there is no answer. */
  request(method: string, path: string, content?: RequestContent): Promise<Answer> {
    const url = new URL(`${this.base.pathname.replace(/\/$/, '')}${path}`, this.base);
    const headers = content === undefined ? {} : { 'content-type': content.contentType };
    const options = { method, agent: this.agent, timeout: requestTimeout, headers: { ...this.headers, ...headers } };
    const protocol = this.base.protocol === 'http:' ? http : https;
    return new Promise((resolve, reject) => {
      const request = protocol.request(url, options, (response) => {
        void readAnswer(response).then(resolve, reject);
      });
      request.on('error', (error) => reject(new Error(`${method} ${path}: ${error.message}`, { cause: error })));
      request.on('timeout', () => request.destroy(new Error(`no answer within ${requestTimeout / 1000} s`)));
      request.end(content?.body);
    });
  }

  /** Closes the connections; requests that are under way fail. */
  close(): void {
    this.agent.destroy();
  }
}

/** The server's own words in an answer that is a failure. */
export function failureMessage(body: JsonObject): string {
  return typeof body.message === 'string' ? body.message : JSON.stringify(body);
}

function tls(access: ServerAccess): https.AgentOptions {
  return {
    ...(access.certificateAuthority === undefined ? {} : { ca: access.certificateAuthority }),
    ...(access.clientCertificate === undefined ? {} : { cert: access.clientCertificate }),
    ...(access.clientKey === undefined ? {} : { key: access.clientKey }),
    ...(access.tlsServerName === undefined ? {} : { servername: access.tlsServerName }),
    rejectUnauthorized: access.insecureSkipTlsVerify !== true,
  };
}

function authorization({ token, basic }: ServerAccess): Record<string, string> {
  if (token !== undefined) return { authorization: `Bearer ${token}` };
  if (basic === undefined) return {};
  return { authorization: `Basic ${Buffer.from(`${basic.username}:${basic.password}`).toString('base64')}` };
}

async function readAnswer(response: http.IncomingMessage): Promise<Answer> {
  response.setEncoding('utf8');
  let text = '';
  response.on('data', (chunk: string) => {
    text += chunk;
  });
  await once(response, 'end');
  const warnings = parseWarnings(response.headers.warning);
  return { status: response.statusCode ?? 0, body: parseBody(text), warnings };
}

function parseBody(text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : { message: text };
  } catch {
    return { message: text };
  }
}

/** A header has `299 - "text"` for each warning, with quotes and backslashes escaped. */
function parseWarnings(header: string | string[] | undefined): string[] {
  const text = Array.isArray(header) ? header.join(', ') : (header ?? '');
  return [...text.matchAll(/299 \S+ "((?:[^"\\]|\\.)*)"/g)].map(([, quoted = '']) => quoted.replace(/\\(.)/g, '$1'));
}
