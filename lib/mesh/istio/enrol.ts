import { namespaceIdentity, type ClusterModel } from '../../model/cluster-model';
import type { MeshModel, MeshNamespace, MeshWorkload } from '../mesh-model';
import { istioFacts } from './facts';

const by = 'istio';

/** Makes pods part of the mesh, and keeps open what its proxies need: labels, annotations, ports. */
export function enrol(mesh: MeshModel, model: ClusterModel): void {
  const { rootNamespace, revision } = istioFacts(mesh.cluster);
  for (const namespace of mesh.namespaces) {
    const labels: Record<string, string> =
      revision === undefined ? { 'istio-injection': 'enabled' } : { 'istio.io/rev': revision };
    model.contributions.add(namespaceIdentity(namespace.namespace.name), 'object', by, { labels });
    refuseInit(model, mesh, namespace);
  }
  const enrolled = new Set(mesh.workloads.map(({ workload }) => workload));
  for (const workload of model.workloads) {
    if (!enrolled.has(workload))
      model.contributions.add(workload.controller, 'pods', by, { labels: { 'sidecar.istio.io/inject': 'false' } });
  }
  for (const workload of mesh.workloads) {
    const annotations = proxyAnnotations(workload);
    if (Object.keys(annotations).length > 0)
      model.contributions.add(workload.workload.controller, 'pods', by, { annotations });
    refuseJob(model, mesh, workload);
    model.need({
      reason: 'istio control plane',
      direction: 'egress',
      workload: workload.workload,
      peer: { type: 'pods', namespace: rootNamespace, podLabels: { app: 'istiod' } },
      ports: [{ protocol: 'TCP', port: 15012 }],
    });
  }
  scrapeProxies(mesh, model);
}

/** The merged metrics of application and proxy stand on a port of the proxy. */
function scrapeProxies({ cluster, workloads }: MeshModel, model: ClusterModel): void {
  const { monitoring } = cluster.network;
  if (monitoring === undefined) return;
  for (const { workload } of workloads) {
    model.need({
      reason: 'istio proxy metrics',
      direction: 'ingress',
      workload,
      peer: { type: 'pods', ...monitoring },
      ports: [
        { protocol: 'TCP', port: 15020 },
        { protocol: 'TCP', port: 15090 },
      ],
    });
  }
}

function proxyAnnotations({ proxy: { proxyResources = {}, drain } }: MeshWorkload): Record<string, string> {
  const { requests = {}, limits = {} } = proxyResources;
  const annotations: Record<string, string | undefined> = {
    'sidecar.istio.io/proxyCPU': requests.cpu,
    'sidecar.istio.io/proxyMemory': requests.memory,
    'sidecar.istio.io/proxyCPULimit': limits.cpu,
    'sidecar.istio.io/proxyMemoryLimit': limits.memory,
    'proxy.istio.io/config': drain === undefined ? undefined : `terminationDrainDuration: ${drain.toSeconds()}s\n`,
  };
  return Object.fromEntries(
    Object.entries(annotations).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}

/** Without the CNI plugin an init container needs NET_ADMIN, which Pod Security refuses. */
function refuseInit(model: ClusterModel, { cluster }: MeshModel, { namespace }: MeshNamespace): void {
  if (istioFacts(cluster).cni || namespace.podSecurity === 'privileged') return;
  model.report({
    id: 'unsupported-mesh-enrolment',
    severity: 'error',
    object: { apiVersion: 'v1', kind: 'Namespace', name: namespace.name },
    path: 'metadata.labels[pod-security.kubernetes.io/enforce]',
    message: `Invalid value: "${namespace.podSecurity}": Istio on ${cluster.name} redirects traffic with an init container that needs NET_ADMIN and NET_RAW, which the level refuses`,
    fix: "install Istio's CNI plugin and say so: istio({ cni: true }), or set podSecurity: 'privileged' for the namespace",
    origin: namespace.origin,
  });
}

/** A proxy that is an ordinary container never ends, and neither does the job. */
function refuseJob(model: ClusterModel, { cluster }: MeshModel, { workload }: MeshWorkload): void {
  if (!workload.runsToCompletion || istioFacts(cluster).nativeSidecars) return;
  const { kind, namespace, name } = workload.controller;
  model.report({
    id: 'unsupported-mesh-enrolment',
    severity: 'error',
    object: { apiVersion: 'batch/v1', kind, namespace, name },
    path: 'spec.template.spec.containers',
    message: `Forbidden: Istio on ${cluster.name} runs its proxy as an ordinary container, which never ends: the job would run for ever`,
    fix: 'run Istio with native sidecars, or leave the job out of the mesh: workload.mesh({ enrolled: false })',
    origin: workload.origin,
  });
}
