import { appendTo } from '../../manifest/objects/append-to';
import { outlineOf } from '../../manifest/pods/outline';
import { podOwningKinds } from '../../manifest/pods/workload-kinds';
import type { Manifest } from '../../manifest/objects/manifest';
import type { ReachabilityModel } from '../../reach/questions/reachability-model';
import type { Check } from '../check';
import { clusterReachability } from '../cluster-reachability';

/** Some policy says who may reach the pods of a workload, and whom they may reach. */
export const requireIsolation: Check = {
  id: 'require-isolation',
  severity: 'warning',
  profile: 'strict',
  why: 'Pods that no policy isolates can be reached from every pod of the cluster and reach everything: one that is taken over is a way to all others.',
  kinds: podOwningKinds,
  run: function* (object, context) {
    if (!context.cluster.network.cni.networkPolicy) return;
    const { model } = clusterReachability(context);
    const { workloads, space } = model;
    const { positions, hasOtherPolicies: others } = lookupOf(model);
    const own = positions.get(outlineOf(object).manifest) ?? [];
    const workload = workloads[own[0] ?? -1];
    if (workload === undefined || workload.hostNetwork) return;
    // `require-network-policy` says it of ingress, once a namespace, where there are no policies of other kinds.
    for (const direction of others ? (['ingress', 'egress'] as const) : (['egress'] as const)) {
      const isOpen = (position: number): boolean =>
        space
          .blocksOf(space.classes.classOf[position] ?? -1, direction)
          .every(({ decision }) => decision.allowed.isAll);
      if (!own.some(isOpen)) continue;
      const what = direction === 'ingress' ? 'everything may reach its pods' : 'its pods may reach everything';
      yield {
        path:
          workload.pods[0]?.metadataPath === 'metadata'
            ? 'metadata.labels'
            : `${workload.pods[0]?.metadataPath}.labels`,
        message: `Required value: no policy isolates it for ${direction}: ${what}`,
        fix: `add a policy with policyTypes [${direction === 'ingress' ? 'Ingress' : 'Egress'}] that selects these pods`,
      };
    }
  },
};

interface Lookup {
  /** The replicas that some policy names stand for themselves. */
  readonly positions: ReadonlyMap<Manifest, readonly number[]>;
  readonly hasOtherPolicies: boolean;
}

const lookups = new WeakMap<ReachabilityModel, Lookup>();

/** Made once for a model: every workload of the tree asks. */
function lookupOf(model: ReachabilityModel): Lookup {
  const known = lookups.get(model);
  if (known !== undefined) return known;
  const positions = new Map<Manifest, number[]>();
  for (const [position, { source }] of model.workloads.entries()) appendTo(positions, source.manifest, position);
  const lookup = {
    positions,
    hasOtherPolicies: model.policies.some(({ source }) => source.manifest.kind !== 'NetworkPolicy'),
  };
  lookups.set(model, lookup);
  return lookup;
}
