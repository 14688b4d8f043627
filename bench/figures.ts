import type { Usage } from './run-process';
import type { Figure } from './section';

/** What a ratio is to be, in a mode in which it is held against that. */
export type Goal = { readonly atLeast: number } | { readonly atMost: number } | undefined;

/** How many times as long one took as the other, by the clock, and by the CPU, which a busy machine disturbs less. */
export function ratioFigure(what: string, one: Usage, other: Usage, goal: Goal): Figure {
  const ratio = one.seconds / other.seconds;
  const value = `${ratio.toFixed(2)}× (CPU ${(one.cpuSeconds / other.cpuSeconds).toFixed(2)}×)`;
  return { what, value, ...held(ratio, goal, '×') };
}

/** A number with its unit, held against a goal. */
export function numberFigure(what: string, value: number, unit: string, digits: number, goal: Goal): Figure {
  return { what, value: `${value.toFixed(digits)}${unit}`, ...held(value, goal, unit) };
}

/** Time and memory of one variant, below the figures that they explain. */
export function usageFigure(what: string, { seconds, cpuSeconds, peakMegabytes }: Usage): Figure {
  const value = `${seconds.toFixed(2)} s, CPU ${cpuSeconds.toFixed(2)} s, ${peakMegabytes.toFixed(0)} MB`;
  return { what: `  ${what}`, value };
}

function held(value: number, goal: Goal, unit: string): Pick<Figure, 'goal' | 'reached'> {
  if (goal === undefined) return {};
  if ('atLeast' in goal) return { goal: `≥ ${goal.atLeast}${unit}`, reached: value >= goal.atLeast };
  return { goal: `≤ ${goal.atMost}${unit}`, reached: value <= goal.atMost };
}
