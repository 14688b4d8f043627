import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { duplicate, invalidByEach, required } from '../field-error';
import type { Problem } from '../finding';
import { labelKeyErrors } from '../../manifest/grammar/label-syntax';

/** The topologies of a class name labels of nodes, each once, with the values that they may have. */
export const validStorageClass: Check = {
  id: 'valid-storage-class',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server rejects the class, so that no volume is made by it.',
  kinds: ['storage.k8s.io/StorageClass'],
  run: function* ({ manifest }) {
    for (const topology of Field.root(manifest).at('allowedTopologies').items()) yield* topologyProblems(topology);
  },
};

function* topologyProblems(topology: Field): Iterable<Problem> {
  const keys = new Set<string>();
  for (const expression of topology.at('matchLabelExpressions').items()) {
    const [key, values] = [expression.at('key'), expression.at('values')];
    if (key.text !== undefined) yield* invalidByEach(key, labelKeyErrors(key.text), 'use the key of a node label');
    if (keys.has(key.text ?? '')) yield duplicate(key, 'list all values of the label in one expression');
    if (key.text !== undefined) keys.add(key.text);
    if (values.isSet && values.items().length === 0) yield required(values, '', 'list the values of the label');
    const seen = new Set<string>();
    for (const value of values.items()) {
      if (value.text === undefined) continue;
      if (seen.has(value.text)) yield duplicate(value, 'remove it');
      seen.add(value.text);
    }
  }
}
