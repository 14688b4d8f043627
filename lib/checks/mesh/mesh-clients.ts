import type { ClusterFacts } from '../../fleet/cluster-facts';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { enrolmentOf } from '../../reach/mesh/enrolment';
import type { PodSelection, PolicyPeer } from '../../reach/policies/policy';
import { tolerantReachability } from '../../reach/questions/reachability';
import { selectsPodsAt } from '../network/selects-pods-at';

/** Whether clients send through the mesh; `unknown` where neither the tree nor the facts of the cluster know them. */
export type MeshClients = 'some' | 'none' | 'unknown';

/** Whether any client that a peer of a policy stands for is in the cluster's mesh. Addresses have no proxy. */
export function meshClientsOf(peer: PolicyPeer, manifests: ManifestSet, cluster: ClusterFacts): MeshClients {
  switch (peer.kind) {
    case 'everything':
    case 'cluster':
      return 'some';
    case 'pods':
      return meshPods(peer.selection, manifests, cluster);
    case 'addresses':
    case 'unknown':
      return 'none';
  }
}

function meshPods(selection: PodSelection, manifests: ManifestSet, { network, mesh }: ClusterFacts): MeshClients {
  const { model } = tolerantReachability(manifests, { network });
  const workloads = model.space.index.select(selection).flatMap((i) => model.workloads[i] ?? []);
  const infrastructure = [network.dns, network.monitoring, ...network.ingressControllers].filter(
    (pods) => pods !== undefined && selectsPodsAt(selection, pods, model.namespaces.get(pods.namespace)),
  );
  if (workloads.length + infrastructure.length === 0) return 'unknown';
  const isMeshed =
    workloads.some((workload) => enrolmentOf(workload, manifests)?.product === mesh?.product) ||
    infrastructure.some((pods) => pods?.mesh !== undefined);
  return isMeshed ? 'some' : 'none';
}
