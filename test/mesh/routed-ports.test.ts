import { routedPorts } from '../../lib/mesh/routed-ports';
import type { PortModel } from '../../lib/model/port-model';

function port(name: string, containerPort: number, rest: Partial<PortModel> = {}): PortModel {
  return { name, containerPort, servicePort: containerPort, protocol: 'TCP', ...rest };
}

const web = port('web', 8080, { application: 'http' });
const rpc = port('rpc', 7070, { application: 'grpc' });
const h2c = port('h2c', 7071, { application: 'http2' });
const database = port('database', 5432, { application: 'postgresql' });
const encrypted = port('encrypted', 8443, { application: 'https' });
const unsaid = port('unsaid', 9000);
const { servicePort: _, ...hidden } = port('hidden', 8081, { application: 'http' });
const metrics = port('metrics', 9090, { application: 'http' });

describe('the ports that a traffic policy is about', () => {
  test.each<[string, readonly PortModel[], readonly PortModel[]]>([
    [
      'those that speak HTTP or gRPC, not the others beside them',
      [database, web, unsaid, rpc, encrypted, h2c],
      [web, rpc, h2c],
    ],
    ['all of them where none speaks HTTP or gRPC', [database, unsaid, encrypted], [database, unsaid, encrypted]],
    ['those alone that a Service shows', [hidden, web], [web]],
    ['all that a Service shows where it shows none that speaks HTTP', [hidden, database], [database]],
    ['none where no Service shows any', [hidden], []],
  ])('are %s', (_title, ports, routed) => {
    expect(routedPorts({ ports })).toEqual(routed);
  });

  test('leave out the port that only monitoring is for, though it speaks HTTP', () => {
    expect(routedPorts({ ports: [web, metrics], metrics: { port: 9090, path: '/metrics' } })).toEqual([web]);
    expect(routedPorts({ ports: [database, metrics], metrics: { port: 9090, path: '/metrics' } })).toEqual([database]);
  });
});
