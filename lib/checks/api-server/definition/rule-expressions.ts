import { isAtLeast, type KubernetesVersion } from '../../../fleet/kubernetes-version';
import { Field } from '../../../manifest/objects/field';
import type { SizedType } from '../../../schema/cel/cost/sized-type';
import { checkExpression, type TypedExpression } from '../../../schema/cel/types/check-types';
import { generic, isSimple, type CelType } from '../../../schema/cel/types/cel-type';
import { declaredType } from '../../../schema/cel/types/declared-type';
import type { StructuralSchema } from '../../../schema/facts/schema-facts';
import { invalid, invalidWhole } from '../../field-error';
import type { Problem } from '../../finding';
import { judgeMessageCost, judgeRuleCost, type RuleCost, type UnlimitedPart } from './rule-cost';

/** What the rules of a schema are compiled against. */
export interface RulePlace {
  readonly version: KubernetesVersion;
  readonly isResource: boolean;
  readonly uncorrelated: string | undefined;
  /** How many values of the schema the limits of lists and maps above it allow; undefined where one of them has none. */
  readonly cardinality: bigint | undefined;
  /** The lists and maps above it that have no limit. */
  readonly unlimited: readonly UnlimitedPart[];
}

/** What is wrong with the rules of one schema, and what they cost. */
export interface RuleJudgement {
  readonly problems: readonly Problem[];
  readonly costs: readonly RuleCost[];
}

/** The rules of one schema compile, to a yes or no, over fields that the schema describes, and cost no more than they may. */
export function judgeRules(
  rules: Field,
  schema: StructuralSchema,
  sizes: SizedType | undefined,
  place: RulePlace,
): RuleJudgement {
  const self = declaredType(schema, place.isResource);
  if (self === undefined || sizes === undefined) {
    const detail = 'rules see no field of this type';
    return { problems: [invalidWhole(rules, detail, 'describe the value, or move the rules up')], costs: [] };
  }
  const judged = rules.items().map((rule) => judgeRule(rule, self, sizes, place));
  return {
    problems: judged.flatMap(({ problems }) => problems),
    costs: judged.flatMap(({ costs }) => costs),
  };
}

function judgeRule(rule: Field, self: CelType, sizes: SizedType, place: RulePlace): RuleJudgement {
  const { version } = place;
  const [text, message] = [rule.at('rule'), rule.at('messageExpression')];
  // Servers drop the field before.
  const optional = isAtLeast(version, '1.30') ? rule.at('optionalOldSelf') : Field.at('', undefined);
  if (text.text === undefined || text.text.trim() === '') return { problems: [], costs: [] };
  const variables = new Map([
    ['self', self],
    ['oldSelf', optional.value === true ? generic('optional_type', self) : self],
  ]);
  const compiled = compiledRule(rule, variables, version);
  if ('path' in compiled) return { problems: [compiled], costs: [] };
  const ruleCost = judgeRuleCost(text, compiled, sizes, place);
  const problems = [...ruleCost.problems];
  const costs = [ruleCost.cost];
  if (message.text !== undefined && message.text !== '') {
    const expression = compiledMessage(rule, message.text, variables, version);
    if ('path' in expression) problems.push(expression);
    else {
      const messageCost = judgeMessageCost(message, expression, sizes, version);
      problems.push(...messageCost.problems);
      costs.push(messageCost.cost);
    }
  }
  return { problems: [...problems, ...transitionProblems(text, optional, compiled, place)], costs };
}

type Variables = ReadonlyMap<string, CelType>;

function compiledRule(rule: Field, variables: Variables, version: KubernetesVersion): TypedExpression | Problem {
  const text = rule.at('rule');
  const checked = checkExpression(text.text ?? '', variables, version);
  if ('error' in checked) return invalid(text, `compilation failed: ${checked.error}`, 'correct the rule', rule.value);
  if (isSimple(checked.type, 'bool')) return checked;
  return invalid(text, 'cel expression must evaluate to a bool', 'compare with what is allowed', rule.value);
}

function compiledMessage(
  rule: Field,
  text: string,
  variables: Variables,
  version: KubernetesVersion,
): TypedExpression | Problem {
  const field = rule.at('messageExpression');
  const checked = checkExpression(text, variables, version);
  if ('error' in checked) {
    const detail = `messageExpression compilation failed: ${checked.error}`;
    return invalid(field, detail, 'correct the expression', rule.value);
  }
  if (isSimple(checked.type, 'string')) return checked;
  return invalid(field, 'messageExpression must evaluate to a string', 'make it a text', rule.value);
}

function* transitionProblems(
  text: Field,
  optional: Field,
  { usesOldSelf }: TypedExpression,
  { uncorrelated }: RulePlace,
): Iterable<Problem> {
  if (usesOldSelf && uncorrelated !== undefined) {
    const detail = `oldSelf cannot be used on the uncorrelatable portion of the schema within ${uncorrelated}`;
    yield invalid(text, detail, 'move the rule above the list, or make it a list of type map');
  } else if (!usesOldSelf && optional.isSet) {
    yield invalid(optional, 'may not be set if oldSelf is not used in rule', 'leave optionalOldSelf out');
  }
}
