import { awaitServed } from '../client/served-definitions';
import type { TestCluster } from '../client/test-cluster';

/** What KWOK reads its stages from. What a stage may say is KWOK's to judge. */
const stageDefinition = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'stages.kwok.x-k8s.io' },
  spec: {
    group: 'kwok.x-k8s.io',
    names: { kind: 'Stage', listKind: 'StageList', plural: 'stages', singular: 'stage' },
    scope: 'Cluster',
    versions: [
      {
        name: 'v1alpha1',
        served: true,
        storage: true,
        schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
        subresources: { status: {} },
      },
    ],
  },
};

/** Lets a server take the stages that say what simulated kubelets do. */
export async function defineStages(cluster: TestCluster): Promise<void> {
  const resource = await cluster.resources.find(stageDefinition.apiVersion, stageDefinition.kind);
  if (resource === undefined) throw new Error('the server serves no definitions');
  await cluster.apply(resource, stageDefinition, JSON.stringify(stageDefinition), { dryRun: false });
  await awaitServed(cluster, [stageDefinition]);
}
