import type { IConstruct } from 'constructs';
import { clusterNameOf } from './cluster';
import { assertShape, reject, type Declared } from './reject';
import type { Shape, ShapeProblem } from './shape';

/** Stops the program where the props of a construct, or the arguments of one of its methods, cannot be right. */
export function assertProps(construct: IConstruct, kind: string, shape: Shape, props: unknown, path = ''): void {
  assertShape(declaredBy(construct, kind), shape, props, path);
}

/** Stops the program where what a construct declares cannot be right. */
export function rejectProps(construct: IConstruct, kind: string, problem: ShapeProblem): never {
  return reject(declaredBy(construct, kind), problem);
}

function declaredBy(construct: IConstruct, kind: string): Declared {
  const { path } = construct.node;
  const cluster = clusterNameOf(construct);
  return { kind, name: path, origin: path, ...(cluster === undefined ? {} : { cluster }) };
}
