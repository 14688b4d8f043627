import { Field } from '../../manifest/objects/field';
import { podTemplateOf } from '../../manifest/pods/pod-template';
import { podOwningKinds } from '../../manifest/pods/workload-kinds';
import type { Check } from '../check';
import { forbidden, invalid, invalidByEach, required } from '../field-error';
import type { Problem } from '../finding';
import { labelSelectorProblems } from './fields/label-selector';
import { amountText, quantityOf } from './fields/quantity';
import { dnsSubdomainErrors } from '../../manifest/grammar/dns-name';

/** A claim says how its volume is accessed and how large it is, wherever the claim stands. */
export const validPersistentVolumeClaim: Check = {
  id: 'valid-persistent-volume-claim',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server rejects the claim: no volume could be found or made for it.',
  kinds: ['PersistentVolumeClaim', ...podOwningKinds],
  run: function* (object) {
    const root = Field.root(object.manifest);
    if (object.manifest.kind === 'PersistentVolumeClaim') yield* claimProblems(root.at('spec'));
    if (object.manifest.kind === 'StatefulSet') {
      // Before version 1.34 the StatefulSet was accepted, and its controller failed to create the claims.
      for (const template of root.at('spec', 'volumeClaimTemplates').items()) yield* claimProblems(template.at('spec'));
    }
    const pod = podTemplateOf(object);
    if (pod === undefined) return;
    for (const volume of Field.at(pod.specPath, pod.spec).at('volumes').items()) {
      const claim = volume.at('ephemeral', 'volumeClaimTemplate', 'spec');
      if (claim.map !== undefined) yield* claimProblems(claim);
    }
  },
};

function* claimProblems(spec: Field): Iterable<Problem> {
  if (spec.isSet && spec.map === undefined) return;
  const modes = spec.at('accessModes');
  const count = modes.items().length;
  if (count === 0) yield required(modes, 'at least 1 access mode is required', 'set accessModes: [ReadWriteOnce]');
  if (count > 1 && modes.items().some(({ value }) => value === 'ReadWriteOncePod')) {
    yield forbidden(modes, 'may not use ReadWriteOncePod with other access modes', 'keep ReadWriteOncePod alone');
  }
  const storage = spec.at('resources', 'requests', 'storage');
  const size = quantityOf(storage);
  if (!storage.isSet) {
    yield required(spec.at('resources').entry('storage'), '', 'set resources.requests.storage');
  } else if (size !== undefined && size.nanos <= 0n) {
    const fix = 'ask for an amount above zero';
    yield invalid(spec.at('resources').entry('storage'), 'must be greater than zero', fix, amountText(storage));
  }
  yield* labelSelectorProblems(spec.at('selector'));
  const className = spec.at('storageClassName');
  if ((className.text ?? '') !== '') {
    yield* invalidByEach(className, dnsSubdomainErrors(className.text ?? ''), 'use the name of a StorageClass');
  }
}
