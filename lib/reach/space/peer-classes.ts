import type { Policy } from '../policies/policy';
import type { PodIndex, SelectablePods } from './pod-index';

/** Pods that no selector of any policy distinguishes, in the same kind of network and with the same named ports: every answer is the same for them. */
export interface PeerClasses {
  /** Members of each class, as positions in the list of pods. */
  readonly members: readonly (readonly number[])[];
  /** Class of each pod. */
  readonly classOf: readonly number[];
}

export function groupPods(pods: readonly SelectablePods[], policies: readonly Policy[], index: PodIndex): PeerClasses {
  const signatures = pods.map((): string[] => []);
  for (const [id, selected] of distinctSelections(policies, index).entries()) {
    for (const i of selected) signatures[i]?.push(id.toString(36));
  }
  const names = namedPorts(policies);
  const bySignature = new Map<string, number>();
  const members: number[][] = [];
  const classOf = pods.map(({ ports, hostNetwork, doubts = [] }, i) => {
    const named = names.size === 0 ? [] : ports.filter(({ name }) => names.has(name));
    const own = doubts.map((doubt) => [doubt.direction, doubt.reason, doubt.ports.toString()]);
    const key = JSON.stringify([signatures[i]?.join(' '), named, hostNetwork, own]);
    const known = bySignature.get(key);
    if (known !== undefined) {
      members[known]?.push(i);
      return known;
    }
    bySignature.set(key, members.length);
    members.push([i]);
    return members.length - 1;
  });
  return { members, classOf };
}

function distinctSelections(policies: readonly Policy[], index: PodIndex): readonly (readonly number[])[] {
  // The index answers equal selections with the same list.
  const distinct = new Set<readonly number[]>();
  for (const { subject, rules } of policies) {
    distinct.add(index.select(subject));
    for (const { peers } of [...rules.ingress, ...rules.egress]) {
      for (const peer of peers) if (peer.kind === 'pods') distinct.add(index.select(peer.selection));
    }
  }
  return [...distinct];
}

function namedPorts(policies: readonly Policy[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { rules } of policies) {
    for (const { ports } of [...rules.ingress, ...rules.egress]) {
      for (const port of ports) if (port.kind === 'name') names.add(port.name);
    }
  }
  return names;
}

/** The classes that some pods belong to. */
export function classesOf({ classOf }: PeerClasses, pods: readonly number[]): ReadonlySet<number> {
  return new Set(pods.map((i) => classOf[i] ?? -1));
}
