import { meshModeOf } from '../fleet/mesh-mode';
import type { ClusterModel } from '../model/cluster-model';
import { namespaceIdentity } from '../model/cluster-model';
import type { InfrastructurePeer } from '../model/infrastructure-need';
import { IntentSort } from '../model/intent-sort';
import { objectReference } from '../model/object-reference';
import type { ObjectOwner } from '../model/object-owner';
import type { WorkloadModel } from '../model/workload-model';
import { meshRecords } from '../products/mesh-records';
import type { TenantNetwork } from './tenant-props';

/** What the pods of a tenant's namespace may talk to that are not in the tree. */
export interface TenantNetworkIntent {
  readonly namespace: string;
  readonly network: TenantNetwork;
  readonly owner: ObjectOwner;
}

/** The networks of the tenants of a tree. */
export const tenantNetworks = new IntentSort<TenantNetworkIntent>();

/**
 * Declares all pods of each such namespace as one group that network policies are made for, with DNS and what the mesh
 * needs like every workload, and what the tenant says besides.
 */
export function resolveTenantNetworks(model: ClusterModel): void {
  for (const intent of tenantNetworks.in(model)) {
    const { namespace, network, owner } = intent;
    const workload = allPods(namespace, owner);
    model.addInfrastructure(workload);
    const reason = `tenant ${namespace}`;
    if (network.sameNamespace === true) {
      const peer = { type: 'namespace', namespace } as const;
      model.need({ reason, direction: 'ingress', workload, peer, ports: [] });
      model.need({ reason, direction: 'egress', workload, peer, ports: [] });
    }
    needControlPlane(workload, reason, model);
    for (const peer of clientsOf(intent, model))
      model.need({ reason, direction: 'ingress', workload, peer, ports: [] });
  }
}

/** A proxy beside a pod that cannot ask for its certificate keeps the pod from serving. On nodes, it is the node's. */
function needControlPlane(workload: WorkloadModel, reason: string, model: ClusterModel): void {
  const { mesh } = model.cluster;
  if (mesh === undefined || meshModeOf(mesh) === 'ambient') return;
  const ports = meshRecords[mesh.product].controlPlanePorts.map((port) => ({ protocol: 'TCP', port }) as const);
  const peer = { type: 'namespace', namespace: mesh.rootNamespace } as const;
  model.need({ reason, direction: 'egress', workload, peer, ports });
}

function clientsOf(
  { namespace, network: { ingress = [], monitoring = false }, owner }: TenantNetworkIntent,
  model: ClusterModel,
): readonly InfrastructurePeer[] {
  const { network } = model.cluster;
  const missing = (what: string, fix: string): readonly InfrastructurePeer[] => {
    model.report({
      id: 'unsupported-network-policy',
      severity: 'error',
      object: objectReference(namespaceIdentity(namespace)),
      path: 'network',
      message: `Not found: ${what}: cluster ${model.cluster.name} does not say where it is`,
      fix,
      origin: owner.origin,
    });
    return [];
  };
  const controllers = ingress.flatMap((className) => {
    const controller = network.ingressControllers.find((each) => each.className === className);
    return controller === undefined
      ? missing(`the ingress class "${className}"`, 'declare it in network.ingressControllers of the cluster')
      : [podsOf(controller)];
  });
  if (!monitoring) return controllers;
  return [
    ...controllers,
    ...(network.monitoring === undefined
      ? missing('monitoring', 'declare network.monitoring of the cluster')
      : [podsOf(network.monitoring)]),
  ];
}

function podsOf({
  namespace,
  podLabels,
}: Pick<Extract<InfrastructurePeer, { readonly type: 'pods' }>, 'namespace' | 'podLabels'>): InfrastructurePeer {
  return { type: 'pods', namespace, podLabels };
}

function allPods(namespace: string, owner: ObjectOwner): WorkloadModel {
  return {
    ...owner,
    name: 'tenant',
    namespace,
    controller: namespaceIdentity(namespace),
    selectorLabels: {},
    serviceAccountName: 'default',
    ports: [],
    probes: [],
    runsToCompletion: false,
  };
}
