import type { IngressControllerFacts } from '../fleet/network-facts';
import type { ClusterModel } from '../model/cluster-model';
import { exposures, type ExposedWorkload } from '../model/exposure';
import type { TrafficPolicy } from '../model/traffic-policy';
import { formatWorkload } from '../model/workload-model';
import type { TrafficModel } from './mesh-model';

/** The fields of a traffic policy that hold for requests from outside, too, as they come through a controller. */
export type EnforcedFromOutside = (controller: IngressControllerFacts | undefined) => readonly (keyof TrafficPolicy)[];

/**
 * Says that requests from outside are not treated as is declared for the mesh: the controller's own route sends them on,
 * mostly to the pods themselves.
 */
export function warnOfExposure(traffic: TrafficModel, model: ClusterModel, enforced: EnforcedFromOutside): void {
  const { workload, origin } = traffic;
  for (const exposure of exposures.in(model)) {
    if (exposure.workload !== workload) continue;
    const enforcedFields = enforced(controllerOf(exposure, model));
    const fields = declaredFields(traffic).filter((field) => !enforcedFields.includes(field));
    if (fields.length === 0) continue;
    model.report({
      id: 'unsupported-mesh-intent',
      severity: 'warning',
      object: { apiVersion: 'v1', kind: 'Service', namespace: workload.namespace, name: workload.name },
      path: `traffic.${fields[0] ?? ''}`,
      message: `Forbidden: requests for ${exposure.hosts.join(', ')} come through a gateway, whose own route sends them to ${formatWorkload(workload)}: ${fields.join(', ')} hold within the mesh alone`,
      fix: 'say the same in the gateway’s route, or put a workload between the gateway and this one',
      origin,
    });
  }
}

/** Whoever lets the requests of an exposure in: the controller of its class, or the cluster's first where it names none. */
export function controllerOf(
  { className }: ExposedWorkload,
  { cluster: { network } }: ClusterModel,
): IngressControllerFacts | undefined {
  const { ingressControllers } = network;
  return className === undefined
    ? ingressControllers[0]
    : ingressControllers.find((controller) => controller.className === className);
}

function declaredFields({ routes, mirror, policy }: TrafficModel): (keyof TrafficPolicy)[] {
  const declared: Readonly<Record<keyof TrafficPolicy, boolean>> = {
    routes: routes.length > 1,
    split: routes.some(({ destinations }) => destinations.length > 1),
    mirror: mirror !== undefined,
    timeout: policy.timeout !== undefined,
    retries: policy.retries !== undefined,
    fault: policy.fault !== undefined,
    circuitBreaker: policy.circuitBreaker !== undefined,
    outlierDetection: policy.outlierDetection !== undefined,
    loadBalancing: policy.loadBalancing !== undefined,
    localityFailover: policy.localityFailover === true,
    rateLimit: policy.rateLimit !== undefined,
  };
  return fieldsInOrder.filter((field) => declared[field]);
}

/** As they are named in messages. */
const fieldsInOrder: readonly (keyof TrafficPolicy)[] = [
  'routes',
  'split',
  'mirror',
  'timeout',
  'retries',
  'fault',
  'circuitBreaker',
  'outlierDetection',
  'loadBalancing',
  'localityFailover',
  'rateLimit',
];
