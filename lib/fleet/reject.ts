import { fromProgram } from './from-program';
import type { Shape, ShapeProblem } from './shape';
import { SynthError } from './synth-error';

/** What a user's program declares: its kind and its name, such as `Cluster` and `prod-euw1`. */
export interface Declared {
  /** The word of the library for it: `WebService`, `Cluster`, `Port`. */
  readonly kind: string;
  /** Its name, or the path of its construct; empty where it has none. */
  readonly name: string;
  /** Path of its construct; left out for what is none. */
  readonly origin?: string;
  /** The cluster that it is declared for; left out for what holds for several. */
  readonly cluster?: string;
}

/** Stops the program where a declaration cannot be right, with the line of the program that made it. */
export function reject({ kind, name, origin, cluster }: Declared, { path, message, fix }: ShapeProblem): never {
  const error = new SynthError([
    {
      id: 'valid-declaration',
      severity: 'error',
      status: 'violated',
      object: { apiVersion: '', kind, name },
      path,
      message,
      fix,
      ...(origin === undefined ? {} : { origin }),
      ...(cluster === undefined ? {} : { cluster }),
    },
  ]);
  throw fromProgram(error, 'node-do-not-add-exception-line');
}

/** Stops the program where a value is not what its shape says: JavaScript lets anything through. */
export function assertShape(declared: Declared, shape: Shape, value: unknown, path = ''): void {
  const problem = shape(value, path);
  if (problem !== undefined) reject(declared, problem);
}
