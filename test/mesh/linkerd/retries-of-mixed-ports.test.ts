import { ClusterChart, linkerd, Port, WebService, type RetryCondition } from '../../../lib';
import { exampleFleet } from '../../example-fleet';

const image = 'registry.example/cart:1';

/** What stops retries on some statuses, of a workload that speaks HTTP and gRPC, and whose requests are split. */
function fixes(on: readonly RetryCondition[]): readonly string[] {
  const fleet = exampleFleet(
    (cluster) => {
      const chart = new ClusterChart(cluster, 'shop', { namespace: 'shop' });
      const ports = [Port.http(8080), Port.grpc(7070)];
      const canary = new WebService(chart, 'canary', { image, ports });
      const cart = new WebService(chart, 'cart', { image, ports });
      cart.traffic.set({ split: [{ to: canary, weight: 5 }], retries: { attempts: 2, on } });
    },
    { mesh: linkerd({ version: '2.20' }) },
  );
  const { findings } = fleet.render('test');
  return findings.filter(({ path }) => path === 'traffic.retries.on').map(({ fix }) => fix);
}

test.each<[readonly RetryCondition[]]>([[['unavailable']], [['5xx']], [['5xx', 'unavailable']]])(
  'where ports are mixed, no fix for retries on %j leads to what another refuses',
  (on) => {
    const said = fixes(on);
    expect(said.length).toBeGreaterThan(0);
    for (const fix of said) expect(fix).toMatch(/^serve gRPC from a workload of its own/);
  },
);
