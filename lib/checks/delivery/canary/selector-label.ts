import { Field } from '../../../manifest/objects/field';
import type { Manifest } from '../../../manifest/objects/manifest';

/** By one of these, Flagger tells the pods of a workload from those of its copy, in this order. */
export const selectorLabels = ['app', 'name', 'app.kubernetes.io/name'];

export interface SelectorLabel {
  readonly key: string;
  readonly value: string;
}

/** The label of a workload whose value the copy has with `-primary` behind it. */
export function selectorLabelOf(workload: Manifest): SelectorLabel | undefined {
  const labels = Field.root(workload).at('spec', 'selector', 'matchLabels');
  const key = selectorLabels.find((each) => labels.entry(each).isSet);
  return key === undefined ? undefined : { key, value: labels.entry(key).text ?? '' };
}
