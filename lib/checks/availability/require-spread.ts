import { Field } from '../../manifest/objects/field';
import { replicatedKinds } from '../../manifest/pods/workload-kinds';
import { podTemplateOf } from '../../manifest/pods/pod-template';
import { replicaRangeOf } from '../../manifest/pods/replica-range';
import type { Check } from '../check';

/** The Pods of a workload are told to keep away from each other. */
export const requireSpread: Check = {
  id: 'require-spread',
  severity: 'warning',
  profile: 'production',
  why: 'The scheduler may put all Pods on one node or into one zone: its loss is the loss of the workload.',
  kinds: replicatedKinds,
  run: function* (object, { manifests }) {
    const pod = podTemplateOf(object);
    if (pod === undefined || replicaRangeOf(manifests, object).minimum < 2) return;
    const spec = Field.at(pod.specPath, pod.spec);
    const constraints = spec.at('topologySpreadConstraints');
    if (constraints.items().length > 0 || spec.at('affinity', 'podAntiAffinity').map !== undefined) return;
    yield {
      path: constraints.path,
      message: 'Required value: nothing keeps the Pods on different nodes and in different zones',
      fix: 'spread them over topology.kubernetes.io/zone and kubernetes.io/hostname',
    };
  },
};
