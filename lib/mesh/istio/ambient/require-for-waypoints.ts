import type { ClusterModel } from '../../../model/cluster-model';
import type { MeshModel } from '../../mesh-model';
import { requireInstallation } from '../../refuse';
import type { AmbientPlan } from './plan-waypoints';

const backend = 'istio-ambient';

/** Reports what the installation must have so that waypoints run, and what the proxies of the nodes leave to others. */
export function requireForWaypoints({ waypoints }: AmbientPlan, mesh: MeshModel, model: ClusterModel): void {
  for (const { namespace, pods } of waypoints) {
    if (namespace.podSecurity !== 'restricted') continue;
    requireInstallation(model, {
      intent: 'namespace.podSecurity',
      backend,
      what: `waypoints with a seccomp profile, as namespace ${namespace.name} admits no others (restricted)`,
      fix: 'install istiod with gateways.seccompProfile: { type: RuntimeDefault }',
      origin: pods.origin,
    });
  }
  requireForSettings(waypoints.length > 0, mesh, model);
}

function requireForSettings(
  hasWaypoints: boolean,
  { settings: { owner, egress, accessLogs, tracing } }: MeshModel,
  model: ClusterModel,
): void {
  if (owner === undefined) return;
  const require = (field: string, what: string, fix: string): void =>
    requireInstallation(model, { intent: `mesh.${field}`, backend, what, fix, origin: owner.origin });
  const sees = hasWaypoints ? 'waypoints alone see requests' : 'it has none, and nothing else sees requests';
  const fix =
    'declare what gives a Service a waypoint (a traffic policy, or methods and paths of a connection); connections are in the log of the nodes’ proxies (ztunnel)';
  if (accessLogs !== undefined)
    require('accessLogs', `a waypoint for each Service whose requests ${accessLogs.provider ?? 'envoy'} logs: ${sees}`, fix);
  if (tracing !== undefined)
    require('tracing', `a waypoint for each Service whose requests ${tracing.provider ?? 'the default provider'} traces: ${sees}`, fix);
  if (egress === 'declared')
    require('egress', 'a network plugin that enforces policies: the proxies of the nodes let connections out to anywhere', 'run one, and isolate every namespace (isolated: true)');
}
