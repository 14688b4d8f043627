import type { KubernetesVersion } from '../../../fleet/kubernetes-version';
import type { Field } from '../../../manifest/objects/field';
import { checkExpression } from '../../../schema/cel/types/check-types';
import { generic, isSimple, type CelType } from '../../../schema/cel/types/cel-type';
import { declaredType } from '../../../schema/cel/types/declared-type';
import type { StructuralSchema } from '../../../schema/facts/schema-facts';
import { invalid, invalidWhole } from '../../field-error';
import type { Problem } from '../../finding';

/** What the rules of a schema are compiled against. */
export interface RulePlace {
  readonly version: KubernetesVersion;
  readonly isResource: boolean;
  readonly uncorrelated: string | undefined;
}

/** The rules of one schema compile, to a yes or no, over fields that the schema describes. */
export function* ruleProblems(rules: Field, schema: StructuralSchema, place: RulePlace): Iterable<Problem> {
  const self = declaredType(schema, place.isResource);
  if (self === undefined) {
    yield invalidWhole(rules, 'rules see no field of this type', 'describe the value, or move the rules up');
    return;
  }
  for (const rule of rules.items()) yield* expressionProblems(rule, self, place);
}

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
