import { Field } from '../../manifest/objects/field';
import { isEncryptedValue, isSopsEncrypted } from '../../manifest/objects/sops';
import { podTemplateOf } from '../../manifest/pods/pod-template';
import type { Check } from '../check';
import { labelsProblems } from './fields/label-selector';

/** Labels have keys and values that selectors can name. */
export const validLabel: Check = {
  id: 'valid-label',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server rejects the object: whatever stands in a label can be asked for in a query.',
  kinds: ['*'],
  run: function* (object) {
    const isEncrypted = isSopsEncrypted(object.manifest) ? isEncryptedValue : () => false;
    const isReadable = (value: string) => !isEncrypted(value);
    yield* labelsProblems(Field.root(object.manifest).at('metadata', 'labels'), isReadable);
    const template = podTemplateOf(object);
    if (template === undefined || template.metadataPath === 'metadata') return;
    yield* labelsProblems(Field.at(template.metadataPath, template.metadata).at('labels'), isReadable);
  },
};
