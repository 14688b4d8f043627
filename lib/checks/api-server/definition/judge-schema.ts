import type { KubernetesVersion } from '../../../fleet/kubernetes-version';
import type { Field } from '../../../manifest/objects/field';
import { isStructuralSchema } from '../../../schema/facts/is-structural-schema';
import { multiply } from '../../../schema/cel/cost/size';
import { sizedType, type SizedType } from '../../../schema/cel/cost/sized-type';
import { escapeField } from '../../../schema/cel/types/declared-type';
import type { Problem } from '../../finding';
import { rootDefaultProblems } from './default-values';
import { totalCostProblems, type RuleCost } from './rule-cost';
import { judgeRules, type RuleJudgement, type RulePlace } from './rule-expressions';
import { partsOf, restrictionProblems, rootProblems, type Surroundings } from './schema-restrictions';
import { structuralProblems } from './structural-schema';

/** What is known of where a schema stands while its rules are compiled. */
interface RuleContext extends RulePlace {
  /** The sizes of the schema, where a schema above it has rules too. */
  readonly sizes: SizedType | undefined;
}

/**
 * Everything that the API server says of the schema of one version, and nothing that it does not come to: defaults are
 * judged where the schema is structural, rules where the schema that they stand in has no fault.
 */
export function* schemaProblems(schema: Field, hasStatus: boolean, version: KubernetesVersion): Iterable<Problem> {
  yield* rootProblems(schema, hasStatus);
  const structural = [...structuralProblems(schema, version)];
  const defaults = structural.length === 0 ? [...rootDefaultProblems(schema)] : [];
  yield* structural;
  yield* defaults;
  const rules: RuleContext = {
    version,
    isResource: true,
    uncorrelated: undefined,
    cardinality: 1n,
    unlimited: [],
    sizes: undefined,
  };
  const isSound = structural.length === 0 && defaults.every(({ status }) => status === 'unproved');
  const around: Surroundings = { isRoot: true, isInMetadata: false, noDefault: undefined };
  const judged = judge(schema, around, isSound ? rules : undefined);
  yield* judged.ofSchema;
  yield* judged.ofRules;
  yield* totalCostProblems(schema, judged.costs);
}

interface Judged {
  readonly ofSchema: readonly Problem[];
  readonly ofRules: readonly Problem[];
  readonly costs: readonly RuleCost[];
}

function judge(schema: Field, around: Surroundings, given: RuleContext | undefined): Judged {
  if (schema.map === undefined) return { ofSchema: [], ofRules: [], costs: [] };
  const rules = given === undefined ? undefined : withSizes(schema, given);
  const parts = [...partsOf(schema, around)].map(([part, within]) =>
    judge(part, within, rulesFor(part, schema, rules)),
  );
  const ofSchema = [...parts.flatMap((part) => part.ofSchema), ...restrictionProblems(schema, around)];
  const own = rules === undefined || ofSchema.length > 0 ? noRules : judgeOwnRules(schema, rules);
  return {
    ofSchema,
    ofRules: [...parts.flatMap((part) => part.ofRules), ...own.problems],
    costs: [...parts.flatMap(({ costs }) => costs), ...own.costs],
  };
}

/** The sizes of a schema with rules are reckoned once, for it and for what is in it. */
function withSizes(schema: Field, rules: RuleContext): RuleContext {
  const hasRules = schema.at('x-kubernetes-validations').items().length > 0;
  if (rules.sizes !== undefined || !hasRules || !isStructuralSchema(schema.value)) return rules;
  return { ...rules, sizes: sizedType(schema.value, rules.isResource, rules.version) };
}

/** Below `allOf` and the like no rule is compiled: that it stands there is a fault already. */
function rulesFor(part: Field, schema: Field, rules: RuleContext | undefined): RuleContext | undefined {
  const step = part.path.slice(schema.path.length);
  if (rules === undefined || !/^\.(properties\[|items$|additionalProperties$)/.test(step)) return undefined;
  // Fields have names, whatever the type of their map: of lists, only items with keys are found again.
  const isSplit = step === '.items' && schema.at('x-kubernetes-list-type').value !== 'map';
  const times = repetitions(schema);
  return {
    version: rules.version,
    isResource: part.at('x-kubernetes-embedded-resource').value === true,
    uncorrelated: rules.uncorrelated ?? (isSplit ? schema.path : undefined),
    cardinality:
      typeof times === 'bigint' && rules.cardinality !== undefined ? multiply(rules.cardinality, times) : undefined,
    unlimited:
      typeof times === 'bigint' ? rules.unlimited : [...rules.unlimited, { path: schema.path, missing: times }],
    sizes: step.startsWith('.properties')
      ? rules.sizes?.fields?.get(escapeField(part.name) ?? '')
      : rules.sizes?.elements,
  };
}

/** How often each part of a value may be there in it; the name of the limit where there is none. */
function repetitions(schema: Field): bigint | 'maxItems' | 'maxProperties' {
  if (schema.at('type').text === 'array') return limit(schema.at('maxItems')) ?? 'maxItems';
  const isMap = schema.at('type').text === 'object' && schema.at('additionalProperties').isSet;
  return isMap ? (limit(schema.at('maxProperties')) ?? 'maxProperties') : 1n;
}

function limit({ number }: Field): bigint | undefined {
  return number === undefined ? undefined : BigInt(Math.max(0, Math.trunc(number)));
}

const noRules: RuleJudgement = { problems: [], costs: [] };

function judgeOwnRules(schema: Field, rules: RuleContext): RuleJudgement {
  const list = schema.at('x-kubernetes-validations');
  if (list.items().length === 0 || !isStructuralSchema(schema.value)) return noRules;
  return judgeRules(list, schema.value, rules.sizes, rules);
}
