import { Duration } from 'cdk8s';
import type { ClusterClassSpec } from '../../../imports/cluster.x-k8s.io';
import type { Manifest } from '../../manifest/objects/manifest';
import type { Plain } from '../../manifest/objects/plain';
import {
  bootstrapVersion,
  clusterTemplate,
  controlPlaneMachineTemplate,
  controlPlaneVersion,
  workerMachineTemplate,
  type ClusterClassModel,
} from './cluster-class-model';
import { emitDockerTemplates } from './docker-templates';
import { emitHealthCheck, emitWorkerHealthCheck } from './health-check';
import type { TemplateReference } from './infrastructure';

/** A ClusterClass, and the templates that it names and that the tree has not from elsewhere. */
export function emitClusterClass(model: ClusterClassModel): readonly Manifest[] {
  return [
    clusterClass(model),
    controlPlaneTemplate(model),
    ...Object.keys(model.workers).map((worker) => bootstrapTemplate(model, worker)),
    ...emitDockerTemplates(model),
  ];
}

function clusterClass(model: ClusterClassModel): Manifest {
  const { name, namespace, kubernetesVersions, controlPlane, workers } = model;
  const spec: Plain<ClusterClassSpec> = {
    kubernetesVersions: [...kubernetesVersions],
    infrastructure: templateRef(clusterTemplate(model)),
    controlPlane: {
      ...templateRef({ apiVersion: controlPlaneVersion, ...controlPlaneTemplateName(model) }),
      machineInfrastructure: templateRef(controlPlaneMachineTemplate(model)),
      healthCheck: emitHealthCheck(controlPlane.healthCheck ?? {}),
    },
    workers: {
      machineDeployments: Object.entries(workers).map(([worker, { healthCheck = {} }]) => ({
        class: worker,
        bootstrap: templateRef({ apiVersion: bootstrapVersion, ...bootstrapTemplateName(model, worker) }),
        infrastructure: templateRef(workerMachineTemplate(model, worker)),
        healthCheck: emitWorkerHealthCheck(healthCheck),
      })),
    },
  };
  return { apiVersion: 'cluster.x-k8s.io/v1beta2', kind: 'ClusterClass', metadata: { name, namespace }, spec };
}

/** Certificates that expire stop a control plane: its machines are replaced before. */
function controlPlaneTemplate(model: ClusterClassModel): Manifest {
  const { kubeadmConfigSpec, renewBefore = Duration.days(21) } = model.controlPlane;
  const { kind, name } = controlPlaneTemplateName(model);
  const spec = {
    ...(kubeadmConfigSpec === undefined ? {} : { kubeadmConfigSpec }),
    rollout: { before: { certificatesExpiryDays: renewBefore.toDays() } },
  };
  const metadata = { name, namespace: model.namespace };
  return { apiVersion: controlPlaneVersion, kind, metadata, spec: { template: { spec } } };
}

/** What is said of the format is its default: a template that says nothing is refused. */
function bootstrapTemplate(model: ClusterClassModel, worker: string): Manifest {
  const { kind, name } = bootstrapTemplateName(model, worker);
  const spec = { format: 'cloud-config', ...model.workers[worker]?.kubeadmConfigSpec };
  const metadata = { name, namespace: model.namespace };
  return { apiVersion: bootstrapVersion, kind, metadata, spec: { template: { spec } } };
}

function controlPlaneTemplateName({ templateName }: ClusterClassModel) {
  return { kind: 'KubeadmControlPlaneTemplate', name: templateName('control-plane') };
}

function bootstrapTemplateName({ templateName }: ClusterClassModel, worker: string) {
  return { kind: 'KubeadmConfigTemplate', name: templateName(worker) };
}

function templateRef({ apiVersion, kind, name }: TemplateReference) {
  return { templateRef: { apiVersion, kind, name } };
}
