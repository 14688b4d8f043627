import { CelUnsupported } from './cel-error';
import type { CelValue } from './values/cel-value';

/** How many steps of comprehensions one evaluation may take, so that no rule can hang a run. */
const mostSteps = 1_000_000;

/** The variables that an expression sees: those of the rule, and those of the macros around it. */
export class Scope {
  private constructor(
    private readonly name: string,
    private readonly value: CelValue | undefined,
    private readonly parent: Scope | undefined,
    private readonly budget: { steps: number },
  ) {}

  static of(variables: Readonly<Record<string, CelValue>>): Scope {
    const root = new Scope('', undefined, undefined, { steps: 0 });
    return Object.entries(variables).reduce((scope, [name, value]) => scope.with(name, value), root);
  }

  with(name: string, value: CelValue): Scope {
    return new Scope(name, value, this, this.budget);
  }

  /** A variable; undefined when there is none of that name. */
  find(name: string): CelValue | undefined {
    if (this.name === name && this.value !== undefined) return this.value;
    return this.parent?.find(name);
  }

  /** Counts one step of a comprehension. */
  step(): void {
    this.budget.steps += 1;
    if (this.budget.steps > mostSteps) throw new CelUnsupported(`more than ${mostSteps} steps`);
  }
}
