import type { ClusterModel } from '../../model/cluster-model';
import type { MeshModel } from '../mesh-model';
import { consulFacts } from './facts';
import { accessLogType } from './proxy-defaults';
import { collectorOf } from './tracing';

/** Says which settings of the whole mesh Consul does not have. They protect nothing, so that they are warnings. */
export function saySettings({ cluster, settings }: MeshModel, model: ClusterModel): void {
  const { owner, accessLogs, tracing } = settings;
  const warn = (path: string, message: string, fix: string) => {
    if (owner === undefined) return;
    model.report({
      id: 'unsupported-mesh-intent',
      severity: 'warning',
      object: { apiVersion: 'v1', kind: 'Namespace', name: consulFacts(cluster).rootNamespace },
      path,
      message,
      fix,
      origin: owner.origin,
    });
  };
  if (accessLogs !== undefined && accessLogType(accessLogs) === undefined)
    warn(
      'mesh.accessLogs.provider',
      `Unsupported value: "${accessLogs.provider ?? ''}": supported values: "stdout", "stderr": Consul has no providers, and writes to stdout`,
      'leave the provider out, and collect the output of the proxies',
    );
  if (tracing !== undefined && collectorOf(settings, cluster) === undefined) {
    const known = Object.keys(consulFacts(cluster).collectors).map((name) => `"${name}"`);
    warn(
      'mesh.tracing.provider',
      `${tracing.provider === undefined ? 'Required value' : `Not found: "${tracing.provider}"`}: must be one of the collectors of ${cluster.name}, ${known.join(', ') || 'of which there are none'}: no traces are sent`,
      "say where traces go: consul({ collectors: { zipkin: { host: '…', port: 9411, pods: {…} } } })",
    );
  }
}
