import type { PodIndex } from './pod-index';
import type { Policy, PodSelection } from '../policies/policy';
import type { PolicyProblem } from '../policies/policy-problem';
import type { PodTemplate } from '../../manifest/pods/pod-template';
import { portsOf } from './container-port';
import type { WorkloadNode } from './workload-node';

/** Pods under one owner that some selector distinguishes: to answer for them as one workload would be wrong. */
export function distinguishedPods(
  workloads: readonly WorkloadNode[],
  policies: readonly Policy[],
  index: PodIndex,
): readonly PolicyProblem[] {
  if (workloads.every(({ labels }) => labels.length <= 1)) return [];
  return policies.flatMap((policy) =>
    selections(policy).flatMap(({ selection, path }) =>
      index.distinguishedBy(selection).flatMap((i) => {
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

/** Pods under one owner of which a name means other ports, or that are in different networks. */
export function mixedPods(workloads: readonly WorkloadNode[], policies: readonly Policy[]): readonly PolicyProblem[] {
  const names = new Set(
    policies.flatMap(({ rules }) =>
      [...rules.ingress, ...rules.egress].flatMap(({ ports }) =>
        ports.flatMap((port) => (port.kind === 'name' ? [port.name] : [])),
      ),
    ),
  );
  return workloads.flatMap((workload): readonly PolicyProblem[] => {
    const { pods, kind, namespace, name } = workload;
    if (pods.length < 2) return [];
    const text = (pod: PodTemplate): string =>
      JSON.stringify([
        pod.spec.hostNetwork === true,
        portsOf(pod)
          .filter((port) => names.has(port.name))
          .map((port) => JSON.stringify(port))
          .sort(),
      ]);
    const [first, ...others] = pods;
    const different = first && others.find((pod) => text(pod) !== text(first));
    if (different === undefined) return [];
    return [
      {
        object: different.owner,
        path: different.specPath,
        message: `Invalid value: its network or its named ports are not those of the other pods of ${kind} ${namespace}/${name}`,
        fix: 'give the pods of one owner the same named ports and the same hostNetwork',
      },
    ];
  });
}

function selections(policy: Policy): readonly { readonly selection: PodSelection; readonly path: string }[] {
  const peers = [...policy.rules.ingress, ...policy.rules.egress].flatMap((rule) => rule.peers);
  return [
    { selection: policy.subject, path: policy.subjectPath },
    ...peers.flatMap((peer) => (peer.kind === 'pods' ? { selection: peer.selection, path: peer.path } : [])),
  ];
}
