import { Field } from '../../manifest/objects/field';
import { parseLabels, type Labels } from '../../manifest/objects/label-selector';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { readTolerations, type Toleration } from '../nodes/taint';
import { nothing, readAmounts, type Amounts } from '../resources/amounts';

/** What a RuntimeClass adds to the pods that name it. */
export interface RuntimeClassTerms {
  readonly overhead: Amounts;
  readonly nodeSelector: Labels;
  readonly tolerations: readonly Toleration[];
  /** False where the tree does not have the class: what it adds is not known then. */
  readonly isKnown: boolean;
}

const noClass: RuntimeClassTerms = { overhead: nothing, nodeSelector: {}, tolerations: [], isKnown: true };

export function runtimeClassOf(manifests: ManifestSet, spec: Field): RuntimeClassTerms {
  const name = spec.at('runtimeClassName').text;
  if (name === undefined) return noClass;
  const found = manifests.get({ group: 'node.k8s.io', kind: 'RuntimeClass', namespace: '', name });
  if (found === undefined) return { ...noClass, isKnown: false };
  const runtimeClass = Field.root(found.manifest);
  return {
    overhead: readAmounts(runtimeClass.at('overhead', 'podFixed').value),
    nodeSelector: parseLabels(runtimeClass.at('scheduling', 'nodeSelector').value) ?? {},
    tolerations: readTolerations(runtimeClass.at('scheduling', 'tolerations')),
    isKnown: true,
  };
}
