import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fleet } from '../../lib';
import { fleet as clusterApi } from '../../apps/examples/cluster-api';
import { fleet as databases } from '../../apps/examples/databases';
import { fleet as delivery } from '../../apps/examples/delivery';
import { fleet as featureFlags } from '../../apps/examples/feature-flags';
import { fleet as gateway } from '../../apps/examples/gateway';
import { fleet as gitops } from '../../apps/examples/gitops';
import { fleet as gitopsHub } from '../../apps/examples/gitops-hub';
import { fleet as manyClusters } from '../../apps/examples/many-clusters';
import { fleet as meshes } from '../../apps/examples/meshes';
import { fleet as metrics } from '../../apps/examples/metrics';
import { fleet as monitoring } from '../../apps/examples/monitoring';
import { fleet as operator } from '../../apps/examples/operator';
import { fleet as placement } from '../../apps/examples/placement';
import { fleet as promotion } from '../../apps/examples/promotion';
import { fleet as scaling } from '../../apps/examples/scaling';
import { fleet as search } from '../../apps/examples/search';
import { fleet as secrets } from '../../apps/examples/secrets';
import { fleet as tenants } from '../../apps/examples/tenants';
import { fleet as work } from '../../apps/examples/work';

const root = join(__dirname, '../..');
const examples: Readonly<Record<string, Fleet>> = {
  'cluster-api': clusterApi,
  databases,
  delivery,
  'feature-flags': featureFlags,
  gateway,
  gitops,
  'gitops-hub': gitopsHub,
  'many-clusters': manyClusters,
  meshes,
  metrics,
  monitoring,
  operator,
  placement,
  promotion,
  scaling,
  search,
  secrets,
  tenants,
  work,
};

test('every example is run here', () => {
  const files = readdirSync(join(root, 'apps/examples')).map((file) => file.replace('.ts', ''));
  expect(files.sort()).toEqual(Object.keys(examples).sort());
});

const rendered = Object.entries(examples).flatMap(([name, fleet]) =>
  fleet.clusters.map((cluster) => ({ name, cluster: cluster.name, fleet })),
);

test.each(rendered)(
  'the example $name gives no errors on $cluster, and nothing to wonder about',
  ({ fleet, cluster }) => {
    const { findings } = fleet.check(cluster);
    expect(
      findings.filter(({ severity }) => severity !== 'info').map(({ id, message }) => `${id}: ${message}`),
    ).toEqual([]);
  },
);

test('a page shows each of them', () => {
  const page = readdirSync(join(root, 'docs'))
    .filter((file) => file.endsWith('.md'))
    .map((file) => readFileSync(join(root, 'docs', file), 'utf8'))
    .join('');
  for (const name of Object.keys(examples)) expect(page).toContain(`<!-- apps/examples/${name}.ts -->`);
});
