import type { ClusterClassProps, ControlPlaneClass, WorkerClass } from './cluster-class-props';
import type { Infrastructure, TemplateReference } from './infrastructure';

/** A ClusterClass with every default filled in, and where it stands. */
export interface ClusterClassModel {
  readonly name: string;
  readonly namespace: string;
  readonly infrastructure: Infrastructure;
  readonly kubernetesVersions: readonly string[];
  readonly controlPlane: ControlPlaneClass;
  readonly workers: Readonly<Record<string, WorkerClass>>;
  readonly templateName: (role: string) => string;
}

/** What a ClusterClass is, of what its props say. */
export function resolveClusterClass(props: ClusterClassProps, id: string, namespace: string): ClusterClassModel {
  const {
    name = id,
    infrastructure,
    kubernetesVersions,
    controlPlane = {},
    workers = { default: {} },
    revision,
  } = props;
  const ending = revision === undefined ? '' : `-${revision}`;
  const templateName = (role: string) => `${name}-${role}${ending}`;
  return { name, namespace, infrastructure, kubernetesVersions, controlPlane, workers, templateName };
}

/** The template of what a cluster has once. */
export function clusterTemplate({ infrastructure, templateName }: ClusterClassModel): TemplateReference {
  if (infrastructure.provider === 'templates') return infrastructure.cluster;
  return { apiVersion: infrastructureVersion, kind: 'DevClusterTemplate', name: templateName('cluster') };
}

/** The template of the machines of control planes. */
export function controlPlaneMachineTemplate({ infrastructure, templateName }: ClusterClassModel): TemplateReference {
  if (infrastructure.provider === 'templates') return infrastructure.controlPlane;
  return { apiVersion: infrastructureVersion, kind: 'DevMachineTemplate', name: templateName('control-plane') };
}

/** The template of the machines of a class. */
export function workerMachineTemplate(model: ClusterClassModel, worker: string): TemplateReference {
  const { infrastructure, templateName, workers } = model;
  if (infrastructure.provider === 'templates') return workers[worker]?.template ?? infrastructure.workers;
  return { apiVersion: infrastructureVersion, kind: 'DevMachineTemplate', name: templateName(worker) };
}

export const infrastructureVersion = 'infrastructure.cluster.x-k8s.io/v1beta2';
export const controlPlaneVersion = 'controlplane.cluster.x-k8s.io/v1beta2';
export const bootstrapVersion = 'bootstrap.cluster.x-k8s.io/v1beta2';
