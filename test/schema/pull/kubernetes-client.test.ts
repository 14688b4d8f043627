import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { KubernetesClient } from '../../../lib/schema/pull/kubernetes-client';
import type { ServerAccess } from '../../../lib/schema/pull/server-access';

let server: Server;
let answer: (request: IncomingMessage, response: ServerResponse) => void;

beforeAll(async () => {
  server = createServer((request, response) => answer(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterAll(() => {
  server.close();
});

function client(access: Partial<ServerAccess> = {}, basePath = ''): KubernetesClient {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return new KubernetesClient({ server: `http://127.0.0.1:${port}${basePath}`, ...access });
}

async function ask<T>(use: (one: KubernetesClient) => Promise<T>, one = client()): Promise<T> {
  try {
    return await use(one);
  } finally {
    one.close();
  }
}

test('asks below the path that the server is at, with the token', async () => {
  let authorization: string | undefined;
  answer = ({ url, headers }, response) => {
    authorization = headers.authorization;
    response.end(JSON.stringify({ url }));
  };
  expect(await ask((one) => one.get('/api/v1?limit=1'), client({ token: 'secret' }, '/k8s/clusters/c-1/'))).toEqual({
    url: '/k8s/clusters/c-1/api/v1?limit=1',
  });
  expect(authorization).toBe('Bearer secret');
});

test('gives the warnings of an answer, with commas and quotes in them', async () => {
  answer = (_, response) => {
    response.setHeader('warning', ['299 - "would violate \\"restricted\\", twice"', '299 - "v1beta1 is deprecated"']);
    response.end('{}');
  };
  expect(await ask((one) => one.request('GET', '/'))).toEqual({
    status: 200,
    body: {},
    warnings: ['would violate "restricted", twice', 'v1beta1 is deprecated'],
  });
});

test('says what the server says when it refuses', async () => {
  answer = (_, response) => response.writeHead(403).end('{"kind":"Status","message":"pods is forbidden"}');
  await expect(ask((one) => one.get('/api/v1/pods'))).rejects.toThrow('GET /api/v1/pods: 403 pods is forbidden');
});

test('gives an answer that is no JSON as a message', async () => {
  answer = (_, response) => response.writeHead(502).end('<html>Bad gateway</html>');
  expect(await ask((one) => one.request('GET', '/'))).toMatchObject({
    status: 502,
    body: { message: '<html>Bad gateway</html>' },
  });
});

test('names the request when there is no answer', async () => {
  answer = (request) => request.socket.destroy();
  await expect(ask((one) => one.get('/version'))).rejects.toThrow(/^GET \/version: /);
});

test('fails when an answer breaks off', async () => {
  answer = (_, response) => {
    response.writeHead(200, { 'content-length': '100' }).write('{"kind":');
    setImmediate(() => response.destroy());
  };
  await expect(ask((one) => one.get('/version'))).rejects.toThrow();
});
