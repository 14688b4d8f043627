import type { ClusterModel } from '../../model/cluster-model';
import type { InfrastructureNeed } from '../../model/infrastructure-need';
import type { WorkloadModel } from '../../model/workload-model';
import { consulPorts } from '../../products/consul';
import type { MeshModel, MeshWorkload } from '../mesh-model';
import { consulFacts } from './facts';
import { collectorOf } from './tracing';

/** Asks for what proxies need of the network: each other, Consul's servers and gateways, the kubelet, the scraper. */
export function needNetwork(mesh: MeshModel, model: ClusterModel): void {
  for (const workload of mesh.workloads) needForWorkload(workload, model);
  needForGateways(mesh, model);
  needForTraces(mesh, model);
}

function needForWorkload({ workload, proxy: { drain } }: MeshWorkload, model: ClusterModel): void {
  const { nodeCidrs, monitoring } = model.cluster.network;
  const { rootNamespace } = consulFacts(model.cluster);
  need(model, 'mesh', 'ingress', workload, { type: 'declaredPeers' }, [consulPorts.mesh]);
  need(model, 'mesh', 'egress', workload, { type: 'declaredPeers' }, [consulPorts.mesh]);
  need(model, 'servers', 'egress', workload, consulPods(rootNamespace, 'server'), [
    ...consulPorts.http,
    consulPorts.grpc,
  ]);
  if (workload.metrics !== undefined && monitoring !== undefined)
    model.need({
      reason: 'consul metrics',
      direction: 'ingress',
      workload,
      peer: { type: 'pods', namespace: monitoring.namespace, podLabels: monitoring.podLabels },
      ports: [{ protocol: 'TCP', port: consulPorts.metrics }],
      inPlaceOf: 'metrics',
    });
  const kubelet = [
    ...(workload.probes.some(({ handler }) => handler === 'httpGet') ? consulPorts.probes : []),
    ...(drain === undefined ? [] : [consulPorts.lifecycle]),
  ];
  if (kubelet.length > 0 && nodeCidrs.length > 0)
    need(model, 'kubelet', 'ingress', workload, { type: 'cidrs', cidrs: nodeCidrs }, kubelet);
}

/** Gateways talk to proxies as proxies do, on the port of the mesh; requests leave it through another gateway. */
function needForGateways({ workloads, externals }: MeshModel, model: ClusterModel): void {
  const { rootNamespace, terminatingGateway } = consulFacts(model.cluster);
  const enrolled = new Set(workloads.map(({ workload }) => workload));
  for (const { from, to } of model.connections) {
    if (from.type !== 'ingress' || to.type !== 'workload' || !enrolled.has(to.workload)) continue;
    const { ingressControllers } = model.cluster.network;
    const gateway = ingressControllers.find(({ className }) => className === from.className);
    if (gateway?.mesh !== undefined)
      need(model, 'gateway', 'ingress', to.workload, { type: 'pods', ...gateway }, [consulPorts.mesh]);
  }
  if (terminatingGateway === undefined) return;
  const gatewayPods = consulPods(rootNamespace, 'terminating-gateway');
  for (const client of new Set(externals.flatMap(({ clients }) => clients)))
    if (enrolled.has(client))
      need(model, 'terminating gateway', 'egress', client, gatewayPods, [consulPorts.terminatingGateway]);
}

function needForTraces({ cluster, settings, workloads }: MeshModel, model: ClusterModel): void {
  const collector = collectorOf(settings, cluster);
  if (collector === undefined) return;
  const { port, ...pods } = collector.pods;
  for (const { workload } of workloads) need(model, 'traces', 'egress', workload, { type: 'pods', ...pods }, [port]);
}

function need(
  model: ClusterModel,
  reason: string,
  direction: InfrastructureNeed['direction'],
  workload: WorkloadModel,
  peer: InfrastructureNeed['peer'],
  ports: readonly number[],
): void {
  const tcp = ports.map((port) => ({ protocol: 'TCP' as const, port }));
  model.need({ reason: `consul ${reason}`, direction, workload, peer, ports: tcp });
}

/** Pods of Consul's chart, which labels each by its part. */
function consulPods(namespace: string, component: string): InfrastructureNeed['peer'] {
  return { type: 'pods', namespace, podLabels: { app: 'consul', component } };
}
