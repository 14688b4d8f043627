import type { LinkerdFacts } from '../../fleet/linkerd';
import type { ClusterModel } from '../../model/cluster-model';
import type { MeshNamespace, MeshWorkload } from '../mesh-model';

/** Without the CNI plugin an init container needs NET_ADMIN and NET_RAW, which Pod Security refuses. */
export function refuseInit(model: ClusterModel, { cni }: LinkerdFacts, { namespace }: MeshNamespace): void {
  if (cni || namespace.podSecurity === 'privileged') return;
  model.report({
    id: 'unsupported-mesh-enrolment',
    severity: 'error',
    object: { apiVersion: 'v1', kind: 'Namespace', name: namespace.name },
    path: 'metadata.labels[pod-security.kubernetes.io/enforce]',
    message: `Invalid value: "${namespace.podSecurity}": Linkerd on ${model.cluster.name} redirects traffic with an init container that needs NET_ADMIN and NET_RAW, which the level refuses`,
    fix: "install Linkerd's CNI plugin and say so: linkerd({ cni: true }), or set podSecurity: 'privileged' for the namespace",
    origin: namespace.origin,
  });
}

/** A proxy that is an ordinary container never ends, and neither does the job. */
export function refuseJob(model: ClusterModel, { nativeSidecars }: LinkerdFacts, { workload }: MeshWorkload): void {
  if (!workload.runsToCompletion || nativeSidecars === true) return;
  const { kind, namespace, name } = workload.controller;
  model.report({
    id: 'unsupported-mesh-enrolment',
    severity: 'error',
    object: { apiVersion: 'batch/v1', kind, namespace, name },
    path: 'spec.template.spec.containers',
    message: `Forbidden: Linkerd on ${model.cluster.name} runs its proxy as an ordinary container, which never ends: the job would run for ever`,
    fix: 'run Linkerd with native sidecars and say so: linkerd({ nativeSidecars: true }), or leave the job out of the mesh: workload.mesh({ enrolled: false })',
    origin: workload.origin,
  });
}
