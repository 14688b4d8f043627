import { labelKeyErrors, labelValueErrors } from '../../manifest/grammar/label-syntax';
import { Field } from '../../manifest/objects/field';
import { isJsonArray, type JsonValue } from '../../manifest/objects/json';
import { parseLabelSelector, type LabelSelector } from '../../manifest/objects/label-selector';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import {
  containsMore,
  formatAddressRange,
  parseCidr,
  subtractRanges,
  type AddressRange,
} from '../../manifest/network/address-range';
import type { PolicyProblem } from './policy-problem';

/** Judges the fields of one policy while they are read: what is not as the API server takes it becomes a problem. */
export class PolicyReader {
  readonly problems: PolicyProblem[] = [];
  readonly root: Field;

  constructor(readonly source: LocatedManifest) {
    this.root = Field.root(source.manifest);
  }

  /** A map whose every key is known; whatever else stands there has no fields. Null counts as missing. */
  map(field: Field, known: readonly string[]): Field {
    if (field.isSet && field.map === undefined) {
      this.problem(field, `Invalid value: ${json(field)}: must be an object`, 'write a map of fields');
    }
    for (const key of Object.keys(field.map ?? {})) {
      if (known.includes(key)) continue;
      const fix = `remove it or use one of ${known.join(', ')}`;
      this.problem(field.at(key), `Invalid value: unknown field "${key}"`, fix);
    }
    return field;
  }

  /** Of these fields one is there, and no other. */
  exactlyOne(field: Field, what: string, known: readonly string[]): void {
    if (field.fields().filter(({ isSet }) => isSet).length === 1) return;
    this.problem(field, `Invalid value: ${what} must have exactly one field`, `use one of ${known.join(', ')}`);
  }

  /** The items of a list; none where it is missing. */
  list(field: Field): readonly Field[] {
    if (field.isSet && !isJsonArray(field.value)) {
      this.problem(field, `Invalid value: ${json(field)}: must be a list`, 'write a list');
    }
    return field.items();
  }

  /** A selector; undefined where it is missing. A malformed one selects nothing. */
  selector(field: Field, keyOf: (key: string) => string = (key) => key): LabelSelector | undefined {
    if (!field.isSet) return undefined;
    this.map(field, ['matchLabels', 'matchExpressions']);
    const selector = parseLabelSelector(field.value);
    if (selector === undefined) {
      this.malformedSelector(field);
      return nothing;
    }
    const labels = field.at('matchLabels');
    for (const [key, label] of Object.entries(selector.matchLabels ?? {})) {
      this.labelKey(keyOf(key), key, labels);
      this.labelValue(label, labels.at(key));
    }
    for (const requirement of field.at('matchExpressions').items()) this.requirement(requirement, keyOf);
    return selector;
  }

  private requirement(requirement: Field, keyOf: (key: string) => string): void {
    const key = requirement.at('key').text ?? '';
    const operator = requirement.at('operator').text ?? '';
    const values = requirement.at('values');
    this.labelKey(keyOf(key), key, requirement.at('key'));
    for (const value of values.items()) this.labelValue(value.text ?? '', value);
    const wanted = operator === 'In' || operator === 'NotIn';
    if (wanted === values.items().length > 0) return;
    const message = wanted ? 'Required value: must be specified' : 'Forbidden: may not be specified';
    const fix = wanted ? `list the values for operator ${operator}` : `leave "values" out for operator ${operator}`;
    this.problem(values, message, fix);
  }

  private labelKey(key: string, written: string, field: Field): void {
    if (labelKeyErrors(key).length === 0) return;
    const message = `Invalid value: ${JSON.stringify(written)}: must be a label key: a name of at most 63 letters, digits, '-', '_' or '.', perhaps after a DNS subdomain and '/'`;
    this.problem(field, message, 'write a key that labels can have, such as app.kubernetes.io/name');
  }

