import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { required } from '../field-error';

const filledIn = { apiVersion: 'v1', kind: 'PersistentVolumeClaim' } as const;

/** Claim templates of a StatefulSet say what they are, as the API server does. */
export const requireClaimTemplateKind: Check = {
  id: 'require-claim-template-kind',
  severity: 'warning',
  profile: 'production',
  why: 'The API server fills apiVersion and kind in, and the GitOps engine then shows the StatefulSet as out of sync for ever.',
  kinds: ['apps/StatefulSet'],
  run: function* ({ manifest }) {
    for (const template of Field.root(manifest).at('spec', 'volumeClaimTemplates').items()) {
      for (const [name, value] of Object.entries(filledIn)) {
        if (template.map === undefined || template.at(name).isSet) continue;
        yield required(template.at(name), 'the API server fills it in', `write ${name}: ${value}`);
      }
    }
  },
};
