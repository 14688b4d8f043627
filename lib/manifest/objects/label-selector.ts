import { isJsonArray, isJsonObject, type JsonValue } from './json';

/** Labels of an object, or labels that another must have. */
export type Labels = Readonly<Record<string, string>>;

// Type aliases, not interfaces: only they can stand inside a manifest as they are.
/** Which objects are meant, by their labels: all requirements must hold, and an empty selector means every object. */
export type LabelSelector = {
  /** Labels that must be there with these values. */
  readonly matchLabels?: Labels;
  /** Further requirements. */
  readonly matchExpressions?: readonly LabelSelectorRequirement[];
};

/** What must hold for one label. `NotIn` and `DoesNotExist` hold where the label is missing. */
export type LabelSelectorRequirement = {
  /** Name of the label. */
  readonly key: string;
  /** How its value is compared. */
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  /** For `In` and `NotIn`: at least one. */
  readonly values?: readonly string[];
};

/** Whether a set of labels fulfils a selector. An empty selector is fulfilled by everything, as the API server has it. */
export function matchesSelector(selector: LabelSelector, labels: Labels): boolean {
  return (
    matchesLabels(selector.matchLabels ?? {}, labels) &&
    (selector.matchExpressions ?? []).every((requirement) => matchesRequirement(requirement, labels))
  );
}

/** Whether every wanted label is there with the wanted value. */
export function matchesLabels(wanted: Labels, labels: Labels): boolean {
  return Object.entries(wanted).every(([key, value]) => labels[key] === value);
}

const operators: Readonly<Record<LabelSelectorRequirement['operator'], true>> = {
  In: true,
  NotIn: true,
  Exists: true,
  DoesNotExist: true,
};

/** Whether an operator of a requirement is one that selectors of labels have. */
export function isLabelOperator(operator: string): operator is LabelSelectorRequirement['operator'] {
  return Object.hasOwn(operators, operator);
}

/** Whether a set of labels fulfils one requirement. */
export function matchesRequirement({ key, operator, values = [] }: LabelSelectorRequirement, labels: Labels): boolean {
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
  }
}

/** Reads a selector out of untrusted YAML; undefined when it is not one. */
export function parseLabelSelector(value: JsonValue | undefined): LabelSelector | undefined {
  if (!isJsonObject(value)) return undefined;
  const matchLabels = isMissing(value.matchLabels) ? {} : parseLabels(value.matchLabels);
  const matchExpressions = isMissing(value.matchExpressions) ? [] : parseRequirements(value.matchExpressions);
  if (matchLabels === undefined || matchExpressions === undefined) return undefined;
  return { matchLabels, matchExpressions };
}

/** The API server takes null for a field that was left out. */
function isMissing(value: JsonValue | undefined): value is null | undefined {
  return value === undefined || value === null;
}

/** Reads a map of labels out of untrusted YAML; undefined when a value is not a string. Null stands for an empty one. */
export function parseLabels(value: JsonValue | undefined): Labels | undefined {
  if (!isJsonObject(value)) return undefined;
  const labels: Record<string, string> = {};
  for (const [key, text] of Object.entries(value)) {
    if (text !== null && typeof text !== 'string') return undefined;
    labels[key] = text ?? '';
  }
  return labels;
}

function parseRequirements(value: JsonValue): LabelSelectorRequirement[] | undefined {
  if (!isJsonArray(value)) return undefined;
  const requirements = value.map(parseRequirement);
  return requirements.every((requirement) => requirement !== undefined) ? requirements : undefined;
}

function parseRequirement(value: JsonValue): LabelSelectorRequirement | undefined {
  if (!isJsonObject(value) || typeof value.key !== 'string') return undefined;
  const values = value.values ?? [];
  if (!isJsonArray(values) || !values.every((item) => typeof item === 'string')) return undefined;
  const { operator } = value;
  return typeof operator === 'string' && isLabelOperator(operator) ? { key: value.key, operator, values } : undefined;
}
