import { compareText } from '../manifest/objects/compare-text';
import type { NamespaceModel } from './namespace-model';

/** What two charts say differently of the namespace that they share. */
export interface NamespaceConflict {
  readonly namespace: string;
  /** A field of the namespace: `metadata.labels[team]`. */
  readonly path: string;
  /** Paths of the charts, and what each says. */
  readonly said: readonly [ChartWord, ChartWord];
}

interface ChartWord {
  readonly origin: string;
  readonly value: string;
}

/** What several charts say of one namespace, whatever their order, and where they contradict each other. */
export interface AgreedNamespace {
  readonly namespace: NamespaceModel;
  readonly conflicts: readonly NamespaceConflict[];
}

/** Takes together what charts say of a namespace. Its owner is a chart that makes the Namespace object, where one does. */
export function agreedNamespace(first: NamespaceModel, others: readonly NamespaceModel[]): AgreedNamespace {
  const sorted = [first, ...others].sort(byCreateAndOrigin);
  const [owner = first] = sorted;
  const values = new Map<string, ChartWord>();
  const conflicts: NamespaceConflict[] = [];
  for (const chart of sorted) {
    for (const [path, value] of wordsOf(chart)) {
      const present = values.get(path);
      const word = { origin: chart.origin, value };
      if (present === undefined) values.set(path, word);
      else if (present.value !== value) conflicts.push({ namespace: owner.name, path, said: [present, word] });
    }
  }
  const together = (field: 'labels' | 'annotations') =>
    Object.fromEntries(sorted.toReversed().flatMap((chart) => Object.entries(chart[field])));
  return { namespace: { ...owner, labels: together('labels'), annotations: together('annotations') }, conflicts };
}

function byCreateAndOrigin(one: NamespaceModel, other: NamespaceModel): number {
  return Number(other.create) - Number(one.create) || compareText(one.origin, other.origin);
}

function* wordsOf({ podSecurity, isolated, labels, annotations }: NamespaceModel): Iterable<[string, string]> {
  yield ['podSecurity', podSecurity];
  yield ['isolated', String(isolated)];
  for (const [key, value] of Object.entries(labels)) yield [`metadata.labels[${key}]`, value];
  for (const [key, value] of Object.entries(annotations)) yield [`metadata.annotations[${key}]`, value];
}
