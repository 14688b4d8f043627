import type { PodIndex } from './pod-index';
import type { Policy, PodSelection } from '../policies/policy';
import type { PolicyProblem } from '../policies/policy-problem';
import type { WorkloadNode } from './workload-node';

/** Pods under one owner that some selector tells apart: to answer for them as one workload would be wrong. */
export function toldApartProblems(
  workloads: readonly WorkloadNode[],
  policies: readonly Policy[],
  index: PodIndex,
): readonly PolicyProblem[] {
  if (workloads.every(({ labels }) => labels.length <= 1)) return [];
  return policies.flatMap((policy) =>
    selections(policy).flatMap(({ selection, path }) =>
      index.toldApart(selection).flatMap((i) => {
        const workload = workloads[i];
        if (workload === undefined) return [];
        const name = `${workload.kind} ${workload.namespace}/${workload.name}`;
        return {
          object: policy.source,
          path,
          message: `Invalid value: it selects some pods of ${name} and leaves others`,
          fix: 'give the pods of one owner the same labels, or select by labels that all of them have',
        };
      }),
    ),
  );
}

function selections(policy: Policy): readonly { readonly selection: PodSelection; readonly path: string }[] {
  const peers = [...policy.rules.ingress, ...policy.rules.egress].flatMap((rule) => rule.peers);
  return [
    { selection: policy.subject, path: policy.subjectPath },
    ...peers.flatMap((peer) => (peer.kind === 'pods' ? { selection: peer.selection, path: peer.path } : [])),
  ];
}
