import { namespaceIdentity, type ClusterModel } from '../../model/cluster-model';
import { istioLabels, istioPorts, istioRecord } from '../../products/istio';
import { meshNamespaceMarker } from '../../products/mesh-namespace-marker';
import { proxyResourceAnnotations } from '../../products/proxy-resource-annotations';
import type { MeshModel, MeshNamespace, MeshWorkload } from '../mesh-model';
import { istioFacts } from './facts';

const by = 'istio';

/** Makes pods part of the mesh, and keeps open what its proxies need: labels, annotations, ports. */
export function enrol(mesh: MeshModel, model: ClusterModel): void {
  const facts = istioFacts(mesh.cluster);
  const { rootNamespace, nativeSidecars } = facts;
  const { labels } = meshNamespaceMarker(facts);
  for (const namespace of mesh.namespaces) {
    model.contributions.add(namespaceIdentity(namespace.namespace.name), 'object', by, { labels });
    refuseInit(model, mesh, namespace);
    refuseLabels(model, namespace, labels);
  }
  const enrolled = new Set(mesh.workloads.map(({ workload }) => workload));
  for (const workload of model.workloads) {
    if (!enrolled.has(workload))
      model.contributions.add(workload.controller, 'pods', by, { labels: { [istioLabels.inject]: 'false' } });
  }
  for (const workload of mesh.workloads) {
    const annotations = proxyAnnotations(workload, nativeSidecars === true);
    if (Object.keys(annotations).length > 0)
      model.contributions.add(workload.workload.controller, 'pods', by, { annotations });
    refuseJob(model, mesh, workload);
    model.need({
      reason: 'istio control plane',
      direction: 'egress',
      workload: workload.workload,
      peer: { type: 'pods', namespace: rootNamespace, podLabels: { app: 'istiod' } },
      ports: [{ protocol: 'TCP', port: istioPorts.controlPlane }],
    });
  }
  scrapeProxies(mesh, model);
  probeProxies(mesh, model);
}

/** Probes by HTTP, gRPC and TCP are sent to a port of the proxy, which asks the container; its own is beside it. */
function probeProxies({ cluster, workloads }: MeshModel, model: ClusterModel): void {
  const { nodeCidrs } = cluster.network;
  if (nodeCidrs.length === 0) return;
  for (const { workload } of workloads) {
    model.need({
      reason: 'istio probes',
      direction: 'ingress',
      workload,
      peer: { type: 'cidrs', cidrs: nodeCidrs },
      ports: [
        { protocol: 'TCP', port: istioPorts.agent },
        { protocol: 'TCP', port: istioPorts.ready },
      ],
    });
  }
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
        { protocol: 'TCP', port: istioPorts.agent },
        { protocol: 'TCP', port: istioPorts.metrics },
      ],
    });
  }
}

function proxyAnnotations(
  { workload, proxy: { proxyResources = {}, drain } }: MeshWorkload,
  nativeSidecars: boolean,
): Record<string, string> {
  const config = [
    // An ordinary container starts with the others: without this, they would find no network at first.
    ...(nativeSidecars || workload.runsToCompletion ? [] : ['holdApplicationUntilProxyStarts: true']),
    ...(drain === undefined ? [] : [`terminationDrainDuration: ${drain.toSeconds({ integral: false })}s`]),
  ];
  const annotations: Record<string, string | undefined> = {
    ...proxyResourceAnnotations(istioRecord, proxyResources),
    'proxy.istio.io/config': config.length === 0 ? undefined : config.map((line) => `${line}\n`).join(''),
  };
  return Object.fromEntries(
    Object.entries(annotations).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}

/** What a namespace says of Istio by itself wins over what is added: with another answer its pods would be left out. */
function refuseLabels(
  model: ClusterModel,
  { namespace }: MeshNamespace,
  wanted: Readonly<Record<string, string>>,
): void {
  for (const key of [istioLabels.injection, istioLabels.revision, istioLabels.dataplaneMode]) {
    const own = namespace.labels[key];
    if (own === undefined || own === wanted[key]) continue;
    const [[label, value] = []] = Object.entries(wanted);
    model.report({
      id: 'unsupported-mesh-enrolment',
      severity: 'error',
      object: { apiVersion: 'v1', kind: 'Namespace', name: namespace.name },
      path: `metadata.labels[${key}]`,
      message: `Invalid value: "${own}": pods of the namespace join the mesh of ${model.cluster.name} by ${label ?? ''}: ${value ?? ''}, which this label contradicts`,
      fix: 'leave the label out of the namespace; a revision is a fact of the cluster: istio({ revision }), and workload.mesh({ enrolled: false }) leaves a workload out',
      origin: namespace.origin,
    });
  }
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
  if (!workload.runsToCompletion || istioFacts(cluster).nativeSidecars === true) return;
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
