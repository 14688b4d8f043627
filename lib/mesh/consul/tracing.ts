import type { ClusterFacts } from '../../fleet/cluster-facts';
import type { CollectorFacts } from '../../fleet/consul';
import type { JsonObject } from '../../manifest/objects/json';
import type { ResolvedMeshSettings } from '../mesh-model';
import { consulFacts } from './facts';

/** The collector that traces go to: the one that is named, or the only one; undefined where neither is known. */
export function collectorOf(
  { tracing }: Pick<ResolvedMeshSettings, 'tracing'>,
  cluster: ClusterFacts,
): (CollectorFacts & { readonly name: string }) | undefined {
  if (tracing === undefined) return undefined;
  const { collectors } = consulFacts(cluster);
  const names = Object.keys(collectors);
  const name = tracing.provider ?? (names.length === 1 ? names[0] : undefined);
  const collector = name === undefined ? undefined : collectors[name];
  return name === undefined || collector === undefined ? undefined : { ...collector, name };
}

/** What ProxyDefaults say of traces, in the words of the proxy: Consul has none of its own. */
export function emitTracing(
  percent: number,
  { name, host, port }: CollectorFacts & { readonly name: string },
): JsonObject {
  return {
    envoy_extra_static_clusters_json: JSON.stringify({
      name,
      type: 'STRICT_DNS',
      connect_timeout: '3s',
      load_assignment: {
        cluster_name: name,
        endpoints: [
          { lb_endpoints: [{ endpoint: { address: { socket_address: { address: host, port_value: port } } } }] },
        ],
      },
    }),
    envoy_listener_tracing_json: JSON.stringify({
      '@type': `${envoyType}.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.Tracing`,
      random_sampling: { value: percent },
      provider: {
        name: 'envoy.tracers.zipkin',
        typed_config: {
          '@type': `${envoyType}.config.trace.v3.ZipkinConfig`,
          collector_cluster: name,
          collector_endpoint: '/api/v2/spans',
          collector_endpoint_version: 'HTTP_JSON',
          shared_span_context: false,
        },
      },
    }),
  };
}

const envoyType = 'type.googleapis.com/envoy';
