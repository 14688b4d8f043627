import type { LabelSelector, LabelSelectorRequirement, Labels } from '../objects/label-selector';
import { keysOf, labelsOfAnyPod } from './added-labels';
import type { AddedLabels, PerReplicaLabels } from '../../products/controllers/added-labels';
import type { PodTemplate } from './pod-template';
import { perhapsValue, requirementsOf, selectsPod, unknownValue } from './selects-pod';

/** Pods of one template that the same selectors take, with the labels that they carry when they run. */
export interface PodVariant {
  readonly labels: Labels;
  /** Name of the one replica that it is; left out for all others. */
  readonly replica?: string;
}

/**
 * The pods of a template, as far as selectors distinguish them: one variant for each replica that they name by a label
 * of its own, and one for all others. Labels that no selector asks for are left out.
 *
 * @param replicas how many there are at most, where it is not what the object says
 */
export function podVariants(
  { labels, added }: Pick<PodTemplate, 'labels' | 'added'>,
  selectors: readonly LabelSelector[],
  replicas?: number,
): readonly PodVariant[] {
  const asked = selectors.flatMap(requirementsOf);
  const common = { ...labels, ...valuesOf(asked, labels, added) };
  const { perReplica } = added;
  const keys = keysOf(perReplica === undefined ? {} : { perReplica });
  if (perReplica === undefined || !asked.some(({ key }) => keys.includes(key))) return [{ labels: common }];
  const { first, count, nameOf, labelsOf } = perReplica;
  const end = first + (replicas ?? count);
  const named = [...new Set(asked.flatMap((requirement) => ordinalsIn(requirement, perReplica)))]
    .filter((ordinal) => ordinal >= first && ordinal < end)
    .sort((one, other) => one - other);
  const rest = firstBeside(named, first);
  const variants = named.map((ordinal) => ({
    labels: { ...common, ...labelsOf(ordinal) },
    replica: nameOf(ordinal),
  }));
  if (rest >= end) return variants;
  const others = { labels: { ...common, ...labelsOf(rest) } };
  const differing = variants.filter((variant) =>
    selectors.some((selector) => selectsPod(selector, variant.labels) !== selectsPod(selector, others.labels)),
  );
  return [...differing, others];
}

/** Labels of a template's pods that are the same on all of them, of those that selectors ask for. */
function valuesOf(
  asked: readonly LabelSelectorRequirement[],
  own: Labels,
  { known = {}, unknown = [] }: AddedLabels,
): Labels {
  const values = new Map<string, string>();
  for (const { key } of asked) {
    if (unknown.includes(key)) values.set(key, unknownValue);
    else if (own[key] !== undefined) continue;
    else if (Object.hasOwn(known, key)) values.set(key, known[key] ?? '');
    else if (labelsOfAnyPod.includes(key)) values.set(key, perhapsValue);
  }
  return Object.fromEntries(values);
}

/** The replicas that the values of a requirement name. */
function ordinalsIn({ key, values = [] }: LabelSelectorRequirement, { labelsOf }: PerReplicaLabels): readonly number[] {
  return values.flatMap((value) => {
    const ordinal = Number(/\d{1,16}$/.exec(value)?.[0]);
    return Number.isSafeInteger(ordinal) && labelsOf(ordinal)[key] === value ? [ordinal] : [];
  });
}

function firstBeside(named: readonly number[], first: number): number {
  let ordinal = first;
  for (const taken of named) if (taken === ordinal) ordinal += 1;
  return ordinal;
}
