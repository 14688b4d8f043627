import type { ClusterModel } from '../../model/cluster-model';
import type { MeshModel } from '../mesh-model';
import { linkerdFacts } from './facts';

/** Port on which a proxy takes what clients of the mesh send to its pod, whatever port they meant. */
const inboundPort = 4143;
/** Port of the proxy's own metrics. */
const adminPort = 4191;

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
        ports: [{ protocol: 'TCP', port: inboundPort }],
      });
    }
    for (const { component, ports } of controlPlane) {
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
          adminPort,
          ...(monitoring.mesh === undefined || workload.metrics === undefined ? [] : [inboundPort]),
        ].map((port) => ({ protocol: 'TCP', port })),
      });
    }
  }
}

/** Certificates come from the identity pods; discovery and policy are two containers of the destination pods. */
const controlPlane = [
  { component: 'identity', ports: [8080] },
  { component: 'destination', ports: [8086, 8090] },
] as const;
