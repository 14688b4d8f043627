import { expect, test } from '@jest/globals';
import { ClusterChart, Port, WebService } from '../../lib';
import { synthesize } from '../../lib/testing';
import { exampleFleet } from '../example-fleet';

test('the matchers have types where expect is imported from @jest/globals', () => {
  const fleet = exampleFleet((cluster) => {
    const chart = new ClusterChart(cluster, 'shop', { namespace: 'shop' });
    new WebService(chart, 'cart', { image: 'registry.example/cart:1', port: Port.http(8080) });
  });
  expect(synthesize(fleet, 'test')).toContainObject({ kind: 'Service', metadata: { name: 'cart' } });
  expect(synthesize(fleet, 'test')).not.toContainObject({ kind: 'Service', metadata: { name: 'card' } });
});
