import { Field } from '../../manifest/objects/field';
import { podTemplateOf } from '../../manifest/pods/pod-template';
import type { Check } from '../check';
import { invalidByEach } from '../field-error';
import type { Problem } from '../finding';
import { labelKeyErrors } from '../../manifest/grammar/label-syntax';

const limit = 256 * 1024;

/** Annotations have keys like those of labels, and together fit into 256 KiB. */
export const validAnnotation: Check = {
  id: 'valid-annotation',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server rejects the object: annotations are read with the object each time, and are bounded for that.',
  kinds: ['*'],
  run: function* (object) {
    yield* annotationsProblems(Field.root(object.manifest).at('metadata', 'annotations'));
    const template = podTemplateOf(object);
    if (template === undefined || template.metadataPath === 'metadata') return;
    yield* annotationsProblems(Field.at(template.metadataPath, template.metadata).at('annotations'));
  },
};

function* annotationsProblems(annotations: Field): Iterable<Problem> {
  let size = 0;
  const { map = {} } = annotations;
  for (const key of Object.keys(map)) {
    const value = map[key];
    size += Buffer.byteLength(key) + (typeof value === 'string' ? Buffer.byteLength(value) : 0);
    const errors = labelKeyErrors(key.toLowerCase());
    if (errors.length > 0) yield* invalidByEach(annotations, errors, 'correct the key of the annotation', key);
  }
  if (size > limit) {
    yield {
      path: annotations.path,
      message: `Too long: may not be more than ${limit} bytes`,
      fix: 'put large texts into a ConfigMap; apply large CustomResourceDefinitions on the server side',
    };
  }
}
