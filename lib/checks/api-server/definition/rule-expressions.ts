import type { KubernetesVersion } from '../../../fleet/kubernetes-version';
import type { Field } from '../../../manifest/objects/field';
import { checkExpression } from '../../../schema/cel/types/check-types';
import { generic, isSimple, type CelType } from '../../../schema/cel/types/cel-type';
import { declaredType } from '../../../schema/cel/types/declared-type';
import type { StructuralSchema } from '../../../schema/facts/schema-facts';
import { leastRuleCost, ruleCostLimits } from '../../../schema/rules/least-rule-cost';
import { forbidden, invalid, invalidWhole } from '../../field-error';
import type { Problem } from '../../finding';

/** What the rules of a schema are compiled against. */
export interface RulePlace {
  readonly version: KubernetesVersion;
  readonly isResource: boolean;
  readonly uncorrelated: string | undefined;
  /** How many values of the schema the limits of lists and maps above it allow; undefined where one of them has none. */
  readonly cardinality: number | undefined;
}

/** What the rules of one schema cost at least, all together. */
export interface RuleJudgement {
  readonly problems: readonly Problem[];
  readonly cost: number;
}

/** The rules of one schema compile, to a yes or no, over fields that the schema describes. */
export function judgeRules(rules: Field, schema: StructuralSchema, place: RulePlace): RuleJudgement {
  const self = declaredType(schema, place.isResource);
  if (self === undefined) {
    const detail = 'rules see no field of this type';
    return { problems: [invalidWhole(rules, detail, 'describe the value, or move the rules up')], cost: 0 };
  }
  const judged = rules.items().map((rule): RuleJudgement => {
    const problems = [...expressionProblems(rule, self, place)];
    const cost = problems.length === 0 ? costOf(rule, schema, place) : 0;
    return { problems: [...problems, ...costProblems(rule, cost)], cost };
  });
  return {
    problems: judged.flatMap(({ problems }) => problems),
    cost: judged.reduce((sum, { cost }) => sum + cost, 0),
  };
}

function costOf(rule: Field, schema: StructuralSchema, { cardinality }: RulePlace): number {
  const { text } = rule.at('rule');
  if (text === undefined || text.trim() === '') return 0;
  return leastRuleCost({ rule: text, optionalOldSelf: rule.at('optionalOldSelf').value === true }, schema, cardinality);
}

function* costProblems(rule: Field, cost: number): Iterable<Problem> {
  if (cost <= ruleCostLimits.rule) return;
  yield forbidden(rule.at('rule'), `estimated rule cost ${exceeds(cost, ruleCostLimits.rule)}`, boundParts);
}

/** How an estimate and its limit compare, in the words of the API server. */
export function exceeds(cost: number, limit: number): string {
  const factor = cost / limit;
  const times = factor > 100 ? 'more than 100x' : `${factor.toFixed(1)}x or more`;
  const hint = 'adding maxItems, maxProperties, and maxLength where arrays, maps, and strings are declared';
  return `exceeds budget by factor of ${times} (try simplifying the rule, or ${hint})`;
}

export const boundParts = 'simplify the rule, or add maxItems, maxProperties and maxLength to lists, maps and texts';

function* expressionProblems(rule: Field, self: CelType, { version, uncorrelated }: RulePlace): Iterable<Problem> {
  const [text, optional] = [rule.at('rule'), rule.at('optionalOldSelf')];
  if (text.text === undefined || text.text.trim() === '') return;
  const oldSelf = optional.value === true ? generic('optional_type', self) : self;
  const variables = new Map([
    ['self', self],
    ['oldSelf', oldSelf],
  ]);
  const checked = checkExpression(text.text, variables, version);
  if ('error' in checked) {
    yield invalid(text, `compilation failed: ${checked.error}`, 'correct the rule', rule.value);
    return;
  }
  if (!isSimple(checked.type, 'bool')) {
    yield invalid(text, 'cel expression must evaluate to a bool', 'compare with what is allowed', rule.value);
    return;
  }
  yield* messageProblems(rule, variables, version);
  if (checked.usesOldSelf && uncorrelated !== undefined) {
    const detail = `oldSelf cannot be used on the uncorrelatable portion of the schema within ${uncorrelated}`;
    yield invalid(text, detail, 'move the rule above the list, or make it a list of type map');
  } else if (!checked.usesOldSelf && optional.isSet) {
    yield invalid(optional, 'may not be set if oldSelf is not used in rule', 'leave optionalOldSelf out');
  }
}

function* messageProblems(
  rule: Field,
  variables: ReadonlyMap<string, CelType>,
  version: KubernetesVersion,
): Iterable<Problem> {
  const expression = rule.at('messageExpression');
  if (expression.text === undefined || expression.text === '') return;
  const checked = checkExpression(expression.text, variables, version);
  if ('error' in checked) {
    const detail = `messageExpression compilation failed: ${checked.error}`;
    yield invalid(expression, detail, 'correct the expression', rule.value);
  } else if (!isSimple(checked.type, 'string')) {
    yield invalid(expression, 'messageExpression must evaluate to a string', 'make it a text', rule.value);
  }
}
