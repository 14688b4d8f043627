import type { JsonValue } from '../../manifest/objects/json';
import { writtenAt } from '../../manifest/objects/written-scalar';
import type { Severity } from '../../manifest/objects/finding';
import type { Problem } from '../../manifest/objects/finding';
import type { CorrelatedValue } from './correlated-value';

/** Collects what is wrong with one value, and knows where in it the validation stands. */
export class ValidationReport {
  readonly problems: Problem[] = [];
  private violationCount = 0;

  constructor(
    private readonly steps: (string | number)[] = [],
    /** What was written, so that messages show values as they were written. */
    private readonly root: JsonValue | undefined = undefined,
    /** The object and what it was before, where the API server takes what did not change. */
    private readonly change: CorrelatedValue | undefined = undefined,
  ) {}

  /** Whether anything was found that breaks a rule, rather than only what could not be decided. */
  get hasViolation(): boolean {
    return this.violationCount > 0;
  }

  /** Goes into a list item (a number), a field (`.name`) or an entry of a map (`[key]`). */
  enter(step: string | number): void {
    this.steps.push(step);
  }

  leave(): void {
    this.steps.pop();
  }

  get path(): string {
    return joined(this.steps);
  }

  /** A value that breaks a rule, in the API server's words. */
  invalid(value: JsonValue, rule: string, fix: string, severity?: Severity): void {
    const isRounded = typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER;
    const shown = isRounded ? this.written : undefined;
    this.add(`Invalid value: ${shown ?? formatValue(value)}: ${rule}`, fix, severity);
  }

  /** How the value that the validation stands at was written; undefined where that is how it is printed. */
  get written(): string | undefined {
    if (this.root === undefined) return undefined;
    const path = this.steps.map((step) => (typeof step === 'number' ? step : step.replace(/^\.|^\[|\]$/g, '')));
    return writtenAt(this.root, path);
  }

  /**
   * What the API server only warns of where the value stayed as it was, unless a severity is given.
   *
   * @param below path of the field within the value that is meant
   */
  add(message: string, fix: string, severity?: Severity, below = ''): void {
    const isTolerated = severity === undefined && this.isUnchanged;
    if (!isTolerated) this.violationCount += 1;
    const shown = isTolerated ? 'warning' : severity;
    const path = below === '' ? this.path : joined([...this.steps, below]);
    this.problems.push({ path, message, fix, ...(shown === undefined ? {} : { severity: shown }) });
  }

  /** Whether the value that the validation stands at is what it was; of what cannot be found again, the value around it. */
  private get isUnchanged(): boolean {
    let { change } = this;
    for (const [depth, step] of this.steps.entries()) {
      const name = typeof step === 'number' ? step : step.replace(/^\.|^\[|\]$/g, '');
      // All versions of an object are one to the server, which therefore sees no change of these.
      if (depth === 0 && (name === 'apiVersion' || name === 'kind')) return false;
      const next: CorrelatedValue | undefined = change?.at(name);
      if (next === undefined) break;
      change = next;
    }
    return change?.isUnchanged === true;
  }

  /** A rule that could not be evaluated: never taken for fulfilled. */
  unproved(message: string, fix: string): void {
    this.problems.push({ path: this.path, message, fix, status: 'unproved' });
  }

  /**
   * A report at the same place whose findings count only when they are merged. What stayed as it was within is not looked
   * at, as the API server does not: the value as a whole has to be what it was.
   */
  fork(): ValidationReport {
    return new ValidationReport(this.steps, this.root);
  }

  merge(other: ValidationReport, wanted: 'everything' | 'unproved'): void {
    const isTolerated = this.isUnchanged;
    if (wanted === 'everything' && !isTolerated) this.violationCount += other.violationCount;
    for (const problem of other.problems) {
      if (problem.status === 'unproved') this.problems.push(problem);
      else if (wanted === 'everything') this.problems.push(isTolerated ? { severity: 'warning', ...problem } : problem);
    }
  }
}

function joined(steps: readonly (string | number)[]): string {
  const path = steps.map((step) => (typeof step === 'number' ? `[${step}]` : step)).join('');
  return path.startsWith('.') ? path.slice(1) : path;
}

/** How messages show a value: as JSON, cut where it is long. */
export function formatValue(value: JsonValue): string {
  const text = JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}
