import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Composer } from './composer';
import { answerFinalize, answerSync, type HookAnswer } from './sync-hook';

/** A hook that answers. */
export interface HookServer {
  /** The port that it listens on. */
  readonly port: number;
  /** Takes no more requests, and ends when those that it has are answered. */
  close(): Promise<void>;
}

export interface HookServerProps {
  readonly composers: readonly Composer[];
  /** @default one that is free */
  readonly port?: number;
  /** @default '127.0.0.1' */
  readonly host?: string;
  /** How large a request may be. @default 16 MiB */
  readonly maxBytes?: number;
  /** Told why a request was not answered with objects. @default nobody */
  readonly tell?: (text: string) => void;
}

/** Serves metacontroller: `/sync` and `/finalize`, and `/healthz` and `/readyz` for probes. */
export async function serveHooks({
  composers,
  port = 0,
  host = '127.0.0.1',
  maxBytes = 16 * 1024 * 1024,
  tell = () => undefined,
}: HookServerProps): Promise<HookServer> {
  let isClosing = false;
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      // A client that hangs up in the middle of its request ends nothing but the request.
      tell(`a request was not answered: ${String(error)}`);
      response.destroy();
    });
  });
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (isClosing) response.setHeader('connection', 'close');
    const { method, url = '' } = request;
    if (url === '/healthz') return send(response, 200, 'ok\n');
    if (url === '/readyz') return send(response, isClosing ? 503 : 200, isClosing ? 'ends\n' : 'ok\n');
    const hook = hooks.get(url);
    if (hook === undefined) return send(response, 404, 'there are /sync, /finalize, /healthz and /readyz\n');
    if (method !== 'POST') return send(response, 405, 'POST is expected\n');
    const body = await readBody(request, maxBytes);
    if (body === undefined) {
      response.setHeader('connection', 'close');
      return send(response, 413, `a request has at most ${maxBytes} bytes\n`);
    }
    const answered = answerTo(body, (value) => hook(value, composers));
    if (answered.status === 200) {
      response.setHeader('content-type', 'application/json');
      return send(response, 200, JSON.stringify(answered.body));
    }
    tell(answered.text);
    return send(response, answered.status, `${answered.text}\n`);
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: () =>
      new Promise((resolve) => {
        isClosing = true;
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}

const hooks: ReadonlyMap<string, (request: unknown, composers: readonly Composer[]) => HookAnswer> = new Map([
  ['/sync', answerSync],
  ['/finalize', answerFinalize],
]);

/** What a handler throws is told, and ends no server. */
function answerTo(body: string, hook: (request: unknown) => HookAnswer): HookAnswer {
  let request: unknown;
  try {
    request = JSON.parse(body);
  } catch {
    return { status: 400, text: 'the body must be JSON' };
  }
  try {
    return hook(request);
  } catch (error) {
    return { status: 422, text: `the handler failed: ${error instanceof Error ? error.message : String(error)}` };
  }
}

async function readBody(request: IncomingMessage, maxBytes: number): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes: unknown = chunk;
    if (!Buffer.isBuffer(bytes)) continue;
    length += bytes.length;
    if (length > maxBytes) return undefined;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function send(response: ServerResponse, status: number, body: string): void {
  response.statusCode = status;
  response.end(body);
}
