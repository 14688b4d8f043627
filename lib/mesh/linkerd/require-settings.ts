import { gatewayApiAtLeast } from '../gateway-api/at-least';
import type { LinkerdFacts } from '../../fleet/linkerd';
import type { ClusterModel } from '../../model/cluster-model';
import type { MeshModel } from '../mesh-model';
import { requireInstallation } from '../refuse';
import { accessLogFormat, accessLogFormats } from './access-log-format';
import { backend, linkerdFacts } from './facts';
import { inboundPolicyOf } from './inbound-policy';

/** Reports what only Linkerd's installation can do of what holds for the whole mesh, and versions that do not go together. */
export function requireSettings({ cluster, settings }: MeshModel, model: ClusterModel): void {
  const facts = linkerdFacts(cluster);
  refuseVersions(facts, model);
  const { owner, mutualTls, accessLogs, tracing, onUnsupported } = settings;
  if (owner === undefined) return;
  const { origin } = owner;
  const policy = inboundPolicyOf(undefined, mutualTls);
  requireInstallation(model, {
    intent: 'mesh.mutualTls',
    backend,
    what: `proxy.defaultInboundPolicy "${policy}", for pods outside the namespaces of the tree`,
    fix: `set the Helm value proxy.defaultInboundPolicy to ${policy}`,
    origin,
  });
  const refuseSetting = (path: string, message: string, fix: string): void =>
    model.report({
      id: 'unsupported-mesh-intent',
      severity: onUnsupported === 'error' ? 'error' : 'warning',
      object: { apiVersion: 'v1', kind: 'Namespace', name: facts.rootNamespace },
      path,
      message,
      fix,
      origin,
    });
  if (accessLogs !== undefined && accessLogFormat(accessLogs) === undefined) {
    refuseSetting(
      'mesh.accessLogs.provider',
      `Unsupported value: "${accessLogs.provider}": supported values: ${accessLogFormats.map((format) => `"${format}"`).join(', ')}`,
      'name the format in which the proxies write their access logs to standard output, or leave the provider out',
    );
  }
  if (tracing === undefined) return;
  if (tracing.percent !== 100) {
    refuseSetting(
      'mesh.tracing.percent',
      `Forbidden: ${backend} on ${cluster.name} cannot express it: its proxies trace every request that carries a trace, and sample none`,
      'set percent to 100, and sample where traces begin: in the ingress controller, or in the collector',
    );
    return;
  }
  requireInstallation(model, {
    intent: 'mesh.tracing',
    backend,
    what: `proxy.tracing with a collector${tracing.provider === undefined ? '' : `, "${tracing.provider}"`}`,
    fix: 'set the Helm values proxy.tracing.enabled and proxy.tracing.collector',
    origin,
  });
}

/** Gateway API versions that a minor version of Linkerd reads, first and last minor. */
function readableMinors(minor: number): readonly [number, number] {
  return minor >= 20 ? [2, 5] : [1, 2];
}

function refuseVersions({ version, rootNamespace }: LinkerdFacts, model: ClusterModel): void {
  const { cluster } = model;
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(version) ?? [];
  const report = (message: string, fix: string): void =>
    model.report({
      id: 'unsupported-mesh-version',
      severity: 'error',
      object: { apiVersion: 'v1', kind: 'Namespace', name: rootNamespace },
      path: 'cluster.mesh.version',
      message,
      fix,
    });
  if (Number(major) !== 2 || Number(minor) < 18) {
    report(
      `Invalid value: "${version}": Linkerd on ${cluster.name} must be 2.18 or newer`,
      'upgrade Linkerd, or correct the version: linkerd({ version })',
    );
    return;
  }
  const { gatewayApi } = cluster;
  if (gatewayApi === undefined) return;
  const [first, last] = readableMinors(Number(minor));
  if (gatewayApiAtLeast(gatewayApi, first) && !gatewayApiAtLeast(gatewayApi, last + 1)) return;
  report(
    `Invalid value: "${version}": Linkerd ${version} on ${cluster.name} reads Gateway API 1.${first} to 1.${last}, and the cluster has ${gatewayApi.version}: a route with a field or value that it does not know is ignored as a whole`,
    'install a version of the Gateway API that both know, or upgrade Linkerd',
  );
}
