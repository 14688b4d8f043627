import { Fleet } from '../../lib';
import { clusters } from './clusters';
import { Mesh } from './mesh';
import { Payments } from './payments';
import { settings } from './settings';

export const consulPayments = new Fleet({
  name: 'consul-payments',
  clusters,
  graphs: true,
  checks: { schemas: ['crds'] },
}).deploy((cluster) => {
  new Mesh(cluster, 'mesh');
  new Payments(cluster, 'payments', settings.for(cluster));
});
