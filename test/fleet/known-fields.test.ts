import { Environment, Peers, Port, Settings, WebService, Worker, type ClusterChart } from '../../lib';
import { renderChart } from '../example-fleet';

/** Programs in JavaScript say what they like: the compiler is not asked. */
function untyped(value: unknown): never {
  return value as never;
}

const service = (chart: ClusterChart) => new WebService(chart, 'web', { image: 'web:1', port: Port.http(8080) });

test.each<[string, (chart: ClusterChart) => unknown, string]>([
  ['an environment', () => new Environment('prod', untyped({ teir: 'production' })), 'tier'],
  ['settings', () => new Settings(untyped({ base: {}, enviroments: {} })), 'environments'],
  [
    'a WebService',
    (chart) => new WebService(chart, 'a', untyped({ image: 'a:1', port: Port.http(80), replica: 3 })),
    'replicas',
  ],
  ['a Worker', (chart) => new Worker(chart, 'a', untyped({ image: 'a:1', probe: {} })), 'probes'],
  [
    'a connection',
    (chart) => service(chart).connections.allowFrom(Peers.anywhere(), untyped({ port: 'http' })),
    'ports',
  ],
])('%s names the field that was meant', (_, declare, meant) => {
  expect(() => renderChart(declare)).toThrow(meant);
});
