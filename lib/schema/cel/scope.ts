import { CelUnsupported } from './cel-error';
import { CelList } from './values/cel-list';
import type { CelValue } from './values/cel-value';

/** How much one evaluation may cost, as the API server limits it, so that no rule can hang a run. */
const mostSteps = 1_000_000;

/** What a call costs for each character that it may look at, as the API server counts it. */
const costOfCharacter = 0.1;

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

  /** Counts a call, by the size of the texts and lists that it is given. */
  call(operands: readonly CelValue[]): void {
    this.step(operands.reduce<number>((cost, operand) => cost + sizeOf(operand), 1));
  }

  /** Counts one step of a comprehension, or what costs as much as some. */
  step(cost = 1): void {
    this.budget.steps += cost;
    if (this.budget.steps > mostSteps) throw new CelUnsupported(`more than ${mostSteps} steps`);
  }
}

function sizeOf(value: CelValue): number {
  if (typeof value === 'string') return value.length * costOfCharacter;
  if (value instanceof CelList) return value.items.length;
  return value instanceof Uint8Array ? value.length * costOfCharacter : 0;
}
