import { Field } from '../../manifest/objects/field';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { perManifestSet } from '../../manifest/objects/per-manifest-set';
import { forbidden } from '../field-error';
import { podCheck } from '../pod-check';

/** The priority that a pod states is that of its PriorityClass: the API server works it out, and takes no other. */
export const validPodPriority = podCheck({
  id: 'valid-pod-priority',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server refuses to create a Pod whose priority is not that of its PriorityClass: the workload applies, no Pod appears.',
  assumptions: [
    'A PriorityClass that is the global default is in the tree; without one, Pods without a class have priority 0.',
  ],
  problems: function* ({ spec }, { manifests }) {
    const stated = spec.at('priority');
    if (stated.number === undefined) return;
    const computed = priorityOf(spec.at('priorityClassName').text ?? '', manifests);
    if (computed === undefined || computed === stated.number) return;
    const rule = `the API server computes ${computed} from the PriorityClass, and ${stated.number} is stated`;
    yield forbidden(stated, rule, 'leave priority out, and name the PriorityClass that has it');
  },
});

/** Values of the classes that every cluster has. */
const builtIn: ReadonlyMap<string, number> = new Map([
  ['system-cluster-critical', 2_000_000_000],
  ['system-node-critical', 2_000_001_000],
]);

const group = 'scheduling.k8s.io';
const kind = 'PriorityClass';

/** Undefined for a class that is not in the tree. */
function priorityOf(name: string, manifests: ManifestSet): number | undefined {
  if (name === '') return defaultPriority(manifests);
  const found = manifests.get({ group, kind, namespace: '', name });
  return found === undefined ? builtIn.get(name) : Field.root(found.manifest).at('value').number;
}

const defaultPriority = perManifestSet((manifests) => {
  const classes = manifests.ofKind(group, kind).map(({ manifest }) => Field.root(manifest));
  return classes.find((one) => one.at('globalDefault').boolean === true)?.at('value').number ?? 0;
});
