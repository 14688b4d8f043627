import type { ClusterModel } from '../../model/cluster-model';
import type { Peer } from '../../model/connection';
import { formatWorkload, type WorkloadModel } from '../../model/workload-model';
import type { PolicyModel } from './policy-model';

/** Reports what the cluster's network plugin would store and not enforce: a policy that protects nothing must not look as if it did. */
export function refuseUnenforceable(model: ClusterModel, policies: readonly PolicyModel[]): void {
  const { cni } = model.cluster.network;
  for (const { workload, ingress, egress } of policies) {
    const ports = [...ingress, ...egress].flatMap((rule) => rule.ports);
    const refuse = (message: string, fix: string) =>
      model.report({
        id: 'unsupported-network-policy',
        severity: 'error',
        object: {
          apiVersion: 'networking.k8s.io/v1',
          kind: 'NetworkPolicy',
          namespace: workload.namespace,
          name: workload.name,
        },
        path: 'spec',
        message,
        fix,
        origin: workload.origin,
      });
    if (!cni.networkPolicy) {
      refuse(
        `Forbidden: the network plugin of ${model.cluster.name} enforces no policies`,
        'run one that does, or say that the namespace is not isolated (isolated: false)',
      );
      continue;
    }
    if (!cni.sctp && ports.some(({ protocol }) => protocol === 'SCTP'))
      refuse(
        `Unsupported value: "SCTP": ${cni.product} does not enforce it`,
        `turn SCTP on and say so: cniFacts('${cni.product}', { sctp: true })`,
      );
    if (!cni.endPort && ports.some(({ port, endPort = port }) => endPort !== port))
      refuse(`Forbidden: endPort: ${cni.product} does not enforce port ranges`, 'name the ports one by one');
  }
  refuseUnenforcedHttp(model);
}

/** Methods and paths are for a mesh to enforce: neither policies nor the Gateway API know them between workloads. */
function refuseUnenforcedHttp(model: ClusterModel): void {
  const { cluster, connections, workloads } = model;
  if (cluster.mesh !== undefined) return;
  for (const { http, to, origin } of connections) {
    if (http === undefined) continue;
    for (const [object, what] of serversOf(to, workloads)) {
      model.report({
        id: 'unsupported-http-rule',
        severity: 'error',
        object: { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', ...object },
        path: 'connection.http',
        message: `Forbidden: cluster ${cluster.name} runs no mesh, and a network policy knows no methods and paths: ${what} would be open for all of them`,
        fix: 'run a mesh in the cluster, or leave "http" out of the connection there',
        origin,
      });
    }
  }
}

type Server = readonly [object: { readonly namespace?: string; readonly name: string }, what: string];

/** What would be open: the workloads that are known, or else the peer itself. */
function serversOf(to: Peer, workloads: readonly WorkloadModel[]): readonly Server[] {
  const known =
    to.type === 'workload'
      ? [to.workload]
      : workloads.filter(({ namespace }) => to.type === 'namespace' && to.namespace === namespace);
  if (known.length > 0)
    return known.map((server): Server => [{ namespace: server.namespace, name: server.name }, formatWorkload(server)]);
  switch (to.type) {
    case 'namespace':
      return [[{ namespace: to.namespace, name: '' }, `namespace ${to.namespace}`]];
    case 'external':
      return [[{ namespace: to.service.namespace, name: to.service.name }, `ExternalService ${to.service.name}`]];
    default:
      return [[{ name: '' }, 'the server']];
  }
}
