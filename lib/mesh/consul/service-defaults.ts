import type { ServiceDefaultsSpec } from '../../../imports/consul.hashicorp.com';
import type { Plain } from '../../manifest/objects/plain';
import type { EmittedManifest } from '../../model/capability';
import type { WorkloadModel } from '../../model/workload-model';
import type { MeshWorkload, TrafficModel } from '../mesh-model';
import { configEntry } from './config-entry';
import { consulProtocol, consulServiceName } from './consul-service';
import { emitFault } from './fault-injection';
import { emitUpstreamOverride } from './upstream-override';

type Spec = Plain<ServiceDefaultsSpec>;

/**
 * What a service speaks, whether it refuses unencrypted requests, and how many requests its proxies send to each server.
 * Protocol and mode are always said: without them the defaults of the whole mesh would decide.
 */
export function emitServiceDefaults(
  { workload, mutualTls, servers }: MeshWorkload,
  trafficOf: ReadonlyMap<WorkloadModel, TrafficModel>,
): EmittedManifest {
  const overrides = servers
    .flatMap((server) => emitUpstreamOverride(trafficOf.get(server)))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const { fault, rateLimit } = trafficOf.get(workload)?.policy ?? {};
  const spec: Spec = {
    protocol: consulProtocol(workload),
    mutualTLSMode: mutualTls,
    // Clients of a headless Service ask pods by their addresses.
    ...(workload.service?.headless === true ? { transparentProxy: { dialedDirectly: true } } : {}),
    ...(rateLimit === undefined
      ? {}
      : { rateLimits: { instanceLevel: { requestsPerSecond: rateLimit.requestsPerSecond } } }),
    ...(fault === undefined ? {} : { envoyExtensions: [emitFault(fault)] }),
    ...(overrides.length === 0 ? {} : { upstreamConfig: { overrides } }),
  };
  const { namespace } = workload;
  return configEntry('ServiceDefaults', { namespace, name: consulServiceName(workload) }, spec, workload);
}
