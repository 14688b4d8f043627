import type { KubernetesVersion } from '../../../fleet/kubernetes-version';
import type { Field } from '../../../manifest/objects/field';
import { isStructuralSchema } from '../../../schema/facts/is-structural-schema';
import type { Problem } from '../../finding';
import { defaultProblems } from './default-values';
import { ruleProblems } from './rule-expressions';
import { partsOf, restrictionProblems, rootProblems, type Surroundings } from './schema-restrictions';
import { structuralProblems } from './structural-schema';

/** What is known of where a schema stands while its rules are compiled. */
interface RuleContext {
  readonly version: KubernetesVersion;
  readonly isResource: boolean;
  /** The first schema above whose parts cannot be found again in the previous object. */
  readonly uncorrelated: string | undefined;
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
  const rules: RuleContext = { version, isResource: true, uncorrelated: undefined };
  const isSound = structural.length === 0 && defaults.every(({ status }) => status === 'unproved');
  const around: Surroundings = { isRoot: true, isInMetadata: false, noDefault: undefined };
  const judged = judge(schema, around, isSound ? rules : undefined);
  yield* judged.ofSchema;
  yield* judged.ofRules;
}

interface Judged {
  readonly ofSchema: readonly Problem[];
  readonly ofRules: readonly Problem[];
}

function judge(schema: Field, around: Surroundings, rules: RuleContext | undefined): Judged {
  if (schema.map === undefined) return { ofSchema: [], ofRules: [] };
  const parts = [...partsOf(schema, around)].map(([part, within]) =>
    judge(part, within, rulesFor(part, schema, rules)),
  );
  const ofSchema = [...parts.flatMap((part) => part.ofSchema), ...restrictionProblems(schema, around)];
  const own = rules === undefined || ofSchema.length > 0 ? [] : ownRuleProblems(schema, rules);
  return { ofSchema, ofRules: [...parts.flatMap((part) => part.ofRules), ...own] };
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
  };
}

function ownRuleProblems(schema: Field, rules: RuleContext): readonly Problem[] {
  const list = schema.at('x-kubernetes-validations');
  if (list.items().length === 0 || !isStructuralSchema(schema.value)) return [];
  return [...ruleProblems(list, schema.value, rules)];
}
