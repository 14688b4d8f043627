import { appendTo } from '../../manifest/objects/append-to';
import { ConnectionSet } from '../sets/connection-set';
import type { UnmodelledPolicy } from '../policies/unmodelled-policies';
import type { PodDoubt } from '../space/pod-doubts';
import type { PodIndex, SelectablePods } from '../space/pod-index';
import { translatedSources } from '../space/translated-sources';
import type { UndecidedSelector } from '../space/undecided-selectors';
import type { ReachabilityInput } from './reachability-model';

/** The pods of workloads with all that stands against a proof about them besides the rules of policies. */
export function podsWithDoubts(
  pods: readonly SelectablePods[],
  { workloads, unmodelled, translating }: ReachabilityInput,
  undecided: readonly UndecidedSelector[],
  serviceIndex: PodIndex,
): readonly SelectablePods[] {
  const all = ConnectionSet.all;
  const bySelectors = new Map<number, PodDoubt[]>();
  for (const { workload, reason } of undecided) {
    appendTo(bySelectors, workload, { ports: all, asPeer: true, reason });
  }
  const byServices = translatedSources(translating, workloads, serviceIndex);
  return pods.map((each, i): SelectablePods => {
    const found = withUnmodelled(each, unmodelled);
    const others = [...(bySelectors.get(i) ?? []), ...(byServices.get(i) ?? [])];
    return others.length === 0 ? found : { ...found, doubts: [...(found.doubts ?? []), ...others] };
  });
}

/** Pods with the policies that may be about them and are not understood. */
export function withUnmodelled(pods: SelectablePods, unmodelled: readonly UnmodelledPolicy[]): SelectablePods {
  const doubts = unmodelled
    .filter(({ about }) => (about === 'nodes') === pods.hostNetwork)
    .filter(({ namespace }) => namespace === undefined || namespace === pods.namespace)
    .map(({ name }): PodDoubt => ({ ports: ConnectionSet.all, reason: `${name} is not modelled` }));
  return doubts.length === 0 ? pods : { ...pods, doubts };
}
