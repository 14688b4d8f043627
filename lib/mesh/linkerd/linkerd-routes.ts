import type { ClusterModel } from '../../model/cluster-model';
import { expressibleRoutes } from '../gateway-api/expressible-routes';
import type { TrafficModel } from '../mesh-model';
import { refuseField, type UnsupportedField } from '../refuse-field';
import { toOwnPods } from '../to-own-pods';
import { backend } from './facts';
import { isUnseenByClients, unseenField } from './is-unseen-by-clients';

/** A traffic policy without the routes that Linkerd cannot make, and without its mirror; they are refused. */
export function linkerdRoutes({ mirror, ...traffic }: TrafficModel, model: ClusterModel): TrafficModel {
  const report = (field: UnsupportedField): void => refuseField(traffic, field, backend, model);
  if (mirror !== undefined)
    report({
      field: 'mirror',
      reason: 'it ignores the whole of a route that mirrors requests',
      alternative: 'split a small share of the requests to the other workload: traffic.set({ split: […] })',
    });
  if (!isUnseenByClients(traffic)) return expressibleRoutes(traffic, model, backend);
  const { routes, service } = traffic;
  if (routes.some(({ match }) => match !== undefined)) report(unseenField('routes', service));
  if (routes.some(({ destinations }) => destinations.length > 1)) report(unseenField('split', service));
  return toOwnPods(traffic);
}
