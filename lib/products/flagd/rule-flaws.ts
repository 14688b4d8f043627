import type { Field } from '../../manifest/objects/field';
import { isJsonArray } from '../../manifest/objects/json';
import type { Problem } from '../../manifest/objects/finding';
import {
  evaluatorReference,
  targetingOperators,
  versionComparisons,
  type OperatorArguments,
} from './targeting-operators';

/**
 * What flagd cannot read of a targeting rule.
 *
 * @param evaluators names of the shared rules that it may refer to
 */
export function* ruleFlaws(rule: Field, evaluators: ReadonlySet<string>): Iterable<Problem> {
  const { value } = rule;
  if (value === undefined || value === null) return;
  if (isJsonArray(value)) {
    for (const item of rule.items()) yield* ruleFlaws(item, evaluators);
    return;
  }
  const [argument, other] = rule.fields();
  if (argument === undefined) return;
  if (other !== undefined) {
    yield {
      path: other.path,
      message: `Forbidden: a rule has one operator, and this one has "${argument.name}"`,
      fix: 'nest one in the other, such as { and: [ … ] }',
    };
    return;
  }
  if (argument.name === evaluatorReference) yield* referenceFlaws(argument, evaluators);
  else yield* operatorFlaws(argument, evaluators);
}

function* referenceFlaws(name: Field, evaluators: ReadonlySet<string>): Iterable<Problem> {
  if (name.text !== undefined && evaluators.has(name.text)) return;
  yield {
    path: name.path,
    message: `Not found: ${name.written}: ${evaluators.size === 0 ? 'there are no $evaluators that it could name' : `$evaluators has ${listed(evaluators)}`}`,
    fix: 'name one of flagSpec.$evaluators, beside the flags; an evaluator cannot name another one',
  };
}

function* operatorFlaws(argument: Field, evaluators: ReadonlySet<string>): Iterable<Problem> {
  const { name, path } = argument;
  const takes = Object.hasOwn(targetingOperators, name) ? targetingOperators[name] : undefined;
  if (takes === undefined) {
    yield {
      path,
      message: `Unsupported value: "${name}": flagd has no such operator`,
      fix: `use one of ${listed(Object.keys(targetingOperators))}`,
    };
    return;
  }
  const inList = isJsonArray(argument.value);
  if (!inList && takes.bare !== true) {
    yield {
      path,
      message: `Invalid value: ${argument.written}: must be a list of arguments`,
      fix: 'write them in brackets',
    };
    return;
  }
  const given = inList ? argument.items() : [argument];
  if (given.length < takes.least || given.length > (takes.most ?? Infinity))
    yield {
      path,
      message: `Invalid value: ${given.length} arguments: "${name}" takes ${counted(takes)}`,
      fix: 'mend the list of arguments',
    };
  else yield* argumentFlaws(given, takes.only, evaluators);
}

function* argumentFlaws(
  given: readonly Field[],
  only: OperatorArguments['only'],
  evaluators: ReadonlySet<string>,
): Iterable<Problem> {
  switch (only) {
    case 'variable':
      yield* variableFlaws(given);
      return;
    case 'names':
      yield* given.flatMap((each) => (each.text === undefined ? [mustBe(each, 'the name of a variable')] : []));
      return;
    case 'versions':
      yield* versionFlaws(given);
      return;
    case 'buckets':
      yield* bucketFlaws(given, evaluators);
      return;
    case 'text':
      for (const each of given) {
        if (each.map === undefined && each.text === undefined) yield mustBe(each, 'text, or a rule that answers text');
        else yield* ruleFlaws(each, evaluators);
      }
      return;
    default:
      for (const each of given) yield* ruleFlaws(each, evaluators);
  }
}

function* variableFlaws([name]: readonly Field[]): Iterable<Problem> {
  if (name?.text?.startsWith('$flagd.') !== true || known.includes(name.text)) return;
  yield {
    path: name.path,
    message: `Unsupported value: "${name.text}": flagd itself says ${listed(known)}`,
    fix: `use one of them, or a variable of the application's context`,
  };
}

const known = ['$flagd.flagKey', '$flagd.timestamp'];
const version =
  /^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(?:-[0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*)?(?:\+[0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*)?$/;

function* versionFlaws([left, comparison, right]: readonly Field[]): Iterable<Problem> {
  if (comparison !== undefined && !versionComparisons.includes(comparison.text ?? ''))
    yield {
      path: comparison.path,
      message: `Unsupported value: ${comparison.written}: sem_ver compares by ${listed(versionComparisons)}`,
      fix: 'use one of them',
    };
  for (const side of [left, right]) {
    if (side === undefined || isVariable(side) || version.test(side.text ?? '')) continue;
    yield mustBe(side, 'a version such as 1.2.3, or { var: … }');
  }
}

function isVariable(field: Field): boolean {
  const [first, ...others] = field.fields();
  return first?.name === 'var' && others.length === 0;
}

/** The most that weights may sum up to, as flagd counts with 32 bits. */
const mostWeight = 2 ** 31 - 1;

function* bucketFlaws(given: readonly Field[], evaluators: ReadonlySet<string>): Iterable<Problem> {
  const [first, ...others] = given;
  const by = first?.map === undefined ? undefined : first;
  const buckets = by === undefined ? given : others;
  if (by !== undefined) yield* ruleFlaws(by, evaluators);
  const flawed = buckets.flatMap((bucket) => [...bucketFlaw(bucket)]);
  yield* flawed;
  if (flawed.length > 0) return;
  const list = given[0]?.path.replace(/\[0\]$/, '') ?? '';
  const total = buckets.reduce((sum, bucket) => sum + (bucket.items()[1]?.number ?? 1), 0);
  if (buckets.length < 2)
    yield {
      path: list,
      message: `Invalid value: ${buckets.length} buckets: must be two or more`,
      fix: 'name the variant of the others, too',
    };
  else if (total === 0 || total > mostWeight)
    yield {
      path: list,
      message: `Invalid value: weights of ${total} in all: must be from 1 to ${mostWeight}`,
      fix: 'write weights such as 10 and 90',
    };
}

function* bucketFlaw(bucket: Field): Iterable<Problem> {
  const [variant, weight, ...more] = bucket.items();
  if (variant?.text === undefined || more.length > 0)
    yield mustBe(bucket, 'a variant and its weight, such as ["on", 10]');
  else if (weight !== undefined && !(Number.isInteger(weight.value) && Number(weight.value) >= 0))
    yield mustBe(weight, 'a whole number from 0');
}

function mustBe({ path, written }: Field, what: string): Problem {
  return { path, message: `Invalid value: ${written}: must be ${what}`, fix: `write ${what}` };
}

function counted({ least, most }: OperatorArguments): string {
  if (most === undefined) return `${least} or more`;
  return least === most ? String(least) : `${least} to ${most}`;
}

function listed(names: Iterable<string>): string {
  return [...names].join(', ');
}
