import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { clusterApiGroup } from './cluster-class-of';

/** Objects of Cluster API are written in v1beta2. */
export const noClusterApiV1Beta1: Check = {
  id: 'no-cluster-api-v1beta1',
  severity: 'warning',
  profile: 'baseline',
  why: 'Cluster API deprecates v1beta1 and plans to stop serving it with version 1.16: then the tree can no longer be applied.',
  kinds: [
    ...['Cluster', 'ClusterClass', 'Machine', 'MachineDeployment', 'MachineDrainRule'],
    ...['MachineHealthCheck', 'MachinePool', 'MachineSet'],
  ]
    .map((kind) => `${clusterApiGroup}/${kind}`)
    .concat(
      ['ClusterResourceSet', 'ClusterResourceSetBinding'].map((kind) => `addons.${clusterApiGroup}/${kind}`),
      ['KubeadmConfig', 'KubeadmConfigTemplate'].map((kind) => `bootstrap.${clusterApiGroup}/${kind}`),
      ['KubeadmControlPlane', 'KubeadmControlPlaneTemplate'].map((kind) => `controlplane.${clusterApiGroup}/${kind}`),
    ),
  run: function* ({ manifest }) {
    const { apiVersion } = manifest;
    if (!apiVersion.endsWith('/v1beta1')) return;
    yield {
      path: Field.root(manifest).at('apiVersion').path,
      message: `Invalid value: "${apiVersion}": is deprecated`,
      fix: `write it as ${apiVersion.replace('/v1beta1', '/v1beta2')}: references say apiGroup, and durations are seconds`,
    };
  },
};
