import type { ClusterFacts } from '../../fleet/cluster-facts';
import type { ClusterModel } from '../../model/cluster-model';
import type { TrafficModel } from '../mesh-model';
import { nothingLeft } from '../../model/nothing-left';
import { refuseField } from '../refuse-field';
import { gatewayApiAtLeast } from './at-least';

/**
 * Reports what a traffic policy asks beyond routes: the Gateway API has no word for it. `everything` where the cluster's
 * version has no routes for Services at all.
 */
export function refuseBeyondRoutes(
  traffic: TrafficModel,
  model: ClusterModel,
  backend: string,
): 'everything' | undefined {
  const report = (field: string, reason: string, alternative: string): void =>
    refuseField(traffic, { field, reason, alternative }, backend, model);
  if (!hasServiceRoutes(model.cluster)) {
    report(
      '*',
      `a route has a Service as parent from Gateway API 1.1 on, and the cluster has ${model.cluster.gatewayApi?.version ?? 'none'}`,
      'install Gateway API 1.1 or newer',
    );
    return 'everything';
  }
  const { circuitBreaker, outlierDetection, loadBalancing, localityFailover, fault, rateLimit, ...routed } =
    traffic.policy;
  const { timeout: _timeout, retries, ...rest } = routed;
  nothingLeft(rest);
  const mesh = 'run a mesh in the cluster, or';
  if (circuitBreaker !== undefined)
    report('circuitBreaker', 'the Gateway API has no connection pools', `${mesh} limit the load in the server`);
  if (outlierDetection !== undefined)
    report(
      'outlierDetection',
      'the Gateway API does not judge pods by their answers',
      `${mesh} take pods out by their readiness probe`,
    );
  if (loadBalancing !== undefined)
    report(
      'loadBalancing',
      'how requests are shared among pods is up to the implementation',
      `${mesh} leave the choice to it`,
    );
  if (localityFailover === true)
    report(
      'localityFailover',
      'the Gateway API knows no zones',
      `${mesh} prefer close pods: spec.trafficDistribution of the Service`,
    );
  if (fault !== undefined)
    report(
      'fault',
      'the Gateway API puts in no failures',
      `${mesh} send a share of the requests to a workload that fails or delays: traffic.split`,
    );
  if (rateLimit !== undefined)
    report('rateLimit', 'the Gateway API counts no requests', `${mesh} limit the rate in the server`);
  if (retries !== undefined && retries !== false && retries.budget !== undefined)
    report(
      'retries.budget',
      'a route does not limit the share of the retries',
      `${mesh} make fewer attempts, and leave "budget" out`,
    );
  return undefined;
}

/** Whether the cluster's Gateway API has routes for Services. */
export function hasServiceRoutes({ gatewayApi }: ClusterFacts): boolean {
  return gatewayApi !== undefined && gatewayApiAtLeast(gatewayApi, 1);
}
