import { Field } from '../../manifest/objects/field';
import { podOwningKinds } from '../../manifest/pods/workload-kinds';
import { isBuiltInGroup } from '../../schema/facts/built-in-groups';
import type { Check } from '../check';
import { required } from '../field-error';

const steps: Readonly<Record<string, readonly string[]>> = {
  CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
  Pod: ['spec'],
  PodTemplate: ['template', 'spec'],
};
const elsewhere = ['spec', 'template', 'spec'];

/** A workload says what its pods are. */
export const validPodTemplate: Check = {
  id: 'valid-pod-template',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server rejects the workload: there is no container that it could run.',
  kinds: podOwningKinds.filter((kind) => isBuiltInGroup(kind.slice(0, kind.indexOf('/')))),
  run: function* ({ manifest }) {
    const path = steps[manifest.kind] ?? elsewhere;
    const root = Field.root(manifest);
    const missing = path.findIndex((_, index) => !root.at(...path.slice(0, index + 1)).isSet);
    if (missing === -1 || isInSchema(path[missing], manifest.kind)) return;
    yield required(root.at(...path, 'containers'), '', 'add a spec with at least one container');
  },
};

/** The schema requires the template of a spec that is there, and says so. */
function isInSchema(step: string | undefined, kind: string): boolean {
  return step === 'jobTemplate' || (step === 'template' && kind !== 'PodTemplate');
}
