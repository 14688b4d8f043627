import type { JsonValue } from '../../manifest/objects/json';
import { writtenAt } from '../../manifest/objects/written-scalar';
import type { Severity } from '../../manifest/objects/finding';
import type { Problem } from '../../manifest/objects/finding';

/** Collects what is wrong with one value, and knows where in it the validation stands. */
export class ValidationReport {
  readonly problems: Problem[] = [];
  private violationCount = 0;

  constructor(
    private readonly steps: (string | number)[] = [],
    /** What was written, so that messages show values as they were written. */
    private readonly root: JsonValue | undefined = undefined,
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
    const path = this.steps.map((step) => (typeof step === 'number' ? `[${step}]` : step)).join('');
    return path.startsWith('.') ? path.slice(1) : path;
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

  add(message: string, fix: string, severity?: Severity): void {
    this.violationCount += 1;
    this.problems.push({ path: this.path, message, fix, ...(severity === undefined ? {} : { severity }) });
  }

  /** A rule that could not be evaluated: never taken for fulfilled. */
  unproved(message: string, fix: string): void {
    this.problems.push({ path: this.path, message, fix, status: 'unproved' });
  }

  /** A report at the same place whose findings count only when they are merged. */
  fork(): ValidationReport {
    return new ValidationReport(this.steps, this.root);
  }

  merge(other: ValidationReport, wanted: 'everything' | 'unproved'): void {
    if (wanted === 'everything') this.violationCount += other.violationCount;
    for (const problem of other.problems) {
      if (wanted === 'everything' || problem.status === 'unproved') this.problems.push(problem);
    }
  }
}

/** How messages show a value: as JSON, cut where it is long. */
export function formatValue(value: JsonValue): string {
  const text = JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}
