import type { KubernetesVersion } from '../../../fleet/kubernetes-version';
import type { Field } from '../../../manifest/objects/field';
import { estimateCost, missingLimits, type CostRange } from '../../../schema/cel/cost/estimate-cost';
import { add, multiply } from '../../../schema/cel/cost/size';
import { fittingIntoARequest, type SizedType } from '../../../schema/cel/cost/sized-type';
import type { TypedExpression } from '../../../schema/cel/types/check-types';
import { costLimits, exceedsBudget } from '../../../schema/rules/cost-budget';
import { forbidden } from '../../field-error';
import type { Problem } from '../../finding';

/** A schema that could set a limit to its values, and does not. */
export interface UnlimitedPart {
  readonly path: string;
  readonly missing: string;
}

/** What an expression of a definition costs, in all the places where it is run. */
export interface RuleCost extends CostRange {
  readonly field: Field;
  /** The limits that would make it cheaper. */
  readonly missing: () => readonly UnlimitedPart[];
}

interface CostJudgement {
  readonly problems: readonly Problem[];
  readonly cost: RuleCost;
}

/** How often a rule is run is for the lists and maps above it. */
interface Repetition {
  readonly version: KubernetesVersion;
  readonly cardinality: bigint | undefined;
  readonly unlimited: readonly UnlimitedPart[];
}

export function judgeRuleCost(
  field: Field,
  expression: TypedExpression,
  sizes: SizedType,
  { version, cardinality, unlimited }: Repetition,
): CostJudgement {
  const once = estimateCost(expression, sizes, version);
  const times = cardinality ?? fittingIntoARequest(sizes);
  const cost: RuleCost = {
    field,
    least: multiply(once.least, times),
    most: multiply(once.most, times),
    missing: () => [...unlimited, ...missingWithin(field, expression, sizes, version)],
  };
  return { problems: [...limitProblems('estimated rule cost', cost, costLimits.rule)], cost };
}

/** A message is put together once. */
export function judgeMessageCost(
  field: Field,
  expression: TypedExpression,
  sizes: SizedType,
  version: KubernetesVersion,
): CostJudgement {
  const once = estimateCost(expression, sizes, version);
  const cost: RuleCost = { ...once, field, missing: () => missingWithin(field, expression, sizes, version) };
  return { problems: [...limitProblems('estimated messageExpression cost', cost, costLimits.rule)], cost };
}

/** All expressions of a version together have a limit as well. */
export function* totalCostProblems(schema: Field, costs: readonly RuleCost[]): Iterable<Problem> {
  const total: CostRange = {
    least: costs.reduce((sum, { least }) => add(sum, least), 0n),
    most: costs.reduce((sum, { most }) => add(sum, most), 0n),
  };
  if (total.most <= costLimits.definition) return;
  const expensive = costs
    .filter(({ most }) => most >= costLimits.definition / 100n)
    .sort((a, b) => (a.most === b.most ? 0 : a.most > b.most ? -1 : 1))
    .slice(0, mostNamed);
  if (total.least > costLimits.definition) {
    const part = 'contributed to estimated rule cost total exceeding cost limit for entire OpenAPIv3 schema';
    for (const { field, missing } of expensive) yield forbidden(field, part, fixOf(missing()));
  }
  const missing = (): readonly UnlimitedPart[] => expensive.flatMap((each) => each.missing());
  const name = 'x-kubernetes-validations estimated rule cost total for entire OpenAPIv3 schema';
  yield* limitProblems(name, { ...total, field: schema, missing }, costLimits.definition);
}

/** How many of the most expensive expressions the server names. */
const mostNamed = 4;

function* limitProblems(name: string, { field, least, most, missing }: RuleCost, limit: bigint): Iterable<Problem> {
  if (most <= limit) return;
  if (least > limit) {
    yield forbidden(field, `${name} ${exceedsBudget(least, limit)}`, fixOf(missing()));
    return;
  }
  const message = `${name} depends on the processor that the API server runs on: it is ${least} or ${most}, of ${limit} allowed`;
  yield { path: field.path, message, fix: fixOf(missing()), status: 'unproved' };
}

function fixOf(missing: readonly UnlimitedPart[]): string {
  const parts = [...new Set(missing.map(({ path, missing: limit }) => `${limit} to ${path}`))];
  if (parts.length === 0) return 'simplify the rule, or lower maxItems, maxProperties and maxLength of what it reads';
  const named = parts.slice(0, mostNamed).join(', ');
  const more = parts.length - mostNamed;
  return `simplify the rule, or add ${named}${more > 0 ? `, and ${more} more` : ''}`;
}

/** The schema that the expression stands in is three steps above it. */
function missingWithin(
  field: Field,
  expression: TypedExpression,
  sizes: SizedType,
  version: KubernetesVersion,
): readonly UnlimitedPart[] {
  const base = field.path.slice(0, field.path.lastIndexOf('.x-kubernetes-validations'));
  const root = sizes.place;
  return missingLimits(expression, sizes, version).flatMap(({ missing, place }) =>
    missing === undefined ? [] : [{ path: `${base}${place.slice(root.length)}`, missing }],
  );
}
