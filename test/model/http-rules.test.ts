import { Port, WebService, type HttpRule } from '../../lib';
import { renderChart } from '../example-fleet';

function allow(http: readonly HttpRule[]): () => unknown {
  return () =>
    renderChart((chart) => {
      const client = new WebService(chart, 'client', { image: 'registry.example/client:1', port: Port.http(8080) });
      const server = new WebService(chart, 'server', { image: 'registry.example/server:1', port: Port.http(8080) });
      client.connections.allowTo(server, { http });
    });
}

test.each([
  ['no rules', []],
  ['a rule without methods and paths', [{}]],
  ['no methods', [{ methods: [] }]],
  ['no paths', [{ paths: [] }]],
  ['a method with a wildcard', [{ methods: ['GE*'] }]],
  ['a method in small letters', [{ methods: ['get'] }]],
  ['a path that ends in a wildcard within a part', [{ paths: ['/items*'] }]],
  ['a wildcard within a path', [{ paths: ['/a/*/b'] }]],
  ['every path as a bare wildcard', [{ paths: ['*'] }]],
  ['a path with a query', [{ paths: ['/a?b=c'] }]],
  ['a path without a slash', [{ paths: ['items'] }]],
])('refuses %s, which would allow something else than it seems to', (_, http) => {
  expect(allow(http)).toThrow(/Connection shop\/client → shop\/server {2}http/);
});
