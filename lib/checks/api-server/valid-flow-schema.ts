import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { required } from '../field-error';

/** A FlowSchema says which priority level its requests go to. */
export const validFlowSchema: Check = {
  id: 'valid-flow-schema',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server rejects the object, though its schema lets the field be left out.',
  kinds: ['flowcontrol.apiserver.k8s.io/FlowSchema'],
  run: function* ({ manifest }) {
    const name = Field.root(manifest).at('spec', 'priorityLevelConfiguration', 'name');
    if (!name.isSet || name.text === '')
      yield required(
        name,
        'must reference a priority level',
        'name a PriorityLevelConfiguration, such as global-default',
      );
  },
};
