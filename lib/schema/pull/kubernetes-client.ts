import http from 'node:http';
import https from 'node:https';
import { isJsonObject, type JsonObject } from '../../manifest/objects/json';
import { proxyAuthorization, proxyTunnel } from './proxy-tunnel';
import { requestUrl } from './request-url';
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

/** How much one server may send, and for how long: no answer that never ends holds a run up. */
export interface ClientLimits {
  /** Bytes of one answer. */
  readonly answerBytes: number;
  /** Bytes of all answers together. */
  readonly totalBytes: number;
  /** Milliseconds until an answer has come in whole. */
  readonly answerTime: number;
  /** Milliseconds for everything that this client is asked; for ever when left out. */
  readonly totalTime?: number;
}

/** The time is longer than the server's own limit for a request, so that the server is the one that says what took so long. */
export const defaultLimits: ClientLimits = {
  answerBytes: 256 * 1024 * 1024,
  totalBytes: 1024 * 1024 * 1024,
  answerTime: 120_000,
};

/** Requests that are under way at once; more of them wait. */
const maxSockets = 16;

/** Sends requests to one API server over connections that stay open. Nothing is cached, retried or redirected. */
export class KubernetesClient {
  private readonly base: URL;
  private readonly proxy: URL | undefined;
  private readonly agent: http.Agent;
  private readonly headers: http.OutgoingHttpHeaders;
  private readonly secrets: readonly string[];
  private readonly deadline: number;
  private received = 0;

  /** @param access where the server is and as whom to speak to it */
  constructor(
    access: ServerAccess,
    private readonly limits = defaultLimits,
  ) {
    this.base = new URL(access.server);
    this.proxy = access.proxy === undefined ? undefined : new URL(access.proxy);
    this.agent = agentFor(access, this.base, this.proxy, limits.answerTime);
    this.headers = { accept: 'application/json', ...impersonation(access), ...authorization(access) };
    this.secrets = secretsOf(access);
    this.deadline = Date.now() + (limits.totalTime ?? Infinity);
  }

  /** The object or list at a path; an error that carries the server's own words where it answers with a failure. */
  async get(path: string): Promise<JsonObject> {
    const { status, body } = await this.request('GET', path);
    if (status !== 200) throw new Error(`GET ${path}: ${status} ${failureMessage(body)}`);
    return body;
  }

  /**
   * Sends one request. Resolves for every status that the server answers with, rejects where there is no answer.
   *
   * @param path path and query; of an address, nothing else counts
   */
  request(method: string, path: string, content?: RequestContent): Promise<Answer> {
    const named = `${method} ${path.slice(0, longestPath)}`;
    const milliseconds = Math.min(this.limits.answerTime, this.deadline - Date.now());
    if (milliseconds <= 0) return Promise.reject(new Error(`${named}: no time is left: ${tooSlow(this.limits)}`));
    const url = requestUrl(this.base, path);
    const type = content === undefined ? {} : { 'content-type': content.contentType };
    const options = { method, agent: this.agent, headers: { ...this.headers, ...type } };
    const isPlain = this.base.protocol === 'http:';
    return new Promise((resolve, reject) => {
      const target = isPlain && this.proxy !== undefined ? plainProxyOptions(this.proxy, url, options) : options;
      const address = isPlain && this.proxy !== undefined ? this.proxy : url;
      const protocol = address.protocol === 'http:' ? http : https;
      const request = protocol.request(address, target, (response) => {
        void this.readAnswer(response).then(resolve, fail).finally(done);
      });
      // Slow drips keep a connection from being idle: what counts is when the answer is whole.
      const timer = setTimeout(
        () => request.destroy(new Error(`no whole answer within ${milliseconds / 1000} s`)),
        milliseconds,
      );
      const done = () => clearTimeout(timer);
      const fail = (error: unknown) => {
        done();
        const why = error instanceof Error ? error.message : String(error);
        reject(new Error(this.masked(`${named}: ${why}`)));
        request.destroy();
      };
      request.on('error', fail);
      request.end(content?.body);
    });
  }

  /** Closes the connections; requests that are under way fail. */
  close(): void {
    this.agent.destroy();
  }

  private async readAnswer(response: http.IncomingMessage): Promise<Answer> {
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of response) {
      const bytes = Buffer.from(chunk);
      chunks.push(bytes);
      length += bytes.length;
      this.received += bytes.length;
      if (length > this.limits.answerBytes)
        throw new Error(`the answer has more than ${this.limits.answerBytes} bytes`);
      if (this.received > this.limits.totalBytes) {
        throw new Error(`the server has sent more than ${this.limits.totalBytes} bytes in all`);
      }
    }
    const text = this.masked(Buffer.concat(chunks).toString('utf8'));
    const warnings = parseWarnings(response.headers.warning);
    return { status: response.statusCode ?? 0, body: parseBody(text), warnings };
  }

  /** A server that repeats a credential puts it into no message and no file. */
  private masked(text: string): string {
    return this.secrets.reduce((masked, secret) => masked.replaceAll(secret, '(hidden)'), text);
  }
}

const longestPath = 300;
const longestMessage = 2000;

function tooSlow({ totalTime = 0 }: ClientLimits): string {
  return `the server took more than ${totalTime / 1000} s for all answers together`;
}

/** A proxy takes the whole address of what is asked without encryption. */
function plainProxyOptions(proxy: URL, url: URL, options: http.RequestOptions): http.RequestOptions {
  const headers = { ...options.headers, host: url.host, ...proxyAuthorization(proxy) };
  return { ...options, path: url.href, headers };
}

function agentFor(access: ServerAccess, base: URL, proxy: URL | undefined, milliseconds: number): http.Agent {
  const pool = { keepAlive: true, maxSockets };
  if (base.protocol === 'http:') return proxy?.protocol === 'https:' ? new https.Agent(pool) : new http.Agent(pool);
  const agent = new https.Agent({ ...pool, ...tls(access) });
  return proxy === undefined ? agent : Object.assign(agent, { createConnection: proxyTunnel(proxy, milliseconds) });
}

function impersonation({ impersonation: headers = {} }: ServerAccess): http.OutgoingHttpHeaders {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, typeof value === 'string' ? value : [...value]]),
  );
}

/** Short ones stand in every text. */
function secretsOf({ token, basic, clientKey }: ServerAccess): readonly string[] {
  const secrets = [token, basic?.password, clientKey].filter((text) => text !== undefined && text.length > 5);
  const login = basic === undefined ? [] : [Buffer.from(`${basic.username}:${basic.password}`).toString('base64')];
  return [...secrets.filter((text) => text !== undefined), ...login];
}

/** The server's own words in an answer that is a failure. */
export function failureMessage(body: JsonObject): string {
  const message = typeof body.message === 'string' ? body.message : JSON.stringify(body);
  return message.length > longestMessage ? `${message.slice(0, longestMessage)}…` : message;
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
