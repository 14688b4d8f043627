import { duration, mustBe, type Shape } from '../fleet/shape';

/** A shape for a duration of whole seconds. */
export function secondsFrom(least: number, most: number): Shape {
  return (value, path) => {
    const problem = duration(value, path);
    if (problem !== undefined) return problem;
    const seconds = secondsOf(value);
    return seconds !== undefined && Number.isInteger(seconds) && seconds >= least && seconds <= most
      ? undefined
      : mustBe(path, seconds === undefined ? value : `${seconds}s`, `whole seconds, from ${least} to ${most}`);
  };
}

function secondsOf(value: unknown): number | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const toMilliseconds: unknown = Reflect.get(value, 'toMilliseconds');
  return typeof toMilliseconds === 'function' ? Number(Reflect.apply(toMilliseconds, value, [])) / 1000 : undefined;
}
