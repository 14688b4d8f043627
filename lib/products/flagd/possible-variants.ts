import { Field } from '../../manifest/objects/field';
import { isJsonArray } from '../../manifest/objects/json';
import { evaluatorReference } from './targeting-operators';

/** What a targeting rule may answer. */
export interface PossibleVariants {
  /** Every variant that it names, and where. */
  readonly named: readonly NamedVariant[];
  /** Where it answers what is computed, so that no reader can say which variant that is. */
  readonly computed: readonly Field[];
  /** Whether it may answer nothing, so that the default variant is served. */
  readonly perhapsDefault: boolean;
}

/** A variant that a rule names. */
export interface NamedVariant {
  readonly variant: string;
  readonly at: Field;
  /** Whether it counts as true where `and` and `or` look for the first that does, or does not. */
  readonly isTrue: boolean;
}

/**
 * The variants that flagd may serve by a targeting rule. A rule that answers a boolean names the variant `true` or `false`;
 * one that answers null names none.
 *
 * @param evaluators the shared rules that it may refer to, `flagSpec.$evaluators`
 */
export function possibleVariants(rule: Field, evaluators: Field): PossibleVariants {
  const { value, map } = rule;
  if (value === undefined || value === null) return byDefault;
  if (map === undefined)
    return isJsonArray(value)
      ? computedAt(rule)
      : only({ variant: rule.text ?? JSON.stringify(value), at: rule, isTrue: Boolean(value) });
  const [argument, ...others] = rule.fields();
  if (argument === undefined) return byDefault;
  if (others.length > 0) return computedAt(rule);
  const operator = argument.name;
  const read = Object.hasOwn(readings, operator) ? readings[operator] : undefined;
  if (read !== undefined) return read(argument, evaluators);
  return tests.has(operator) ? answersOfTest(rule, operator) : computedAt(rule);
}

/** Operators that answer true, false, or null where the context has nothing to compare. */
const testsOfFlagd: readonly string[] = ['starts_with', 'ends_with', 'sem_ver'];

type Reading = (argument: Field, evaluators: Field) => PossibleVariants;

/** Operators that answer with one of their arguments. */
const readings: Readonly<Record<string, Reading>> = {
  [evaluatorReference]: (name, evaluators) => possibleVariants(evaluators.entry(name.text ?? ''), noEvaluators),
  if: (list, evaluators) => {
    const steps = list.items();
    const answers = steps.filter((_, index) => index % 2 === 1 || index === steps.length - 1);
    const all = answers.map((answer) => possibleVariants(answer, evaluators));
    return union(steps.length % 2 === 1 ? all : [...all, byDefault]);
  },
  // Each but the last is answered only where it ends the search.
  and: (list, evaluators) => firstOf(list, evaluators, false),
  or: (list, evaluators) => firstOf(list, evaluators, true),
  fractional: (list) => {
    const buckets = list.items().filter(({ value }) => isJsonArray(value));
    const answers = buckets.flatMap((bucket) => bucket.items().slice(0, 1));
    // Without a targeting key, nobody is in any of them.
    return union([byDefault, ...answers.map((answer) => possibleVariants(answer, noEvaluators))]);
  },
};

/** Operators that answer true or false. */
const tests: ReadonlySet<string> = new Set(
  ['==', '===', '!=', '!==', '<', '<=', '>', '>=', '!', '!!', 'in', 'all', 'none', 'some'].concat(testsOfFlagd),
);

function answersOfTest(at: Field, operator: string): PossibleVariants {
  const named = [true, false].map((isTrue) => ({ variant: String(isTrue), at, isTrue }));
  return { named, computed: [], perhapsDefault: testsOfFlagd.includes(operator) };
}

function firstOf(list: Field, evaluators: Field, endsWith: boolean): PossibleVariants {
  const all = list.items().map((item) => possibleVariants(item, evaluators));
  return union(
    all.map((answers, index) =>
      index === all.length - 1
        ? answers
        : { ...answers, named: answers.named.filter(({ isTrue }) => isTrue === endsWith) },
    ),
  );
}

function union(all: readonly PossibleVariants[]): PossibleVariants {
  return {
    named: all.flatMap(({ named }) => named),
    computed: all.flatMap(({ computed }) => computed),
    perhapsDefault: all.some(({ perhapsDefault }) => perhapsDefault),
  };
}

function only(named: NamedVariant): PossibleVariants {
  return { named: [named], computed: [], perhapsDefault: false };
}

function computedAt(rule: Field): PossibleVariants {
  return { named: [], computed: [rule], perhapsDefault: true };
}

const byDefault: PossibleVariants = { named: [], computed: [], perhapsDefault: true };
const noEvaluators = Field.at('', undefined);
