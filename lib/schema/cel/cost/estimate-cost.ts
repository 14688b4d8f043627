import type { KubernetesVersion } from '../../../fleet/kubernetes-version';
import type { TypedExpression } from '../types/check-types';
import { CostEstimator } from './cost-estimator';
import type { CostNode } from './cost-node';
import { DeclaredSizes } from './declared-sizes';
import { expandMacros } from './expand-macros';
import { KeptSizes } from './kept-sizes';
import { PathSizes } from './path-sizes';
import { Rates } from './charge';
import { serverRelease, type ServerRelease } from './server-release';
import { most } from './size';
import type { SizedType } from './sized-type';

/** What API servers of a version estimate. Where the two differ, the processor of the server decides. */
export interface CostRange {
  readonly least: bigint;
  readonly most: bigint;
}

/**
 * What an API server estimates an expression to cost at most, each time that it is run.
 *
 * @param root the value that the expression sees as `self`
 */
export function estimateCost(expression: TypedExpression, root: SizedType, version: KubernetesVersion): CostRange {
  return estimate(expandMacros(expression), new DeclaredSizes(root), serverRelease(version));
}

/** The parts of a schema that set no limit, and that would make an expression cheaper if they did. */
export function missingLimits(
  expression: TypedExpression,
  root: SizedType,
  version: KubernetesVersion,
): readonly SizedType[] {
  const node = expandMacros(expression);
  const [declared, release] = [new DeclaredSizes(root), serverRelease(version)];
  const { most: whole } = estimate(node, declared, release);
  return [...declared.asked].filter(
    (part) => part.missing !== undefined && estimate(node, new DeclaredSizes(root, part), release).most < whole,
  );
}

function estimate(node: CostNode, declared: DeclaredSizes, release: ServerRelease): CostRange {
  const run = (overflow: bigint): { readonly cost: bigint; readonly isUncertain: boolean } => {
    const rates = new Rates(release.saturates, overflow);
    const book = release.sizesEntries ? new KeptSizes(declared) : new PathSizes(declared, release.sizesLoops);
    const cost = new CostEstimator(declared, release, rates, book).cost(node);
    return { cost, isUncertain: rates.isUncertain };
  };
  // A number that is too large for an integer is 0 on some processors, and the largest integer on others.
  const { cost, isUncertain } = run(most);
  const other = isUncertain ? run(0n).cost : cost;
  return other < cost ? { least: other, most: cost } : { least: cost, most: other };
}
