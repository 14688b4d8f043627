import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { forbidden, required } from '../field-error';
import type { Problem } from '../finding';
import { nodeSelectorProblems } from './fields/node-selector';
import { persistentVolumeSources } from './fields/volume-sources';

/** A volume has one place where its data is, a size, and a way to be mounted. */
export const validPersistentVolume: Check = {
  id: 'valid-persistent-volume',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server rejects the volume: nothing could be mounted, or no claim could ask for it.',
  kinds: ['PersistentVolume'],
  run: function* ({ manifest }) {
    const spec = Field.root(manifest).at('spec');
    const [modes, capacity] = [spec.at('accessModes'), spec.at('capacity')];
    if (modes.items().length === 0) yield required(modes, '', 'say how Pods may mount it, such as ReadWriteOnce');
    if (Object.keys(capacity.map ?? {}).length === 0) yield required(capacity, '', 'set capacity.storage');
    const names = modes.items().map(({ value }) => value);
    if (names.includes('ReadWriteOncePod') && names.some((name) => name !== 'ReadWriteOncePod')) {
      const rule = 'may not use ReadWriteOncePod with other access modes';
      yield forbidden(modes, rule, 'keep only ReadWriteOncePod, or remove it');
    }
    yield* sourceProblems(spec);
    yield* affinityProblems(spec.at('nodeAffinity'));
  },
};

function* sourceProblems(spec: Field): Iterable<Problem> {
  const [first, ...others] = persistentVolumeSources.map((name) => spec.at(name)).filter(({ isSet }) => isSet);
  if (first === undefined) yield required(spec, 'must specify a volume type', 'say where the data is, such as csi');
  for (const other of others) {
    yield forbidden(other, 'may not specify more than 1 volume type', 'make two volumes of them');
  }
}

function* affinityProblems(affinity: Field): Iterable<Problem> {
  if (affinity.map === undefined) return;
  const needed = affinity.at('required');
  if (needed.isSet) yield* nodeSelectorProblems(needed);
  else yield required(needed, 'must specify required node constraints', 'set required, or remove nodeAffinity');
}
