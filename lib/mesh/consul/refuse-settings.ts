import type { ClusterModel } from '../../model/cluster-model';
import type { MeshModel } from '../mesh-model';
import { nothingLeft } from '../../model/nothing-left';
import { consulFacts } from './facts';
import { accessLogType } from './proxy-defaults';
import { collectorOf } from './tracing';

/** Reports what was said of the whole mesh and this installation of Consul has not. */
export function refuseSettings({ cluster, settings }: MeshModel, model: ClusterModel): void {
  // How it encrypts and what it lets out is in the Mesh and in the defaults of each service.
  const { owner, accessLogs, tracing, onUnsupported, mutualTls: _mutualTls, egress: _egress, ...rest } = settings;
  nothingLeft(rest);
  const refuse = (path: string, message: string, fix: string) => {
    if (owner === undefined) return;
    model.report({
      id: 'unsupported-mesh-intent',
      severity: onUnsupported === 'error' ? 'error' : 'warning',
      object: { apiVersion: 'v1', kind: 'Namespace', name: consulFacts(cluster).rootNamespace },
      path,
      message,
      fix,
      origin: owner.origin,
    });
  };
  if (accessLogs !== undefined && accessLogType(accessLogs) === undefined)
    refuse(
      'mesh.accessLogs.provider',
      `Unsupported value: "${accessLogs.provider ?? ''}": supported values: "stdout", "stderr": Consul has no providers, and writes to stdout`,
      'leave the provider out, and collect the output of the proxies',
    );
  if (tracing !== undefined && collectorOf(settings, cluster) === undefined) {
    const known = Object.keys(consulFacts(cluster).collectors).map((name) => `"${name}"`);
    refuse(
      'mesh.tracing.provider',
      `${tracing.provider === undefined ? 'Required value' : `Not found: "${tracing.provider}"`}: must be one of the collectors of ${cluster.name}, ${known.join(', ') || 'of which there are none'}: no traces are sent`,
      "say where traces go: consul({ collectors: { zipkin: { host: '…', port: 9411, pods: {…} } } })",
    );
  }
}
