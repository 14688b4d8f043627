import type { EmittedManifest } from '../../model/capability';
import type { ClusterModel } from '../../model/cluster-model';
import type { NamespaceModel } from '../../model/namespace-model';
import { located } from '../../model/located';
import type { MeshModel, MeshNamespace } from '../mesh-model';
import { backend } from './facts';
import { emitEgressNetworks } from './egress-network';
import { emitEgressRoute } from './egress-route';
import { resolveEgress, type EgressModel } from './resolve-egress';

/** A namespace that is restricted to the hosts outside the cluster that the tree declares. */
export interface RestrictedEgress {
  readonly namespace: NamespaceModel;
  readonly egress: EgressModel;
}

/** The namespaces that are restricted to declared hosts, because it was asked for or follows from isolation; reports where it cannot be. */
export function resolveRestrictedEgress(mesh: MeshModel, model: ClusterModel): RestrictedEgress[] {
  return mesh.namespaces.flatMap((meshNamespace) => {
    if (!meshNamespace.declaredEgressOnly) return [];
    const egress = resolveEgress(meshNamespace, mesh);
    if (!isExpressible(meshNamespace, egress, mesh, model)) return [];
    return [{ namespace: meshNamespace.namespace, egress }];
  });
}

/** Refuses what pods of the namespace ask outside the cluster, but for what is declared. */
export function emitEgress({ namespace, egress }: RestrictedEgress): EmittedManifest[] {
  const routes = egress.routes.map((route) => emitEgressRoute(namespace.name, route));
  return [...emitEgressNetworks(egress), ...routes].flatMap((manifest) => located(manifest, namespace));
}

/** Whether EgressNetworks can say it. If not, it is an error where the user asked for it; an isolated namespace has its network policies. */
function isExpressible(
  { namespace }: MeshNamespace,
  { addresses, obstacles }: EgressModel,
  { settings }: MeshModel,
  model: ClusterModel,
): boolean {
  const isAsked = settings.egress === 'declared';
  const report = (reason: string, fix: string, origin: string): void =>
    model.report({
      id: isAsked ? 'unsupported-mesh-intent' : 'held-mesh-intent',
      severity: isAsked ? 'error' : 'info',
      object: { apiVersion: 'v1', kind: 'Namespace', name: namespace.name },
      path: 'mesh.egress',
      message: isAsked
        ? `Forbidden: ${backend} on ${model.cluster.name} cannot express it: ${reason}`
        : `declared: network policies alone hold the namespace to it: ${reason}`,
      fix,
      origin,
    });
  if (!namespace.isolated) {
    report(
      'its egress is about all pods of a namespace, and without isolation no network policy tells which pod may go where',
      'isolate the namespace (isolated: true), or leave "egress" out',
      namespace.origin,
    );
    return false;
  }
  for (const { service, reason } of obstacles) {
    report(
      `${service.name}: ${reason}`,
      'give the ExternalService its addresses (cidrs), or install the experimental channel of the Gateway API for hosts that speak TLS',
      service.origin,
    );
  }
  // Where any address may be asked, nothing is left to refuse.
  return obstacles.length === 0 && !addresses.some(({ cidr }) => cidr.endsWith('/0'));
}
