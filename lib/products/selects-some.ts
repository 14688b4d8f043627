import { parseLabelSelector } from '../manifest/objects/label-selector';
import type { Field } from '../manifest/objects/field';
import type { PodTemplate } from '../manifest/pods/pod-template';
import { extentOf } from '../manifest/pods/selected-pods';

/** Whether a selector picks pods out, and some of these among them; one that is empty picks none out. */
export function selectsSome(field: Field, pod: PodTemplate): boolean {
  const selector = parseLabelSelector(field.value);
  if (selector === undefined) return false;
  const { matchLabels = {}, matchExpressions = [] } = selector;
  const isEmpty = Object.keys(matchLabels).length + matchExpressions.length === 0;
  return !isEmpty && ['all', 'some'].includes(extentOf([selector], pod));
}
