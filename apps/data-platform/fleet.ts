import { Fleet, type Suppression } from '../../lib';
import { clusters } from './clusters';
import { DataPlatform, Shop } from './data-platform';
import { ManagedData } from './managed';
import { settings } from './settings';

/** What is accepted for now. */
export const suppressions: readonly Suppression[] = [
  {
    check: 'require-replicas',
    object: { kind: 'StatefulSet', namespace: 'data', name: 'postgres-primary' },
    reason: 'one primary takes writes; its replicas answer reads while it moves to another node',
    expires: '2027-12-31',
  },
];

export const dataPlatform = new Fleet({
  name: 'data-platform',
  clusters,
  checks: { schemas: ['crds'], suppressions },
}).deploy((cluster) => {
  const data = new DataPlatform(cluster, 'data', settings.for(cluster));
  new Shop(cluster, 'shop', data);
  if (cluster.cluster.operators.length > 0) new ManagedData(cluster, 'managed-data');
});
