import type { DevClusterTemplateSpec, DevMachineTemplateSpec } from '../../../imports/infrastructure.cluster.x-k8s.io';
import type { Manifest } from '../../manifest/objects/manifest';
import type { Plain } from '../../manifest/objects/plain';
import {
  clusterTemplate,
  controlPlaneMachineTemplate,
  infrastructureVersion,
  workerMachineTemplate,
  type ClusterClassModel,
} from './cluster-class-model';
import type { DockerInfrastructure } from './infrastructure';

/** The templates of the development provider; none for others, whose templates the tree has. */
export function emitDockerTemplates(model: ClusterClassModel): readonly Manifest[] {
  const { infrastructure, namespace, workers } = model;
  if (infrastructure.provider !== 'docker') return [];
  const machines = [
    controlPlaneMachineTemplate(model),
    ...Object.keys(workers).map((worker) => workerMachineTemplate(model, worker)),
  ];
  return [
    {
      apiVersion: infrastructureVersion,
      kind: 'DevClusterTemplate',
      metadata: { name: clusterTemplate(model).name, namespace },
      spec: clusterSpec(infrastructure),
    },
    ...machines.map(({ name }) => ({
      apiVersion: infrastructureVersion,
      kind: 'DevMachineTemplate',
      metadata: { name, namespace },
      spec: machineSpec(infrastructure),
    })),
  ];
}

function clusterSpec({ failureDomains = [] }: DockerInfrastructure): Plain<DevClusterTemplateSpec> {
  const domains = failureDomains.map((name) => ({ name, controlPlane: true }));
  const docker = domains.length === 0 ? {} : { failureDomains: domains };
  return { template: { spec: { backend: { docker } } } };
}

function machineSpec({ image, preLoadImages = [] }: DockerInfrastructure): Plain<DevMachineTemplateSpec> {
  const docker = {
    ...(image === undefined ? {} : { customImage: image }),
    ...(preLoadImages.length === 0 ? {} : { preLoadImages: [...preLoadImages] }),
  };
  return { template: { spec: { backend: { docker } } } };
}
