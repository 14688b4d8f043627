import type { KubernetesVersion } from '../../../fleet/kubernetes-version';
import type { Field } from '../../../manifest/objects/field';
import { isStructuralSchema } from '../../../schema/facts/is-structural-schema';
import { ruleCostLimits } from '../../../schema/rules/least-rule-cost';
import { forbidden } from '../../field-error';
import type { Problem } from '../../finding';
import { defaultProblems } from './default-values';
import { boundParts, exceeds, judgeRules, type RuleJudgement } from './rule-expressions';
import { partsOf, restrictionProblems, rootProblems, type Surroundings } from './schema-restrictions';
import { structuralProblems } from './structural-schema';

/** What is known of where a schema stands while its rules are compiled. */
interface RuleContext {
  readonly version: KubernetesVersion;
  readonly isResource: boolean;
  /** The first schema above whose parts cannot be found again in the previous object. */
  readonly uncorrelated: string | undefined;
  readonly cardinality: number | undefined;
}

/**
 * Everything that the API server says of the schema of one version, and nothing that it does not come to: defaults are
 * judged where the schema is structural, rules where the schema that they stand in has no fault.
 */
export function* schemaProblems(schema: Field, hasStatus: boolean, version: KubernetesVersion): Iterable<Problem> {
  yield* rootProblems(schema, hasStatus);
  const structural = [...structuralProblems(schema)];
  const defaults = structural.length === 0 ? [...defaultProblems(schema)] : [];
  yield* structural;
  yield* defaults;
  const rules: RuleContext = { version, isResource: true, uncorrelated: undefined, cardinality: 1 };
  const isSound = structural.length === 0 && defaults.every(({ status }) => status === 'unproved');
  const around: Surroundings = { isRoot: true, isInMetadata: false, noDefault: undefined };
  const judged = judge(schema, around, isSound ? rules : undefined);
  yield* judged.ofSchema;
  yield* judged.ofRules;
  if (judged.cost <= ruleCostLimits.definition) return;
  const whole = 'x-kubernetes-validations estimated rule cost total for entire OpenAPIv3 schema';
  yield forbidden(schema, `${whole} ${exceeds(judged.cost, ruleCostLimits.definition)}`, boundParts);
}

interface Judged {
  readonly ofSchema: readonly Problem[];
  readonly ofRules: readonly Problem[];
  /** What all rules cost at least. */
  readonly cost: number;
}

function judge(schema: Field, around: Surroundings, rules: RuleContext | undefined): Judged {
  if (schema.map === undefined) return { ofSchema: [], ofRules: [], cost: 0 };
  const parts = [...partsOf(schema, around)].map(([part, within]) =>
    judge(part, within, rulesFor(part, schema, rules)),
  );
  const ofSchema = [...parts.flatMap((part) => part.ofSchema), ...restrictionProblems(schema, around)];
  const own = rules === undefined || ofSchema.length > 0 ? noRules : judgeOwnRules(schema, rules);
  return {
    ofSchema,
    ofRules: [...parts.flatMap((part) => part.ofRules), ...own.problems],
    cost: parts.reduce((sum, { cost }) => sum + cost, own.cost),
  };
}

/** Below `allOf` and the like no rule is compiled: that it stands there is a fault already. */
function rulesFor(part: Field, schema: Field, rules: RuleContext | undefined): RuleContext | undefined {
  const step = part.path.slice(schema.path.length);
  if (rules === undefined || !/^\.(properties\[|items$|additionalProperties$)/.test(step)) return undefined;
  const isSplit =
    step === '.items'
      ? schema.at('x-kubernetes-list-type').value !== 'map'
      : step.startsWith('.properties') && schema.at('x-kubernetes-map-type').value === 'atomic';
  return {
    version: rules.version,
    isResource: part.at('x-kubernetes-embedded-resource').value === true,
    uncorrelated: rules.uncorrelated ?? (isSplit ? schema.path : undefined),
    cardinality: times(rules.cardinality, repetitions(schema)),
  };
}

/** How often each part of a value may be there in it; undefined where nothing limits that. */
function repetitions(schema: Field): number | undefined {
  if (schema.at('type').text === 'array') return limit(schema.at('maxItems'));
  const isMap = schema.at('type').text === 'object' && schema.at('additionalProperties').isSet;
  return isMap ? limit(schema.at('maxProperties')) : 1;
}

function limit({ number }: Field): number | undefined {
  return number === undefined ? undefined : Math.max(0, number);
}

function times(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a * b;
}

const noRules: RuleJudgement = { problems: [], cost: 0 };

function judgeOwnRules(schema: Field, rules: RuleContext): RuleJudgement {
  const list = schema.at('x-kubernetes-validations');
  if (list.items().length === 0 || !isStructuralSchema(schema.value)) return noRules;
  return judgeRules(list, schema.value, rules);
}
