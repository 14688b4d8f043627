/**
 * The fields that lead from a variable to a value: `self`, `spec`, `names`, `@items`.
 *
 * The API server keeps paths in Go slices, and those that were made of one path can share the place of their last step:
 * there the younger one writes over the older. Estimates depend on it, so paths do here what they do there.
 */
export class SharedPath {
  private constructor(
    private readonly steps: string[],
    private readonly capacity: number,
    private readonly length: number,
  ) {}

  static of(name: string): SharedPath {
    return new SharedPath([name], 1, 1);
  }

  /** One step further; from a value that no path leads to, the step is all that there is. */
  static extended(path: SharedPath | undefined, step: string): SharedPath {
    if (path === undefined) return SharedPath.of(step);
    const { steps, capacity, length } = path;
    if (length < capacity) {
      steps[length] = step;
      return new SharedPath(steps, capacity, length + 1);
    }
    return new SharedPath([...steps.slice(0, length), step], capacity * 2, length + 1);
  }

  /** The same path in a place of its own. */
  apart(step: string): SharedPath {
    const steps = [...this.steps.slice(0, this.length), step];
    return new SharedPath(steps, steps.length, steps.length);
  }

  get first(): string | undefined {
    return this.steps[0];
  }

  /** The steps after the variable. */
  get rest(): readonly string[] {
    return this.steps.slice(1, this.length);
  }
}
