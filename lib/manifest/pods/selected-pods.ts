import { matchesSelector, type LabelSelector } from '../objects/label-selector';
import { controllerLabels } from './added-labels';
import { podVariants } from './pod-variants';
import type { PodTemplate } from './pod-template';
import { requirementsOf, selectsPod } from './selects-pod';

/** How many of a template's pods are meant; `unknown` where labels decide it that nobody knows before they run. */
export type Extent = 'all' | 'some' | 'none' | 'unknown';

/**
 * How many of a template's pods some selectors take together.
 *
 * @param replicas how many there are at most; without it, as many as a selector may name
 */
export function extentOf(
  selectors: readonly LabelSelector[],
  pod: Pick<PodTemplate, 'labels' | 'added'>,
  replicas = Number.POSITIVE_INFINITY,
): Extent {
  if (!selectors.some(asksControllers))
    return selectors.some((selector) => matchesSelector(selector, pod.labels)) ? 'all' : 'none';
  const taken = podVariants(pod, selectors, replicas).map(({ labels }) => {
    const answers = selectors.map((selector) => selectsPod(selector, labels));
    if (answers.includes('yes')) return 'yes';
    return answers.includes('unknown') ? 'unknown' : 'no';
  });
  if (taken.length > 0 && taken.every((answer) => answer === 'yes')) return 'all';
  if (taken.includes('yes')) return 'some';
  return taken.includes('unknown') ? 'unknown' : 'none';
}

/** Whether a selector asks for labels that controllers put on pods. */
export function asksControllers(selector: LabelSelector): boolean {
  return requirementsOf(selector).some(({ key }) => controllerLabels.has(key));
}
