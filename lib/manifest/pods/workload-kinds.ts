import type { WorkloadKind } from '../../products/controllers/controller';
import { controllers } from '../../products/controllers/controllers';
import { apiGroup } from '../objects/api-version';
import type { Manifest } from '../objects/manifest';

const byName: ReadonlyMap<string, WorkloadKind> = new Map(
  controllers
    .flatMap(({ workloads = [] }) => workloads)
    .map((each): readonly [string, WorkloadKind] => [`${each.group}/${each.kind}`, each])
    .sort(([one], [other]) => (one < other ? -1 : 1)),
);

/** What is known of a kind whose objects are pods or hold their template, as `group/kind`; undefined for all others. */
export function workloadKind(groupAndKind: string): WorkloadKind | undefined {
  return byName.get(groupAndKind);
}

/** The same, of the kind of an object. */
export function workloadKindOf({ apiVersion, kind }: Manifest): WorkloadKind | undefined {
  return workloadKind(`${apiGroup(apiVersion)}/${kind}`);
}

/** Kinds (as `group/kind`) whose objects are pods or make pods. */
export const podOwningKinds: readonly string[] = [...byName.keys()];

/** Kinds of them whose Pods are meant to run for ever. */
export const longRunningKinds = kindsThat(({ isLongRunning }) => isLongRunning);

/** Kinds of them whose `spec.replicas` says how many Pods there are, and which an autoscaler may scale. */
export const scalableKinds = kindsThat(({ isScalable }) => isScalable);

/** Kinds of them whose Pods are replaced when their template changes. */
export const rollingKinds = kindsThat(({ isRolling }) => isRolling);

/** Kinds of them whose number of Pods is chosen, and that nothing else makes. */
export const replicatedKinds = kindsThat(({ isScalable, isRolling }) => isScalable && isRolling);

function kindsThat(has: (kind: WorkloadKind) => true | undefined): readonly string[] {
  return [...byName].flatMap(([name, kind]) => (has(kind) === true ? [name] : []));
}
