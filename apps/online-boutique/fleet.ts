import { Fleet, type Suppression } from '../../lib';
import { Boutique } from './boutique';
import { clusters } from './clusters';
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
}).deploy((cluster) => {
  const values = settings.for(cluster);
  shopTenant(cluster, values);
  return new Boutique(cluster, 'boutique', values);
});
