import { Fleet, type Suppression } from '../../lib';
import { Boutique } from './boutique';
import { clusters, prod } from './clusters';
import { settings } from './settings';
import { shopTenant } from './shop-tenant';

/** What is accepted for now. */
const suppressions: readonly Suppression[] = [
  {
    check: 'require-replicas',
    object: { kind: 'Deployment', namespace: 'boutique', name: 'redis-cart' },
    reason: 'carts are lost with the node of their only Redis, as in the published shop',
    expires: '2027-12-31',
  },
];

export const onlineBoutique = new Fleet({
  name: 'online-boutique',
  clusters,
  graphs: true,
  checks: { schemas: ['crds'], suppressions },
})
  .deploy((cluster) => {
    const values = settings.for(cluster);
    shopTenant(cluster, values);
    if (cluster.cluster.environment !== prod) new Boutique(cluster, 'boutique', values);
  })
  // Six of each service are left, whichever region is lost.
  .place('boutique', { select: { environments: ['prod'] }, replicas: 6, failover: 'region' }, (cluster, share) => {
    const values = settings.for(cluster);
    return new Boutique(cluster, 'boutique', { ...values, replicas: { ...values.replicas, default: share.replicas } });
  });