  private labelValue(value: string, field: Field): void {
    if (labelValueErrors(value).length === 0) return;
    const message = `Invalid value: ${JSON.stringify(value)}: must be empty, or at most 63 letters, digits, '-', '_' or '.', with a letter or digit at both ends`;
    this.problem(field, message, 'write a value that labels can have');
  }

  /** What exactly keeps a value from being a selector. */
  private malformedSelector(field: Field): void {
    const labels = field.at('matchLabels');
    const keys = Object.keys(labels.map ?? {});
    this.map(labels, keys);
    for (const key of keys) this.requiredString(labels.at(key));
    for (const item of this.list(field.at('matchExpressions'))) {
      const requirement = this.map(item, ['key', 'operator', 'values']);
      this.requiredString(requirement.at('key'));
      this.oneOf(requirement.at('operator'), ['In', 'NotIn', 'Exists', 'DoesNotExist']);
      for (const value of this.list(requirement.at('values'))) this.requiredString(value);
    }
  }

  private requiredString(field: Field): void {
    if (!field.isSet) this.problem(field, 'Required value', 'write a string');
    else if (field.text === undefined) {
      this.problem(field, `Invalid value: ${json(field)}: must be a string`, `put it in quotes: "${json(field)}"`);
    }
  }

  string(field: Field): string | undefined {
    if (field.isSet && field.text === undefined) {
      this.problem(field, `Invalid value: ${json(field)}: must be a string`, 'write a string');
    }
    return field.text;
  }

  /** A value out of a closed list. */
  oneOf<T extends string>(field: Field, allowed: readonly T[]): T | undefined {
    const found = allowed.find((candidate) => candidate === field.value);
    if (found !== undefined) return found;
    const list = allowed.map((candidate) => `"${candidate}"`).join(', ');
    if (field.isSet) {
      this.problem(field, `Unsupported value: ${json(field)}: supported values: ${list}`, `use one of ${list}`);
    } else {
      this.problem(field, 'Required value', `set one of ${list}`);
    }
    return undefined;
  }

  /**
   * A port number; undefined, with a problem, for anything else.
   *
   * @param value what stands for, where it is written in another form
   */
  portNumber(field: Field, value = field.value): number | undefined {
    if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65535) return value;
    const message = `Invalid value: ${JSON.stringify(value ?? null)}: must be between 1 and 65535, inclusive`;
    this.problem(field, message, 'leave the port out to allow every port, or give a number');
    return undefined;
  }

  /**
   * A block of addresses.
   *
   * @param value what stands for, where it is written in another form
   */
  cidr(field: Field, value: JsonValue | undefined = field.value): AddressRange | undefined {
    const range = typeof value === 'string' ? parseCidr(value) : undefined;
    if (range !== undefined) return range;
    const message = `Invalid value: ${JSON.stringify(value ?? null)}: must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)`;
    this.problem(field, message, 'write an address, a slash and a prefix length');
    return undefined;
  }

  /** A block without its exceptions, each of which must lie strictly within it. */
  without(block: AddressRange | undefined, except: Field): readonly AddressRange[] {
    const holes = this.list(except).flatMap((field) => {
      const hole = this.cidr(field);
      if (hole === undefined || block === undefined) return [];
      if (containsMore(block, hole)) return [hole];
      const message = `Invalid value: ${json(field)}: must be a strict subset of \`cidr\``;
      this.problem(field, message, `name a part of ${formatAddressRange(block)}, or drop the exception`);
      return [];
    });
    return block === undefined ? [] : subtractRanges(block, holes);
  }

  problem({ path }: Field, message: string, fix: string): void {
    this.problems.push({ object: this.source, path, message, fix });
  }
}

const nothing: LabelSelector = { matchExpressions: [{ key: 'unreadable', operator: 'In', values: [] }] };

/** How messages show what stands in a field. */
function json({ value }: Field): string {
  return JSON.stringify(value ?? null);
}
