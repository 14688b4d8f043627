import type { ClusterModel } from '../../model/cluster-model';
import type { WorkloadModel } from '../../model/workload-model';
import type { MeshModel, MeshNamespace, MeshWorkload } from '../mesh-model';
import { consulServiceName } from './consul-service';
import { consulFacts } from './facts';
import { runsNativeSidecar } from './proxy-annotations';

/** Reports pods that Consul would not inject, that would never start, or that would never end. */
export function refuseEnrolment({ workload, permissivePorts }: MeshWorkload, model: ClusterModel): void {
  refuseOtherIdentity(workload, model);
  refuseEndlessJob(workload, model);
  for (const { handler, port } of workload.probes) {
    if (handler !== 'httpGet' && !permissivePorts.includes(port)) refuseProbe(workload, handler, port, model);
  }
}

/** A pod logs in to Consul as its ServiceAccount, and may register nothing else. */
function refuseOtherIdentity(workload: WorkloadModel, model: ClusterModel): void {
  const service = consulServiceName(workload);
  if (workload.serviceAccountName === service) return;
  reportEnrolment(model, workload, {
    path: 'spec.template.spec.serviceAccountName',
    message: `Invalid value: "${workload.serviceAccountName}": must be the name of the service in Consul, ${service}: with any other one its proxy may not register it, and the pods never start`,
    fix: `run it as ServiceAccount ${service} of its own: leave serviceAccount.name out, or set it and service.name to one name`,
  });
}

/** A proxy that is an ordinary container never ends, and neither does the job. */
function refuseEndlessJob(workload: WorkloadModel, model: ClusterModel): void {
  if (!workload.runsToCompletion || runsNativeSidecar(true, model.cluster)) return;
  reportEnrolment(model, workload, {
    path: 'spec.template.spec.containers',
    message: `Forbidden: Kubernetes ${model.cluster.kubernetesVersion} has no native sidecars, so that Consul's proxy never ends: the job would run for ever`,
    fix: 'upgrade the cluster to Kubernetes 1.29, or leave the job out of the mesh: workload.mesh({ enrolled: false })',
  });
}

/** The kubelet has no certificate. HTTP probes are overwritten; all others arrive at the proxy. */
function refuseProbe(workload: WorkloadModel, handler: 'grpc' | 'tcpSocket', port: number, model: ClusterModel): void {
  const fix = `probe with httpGet or exec, or accept unencrypted requests on the port: workload.mesh({ permissivePorts: [${port}] })`;
  if (handler === 'grpc')
    reportEnrolment(model, workload, {
      path: 'spec.template.spec.containers',
      message: `Forbidden: a gRPC probe of port ${port} arrives unencrypted at Consul's proxy, which refuses it: the pods never become ready`,
      fix,
    });
  else
    reportEnrolment(model, workload, {
      path: 'spec.template.spec.containers',
      message: `Invalid value: "tcpSocket": Consul's proxy accepts the connection to port ${port} itself, so that the probe always succeeds`,
      fix,
      severity: 'warning',
    });
}

/** Without the CNI plugin an init container needs NET_ADMIN, which Pod Security refuses. */
export function refuseInit({ namespace }: MeshNamespace, { cluster }: MeshModel, model: ClusterModel): void {
  if (consulFacts(cluster).cni || namespace.podSecurity === 'privileged') return;
  model.report({
    id: 'unsupported-mesh-enrolment',
    severity: 'error',
    object: { apiVersion: 'v1', kind: 'Namespace', name: namespace.name },
    path: 'metadata.labels[pod-security.kubernetes.io/enforce]',
    message: `Invalid value: "${namespace.podSecurity}": Consul on ${cluster.name} redirects traffic with an init container that runs as root with NET_ADMIN, which the level refuses`,
    fix: "install Consul's CNI plugin and say so: consul({ cni: true }), or set podSecurity: 'privileged' for the namespace",
    origin: namespace.origin,
  });
}

interface EnrolmentProblem {
  readonly path: string;
  readonly message: string;
  readonly fix: string;
  readonly severity?: 'error' | 'warning';
}

/** Reports a workload whose pods cannot be part of the mesh as they are. */
export function reportEnrolment(
  model: ClusterModel,
  workload: WorkloadModel,
  { severity = 'error', path, message, fix }: EnrolmentProblem,
): void {
  const { group, kind, namespace, name } = workload.controller;
  const object = { apiVersion: group === '' ? 'v1' : `${group}/v1`, kind, namespace, name };
  model.report({ id: 'unsupported-mesh-enrolment', severity, object, path, message, fix, origin: workload.origin });
}
