import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../manifest/objects/json';
import { labelKeyErrors, labelValueErrors } from '../../manifest/grammar/label-syntax';
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

/** Reads the fields of one policy; what is not as the API server takes it becomes a problem with its path. */
export class FieldReader {
  readonly problems: PolicyProblem[] = [];

  constructor(readonly source: LocatedManifest) {}

  /** A map whose every key is known. Null counts as missing, as the API server has it. */
  object(value: JsonValue | undefined, path: string, known: readonly string[]): JsonObject | undefined {
    if (value === undefined || value === null) return undefined;
    if (!isJsonObject(value)) {
      this.problem(path, `Invalid value: ${JSON.stringify(value)}: must be an object`, 'write a map of fields');
      return undefined;
    }
    for (const key of Object.keys(value)) {
      if (!known.includes(key)) {
        const fix = `remove it or use one of ${known.join(', ')}`;
        this.problem(`${path}.${key}`, `Invalid value: unknown field "${key}"`, fix);
      }
    }
    return value;
  }

  /** The items of a list with their paths; none where it is missing. */
  list(value: JsonValue | undefined, path: string): readonly { readonly item: JsonValue; readonly path: string }[] {
    if (value === undefined || value === null) return [];
    if (!isJsonArray(value)) {
      this.problem(path, `Invalid value: ${JSON.stringify(value)}: must be a list`, 'write a list');
      return [];
    }
    return value.map((item, i) => ({ item, path: `${path}[${i}]` }));
  }

  /** A selector; undefined where it is missing. A malformed one selects nothing. */
  selector(
    value: JsonValue | undefined,
    path: string,
    keyOf: (key: string) => string = (key) => key,
  ): LabelSelector | undefined {
    if (value === undefined || value === null) return undefined;
    this.object(value, path, ['matchLabels', 'matchExpressions']);
    const selector = parseLabelSelector(value);
    if (selector === undefined) {
      this.selectorProblems(value, path);
      return nothing;
    }
    for (const [key, label] of Object.entries(selector.matchLabels ?? {})) {
      this.labelKey(keyOf(key), key, `${path}.matchLabels`);
      this.labelValue(label, `${path}.matchLabels.${key}`);
    }
    for (const [i, { key, operator, values = [] }] of (selector.matchExpressions ?? []).entries()) {
      this.labelKey(keyOf(key), key, `${path}.matchExpressions[${i}].key`);
      for (const [j, each] of values.entries()) this.labelValue(each, `${path}.matchExpressions[${i}].values[${j}]`);
      const wanted = operator === 'In' || operator === 'NotIn';
      if (wanted === values.length > 0) continue;
      const message = wanted ? 'Required value: must be specified' : 'Forbidden: may not be specified';
      const fix = wanted ? `list the values for operator ${operator}` : `leave "values" out for operator ${operator}`;
      this.problem(`${path}.matchExpressions[${i}].values`, message, fix);
    }
    return selector;
  }

  private labelKey(key: string, written: string, path: string): void {
    if (labelKeyErrors(key).length === 0) return;
    const message = `Invalid value: ${JSON.stringify(written)}: must be a label key: a name of at most 63 letters, digits, '-', '_' or '.', perhaps after a DNS subdomain and '/'`;
    this.problem(path, message, 'write a key that labels can have, such as app.kubernetes.io/name');
  }

  private labelValue(value: string, path: string): void {
    if (labelValueErrors(value).length === 0) return;
    const message = `Invalid value: ${JSON.stringify(value)}: must be empty, or at most 63 letters, digits, '-', '_' or '.', with a letter or digit at both ends`;
    this.problem(path, message, 'write a value that labels can have');
  }

  /** What exactly keeps a value from being a selector. */
  private selectorProblems(value: JsonValue, path: string): void {
    if (!isJsonObject(value)) return;
    const labels = this.object(
      value.matchLabels,
      `${path}.matchLabels`,
      Object.keys(isJsonObject(value.matchLabels) ? value.matchLabels : {}),
    );
    for (const [key, label] of Object.entries(labels ?? {})) this.requiredString(label, `${path}.matchLabels.${key}`);
    for (const { item, path: at } of this.list(value.matchExpressions, `${path}.matchExpressions`)) {
      const requirement = this.object(item, at, ['key', 'operator', 'values']);
      this.requiredString(requirement?.key, `${at}.key`);
      this.oneOf(requirement?.operator, `${at}.operator`, ['In', 'NotIn', 'Exists', 'DoesNotExist']);
      for (const entry of this.list(requirement?.values, `${at}.values`)) this.requiredString(entry.item, entry.path);
    }
  }

  private requiredString(value: JsonValue | undefined, path: string): void {
    if (value === undefined || value === null) this.problem(path, 'Required value', 'write a string');
    else if (typeof value !== 'string') {
      const message = `Invalid value: ${JSON.stringify(value)}: must be a string`;
      this.problem(path, message, `put it in quotes: "${JSON.stringify(value)}"`);
    }
  }

  string(value: JsonValue | undefined, path: string): string | undefined {
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'string') return value;
    this.problem(path, `Invalid value: ${JSON.stringify(value)}: must be a string`, 'write a string');
    return undefined;
  }

  /** A value out of a closed list. */
  oneOf<T extends string>(value: JsonValue | undefined, path: string, allowed: readonly T[]): T | undefined {
    const found = allowed.find((candidate) => candidate === value);
    if (found !== undefined) return found;
    const list = allowed.map((candidate) => `"${candidate}"`).join(', ');
    if (value === undefined || value === null) {
      this.problem(path, 'Required value', `set one of ${list}`);
    } else {
      this.problem(
        path,
        `Unsupported value: ${JSON.stringify(value)}: supported values: ${list}`,
        `use one of ${list}`,
      );
    }
    return undefined;
  }

  /** A port number; undefined, with a problem, for anything else. */
  portNumber(value: JsonValue | undefined, path: string): number | undefined {
    if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65535) return value;
    const message = `Invalid value: ${JSON.stringify(value ?? null)}: must be between 1 and 65535, inclusive`;
    this.problem(path, message, 'leave the port out to allow every port, or give a number');
    return undefined;
  }

  cidr(value: JsonValue | undefined, path: string): AddressRange | undefined {
    const range = typeof value === 'string' ? parseCidr(value) : undefined;
    if (range !== undefined) return range;
    const message = `Invalid value: ${JSON.stringify(value ?? null)}: must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)`;
    this.problem(path, message, 'write an address, a slash and a prefix length');
    return undefined;
  }

  /** A block without its exceptions, each of which must lie strictly within it. */
  block(value: JsonObject, cidrPath: string, exceptPath: string): readonly AddressRange[] {
    const block = this.cidr(value.cidr, cidrPath);
    const holes: AddressRange[] = [];
    for (const { item, path } of this.list(value.except, exceptPath)) {
      const hole = this.cidr(item, path);
      if (hole === undefined || block === undefined) continue;
      if (containsMore(block, hole)) holes.push(hole);
      else {
        const message = `Invalid value: ${JSON.stringify(item)}: must be a strict subset of \`cidr\``;
        this.problem(path, message, `name a part of ${formatAddressRange(block)}, or drop the exception`);
      }
    }
    return block === undefined ? [] : subtractRanges(block, holes);
  }

  problem(path: string, message: string, fix: string): void {
    this.problems.push({ object: this.source, path, message, fix });
  }
}

const nothing: LabelSelector = { matchExpressions: [{ key: 'unreadable', operator: 'In', values: [] }] };
