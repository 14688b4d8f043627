import type { ClusterModel } from '../../model/cluster-model';
import { linkerdControlPlane, linkerdPorts } from '../../products/linkerd';
import type { MeshModel } from '../mesh-model';
import { linkerdFacts } from './facts';

/** What must flow for proxies to work: between pods of the mesh, to the control plane, and to whoever scrapes them. */
export function needNetwork({ cluster, workloads }: MeshModel, model: ClusterModel): void {
  const { rootNamespace } = linkerdFacts(cluster);
  const { monitoring } = cluster.network;
  for (const { workload } of workloads) {
    for (const direction of ['ingress', 'egress'] as const) {
      model.need({
        reason: 'linkerd proxies',
        direction,
        workload,
        peer: { type: 'declaredPeers' },
        ports: [{ protocol: 'TCP', port: linkerdPorts.inbound }],
      });
    }
    for (const { component, ports } of linkerdControlPlane) {
      model.need({
        reason: 'linkerd control plane',
        direction: 'egress',
        workload,
        peer: {
          type: 'pods',
          namespace: rootNamespace,
          podLabels: { 'linkerd.io/control-plane-component': component },
        },
        ports: ports.map((port) => ({ protocol: 'TCP', port })),
      });
    }
    if (monitoring !== undefined) {
      model.need({
        reason: 'linkerd proxy metrics',
        direction: 'ingress',
        workload,
        peer: { type: 'pods', namespace: monitoring.namespace, podLabels: monitoring.podLabels },
        ports: [
          linkerdPorts.admin,
          ...(monitoring.mesh === undefined || workload.metrics === undefined ? [] : [linkerdPorts.inbound]),
        ].map((port) => ({ protocol: 'TCP', port })),
      });
    }
  }
}
