import { Field } from '../../manifest/objects/field';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import type { Priority } from './pod';

/** Classes that every cluster has. */
const systemClasses: Readonly<Record<string, number>> = {
  'system-node-critical': 2_000_001_000,
  'system-cluster-critical': 2_000_000_000,
};

/** How important the pods of a spec are; a class that is neither built in nor in the tree may be anything. */
export function podPriority(manifests: ManifestSet, spec: Field): Priority {
  const name = spec.at('priorityClassName').text ?? '';
  const builtIn = systemClasses[name];
  if (builtIn !== undefined) return exactly(builtIn, spec.at('preemptionPolicy').text);
  const classes = manifests.ofKind('scheduling.k8s.io', 'PriorityClass').map(({ manifest }) => Field.root(manifest));
  const found =
    name === ''
      ? classes.find((each) => each.at('globalDefault').value === true)
      : classes.find((each) => each.at('metadata', 'name').text === name);
  if (found === undefined) return name === '' ? exactly(0, spec.at('preemptionPolicy').text) : unknown;
  return exactly(found.at('value').number ?? 0, found.at('preemptionPolicy').text);
}

const unknown: Priority = { least: -Infinity, most: Infinity, preempts: false };

function exactly(value: number, policy: string | undefined): Priority {
  return { least: value, most: value, preempts: policy !== 'Never' };
}
