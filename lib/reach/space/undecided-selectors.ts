import type { LabelSelector, Labels } from '../../manifest/objects/label-selector';
import { perhapsValue, requirementsOf, selectsPod, undecidedKeys, unknownValue } from '../../manifest/pods/selects-pod';
import type { NamedSelector } from './named-selector';
import type { PodIndex } from './pod-index';
import { workloadName } from './workload-name';
import type { WorkloadNode } from './workload-node';

/** A selector of which nobody knows whether it takes the pods of a workload. */
export interface UndecidedSelector {
  /** Position of the workload. */
  readonly workload: number;
  /** The object that selects, and where it does. */
  readonly name: string;
  readonly path: string;
  /** `NetworkPolicy shop/a spec.podSelector: pod-template-hash of Deployment shop/web is set when its pods are created`. */
  readonly reason: string;
}

/**
 * Labels that Cilium leaves out of what policies see, unless it is configured to keep them.
 *
 * See https://docs.cilium.io/en/latest/operations/performance/scalability/identity-relevant-labels
 */
const unseenByCilium: ReadonlySet<string> = new Set([
  'apps.kubernetes.io/pod-index',
  'batch.kubernetes.io/controller-uid',
  'batch.kubernetes.io/job-completion-index',
  'controller-revision-hash',
  'controller-uid',
  'pod-template-generation',
  'pod-template-hash',
  'statefulset.kubernetes.io/pod-name',
]);

/** The selectors whose answer depends on labels that controllers set, with the workloads that they may be about. */
export function undecidedSelectors(
  selectors: readonly NamedSelector[],
  workloads: readonly WorkloadNode[],
  index: PodIndex,
): readonly UndecidedSelector[] {
  const unsettled = unsettledKeys(workloads);
  return selectors.flatMap(({ name, path, selection, isOfCilium = false }) => {
    const { namespaces, pods } = selection;
    const isAsked = (key: string): boolean => unsettled.has(key) || (isOfCilium && unseenByCilium.has(key));
    if (!requirementsOf(pods).some(({ key }) => isAsked(key))) return [];
    return index.select({ namespaces, pods: {} }).flatMap((i) => {
      const workload = workloads[i];
      const why = workload?.labels
        .map((labels) => whyUndecided(pods, labels, isOfCilium))
        .find((one) => one !== undefined);
      if (workload === undefined || why === undefined) return [];
      const reason = `${name} ${path}: ${why.keys.join(', ')} of ${workloadName(workload)} ${why.what}`;
      return [{ workload: i, name, path, reason }];
    });
  });
}

function whyUndecided(selector: LabelSelector, labels: Labels, isOfCilium: boolean) {
  const unseen = isOfCilium ? requirementsOf(selector).filter(({ key }) => unseenByCilium.has(key)) : [];
  if (unseen.length > 0) {
    const seen = requirementsOf(selector).filter(({ key }) => !unseenByCilium.has(key));
    if (selectsPod({ matchExpressions: seen }, labels) === 'no') return undefined;
    return {
      keys: unseen.map(({ key }) => key),
      what: 'is seen by policies only where Cilium is configured to keep it',
    };
  }
  if (selectsPod(selector, labels) !== 'unknown') return undefined;
  return { keys: undecidedKeys(selector, labels), what: 'is set when the pods are created' };
}

/** The labels that some workload has with a value which no manifest gives away. */
function unsettledKeys(workloads: readonly WorkloadNode[]): ReadonlySet<string> {
  const entries = workloads.flatMap(({ labels }) => labels.flatMap((set) => Object.entries(set)));
  return new Set(entries.flatMap(([key, value]) => (value === unknownValue || value === perhapsValue ? [key] : [])));
}
