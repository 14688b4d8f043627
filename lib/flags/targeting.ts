import type { JsonValue } from '../manifest/objects/json';

declare const answers: unique symbol;

/**
 * A rule in JsonLogic, with what it answers as a type: the words of this file write it. Nothing of the type is in the
 * manifest. One rule may stand in several flags.
 */
export interface Rule<Answer> {
  readonly [operator: string]: JsonValue;
  readonly [answers]?: Answer;
}

/** Who gets which variant; `null`, and a rule that finds nobody, serves the default variant. */
export type Targeting<Variant extends string> = Rule<Variant | null>;

/** Something that is true or false of a request. */
export type Condition = Rule<boolean>;

/** A value, or a rule that answers one. */
export type RuleValue<Value extends boolean | number | string> = Value | Rule<Value>;

type Scalar = boolean | number | string;

/** The part of the evaluation context that an application calls so; `a.b` is the field `b` of `a`. */
export function context<Value extends Scalar = string>(name: string): Rule<Value> {
  return { var: name };
}

/** The key of the flag that is asked for: with it in what `fractional` goes by, each flag deals its own hands. */
export const flagKey: Rule<string> = { var: '$flagd.flagKey' };

/** Seconds since 1970, when the flag is asked for. */
export const timestamp: Rule<number> = { var: '$flagd.timestamp' };

/** One variant where something is true, and another one, or the next question, where it is not. */
export function when<const Yes extends string, const No extends string = never>(
  condition: Condition,
  then: Yes | Targeting<Yes> | null,
  otherwise: No | Targeting<No> | null = null,
): Targeting<Yes | No> {
  return { if: [condition, then, otherwise] };
}

/**
 * Some of all, the same ones each time: each variant gets its share, as whole numbers of any sum. Order matters: whoever is
 * dealt a variant keeps it while the shares before it stay what they are.
 *
 * @param by what is dealt by; the flag's key and the context's `targetingKey` when left out. Nobody is dealt any without one.
 */
export function fractional<const Variant extends string>(
  shares: readonly (readonly [variant: Variant, weight: number])[],
  by?: Rule<string>,
): Targeting<Variant> {
  return { fractional: [...(by === undefined ? [] : [by]), ...shares] };
}

/** Whether two values are the same, without turning one into the type of the other. */
export function equals<Value extends Scalar>(one: RuleValue<Value>, other: RuleValue<Value>): Condition {
  return { '===': [one, other] };
}

/** Whether a number is below another one. */
export function lessThan(one: RuleValue<number>, other: RuleValue<number>): Condition {
  return { '<': [one, other] };
}

/** Whether a value is one of several. */
export function isOneOf<Value extends Scalar>(value: RuleValue<Value>, several: readonly Value[]): Condition {
  return { in: [value, several] };
}

/** Whether a text has another one in it. */
export function includes(text: RuleValue<string>, part: RuleValue<string>): Condition {
  return { in: [part, text] };
}

/** Whether a text starts with another one. */
export function startsWith(text: RuleValue<string>, start: RuleValue<string>): Condition {
  return { starts_with: [text, start] };
}

/** Whether a text ends with another one. */
export function endsWith(text: RuleValue<string>, end: RuleValue<string>): Condition {
  return { ends_with: [text, end] };
}

/** How two versions compare: `^` asks for the same major one, `~` for the same minor one as well. */
export type VersionComparison = '=' | '!=' | '<' | '<=' | '>' | '>=' | '~' | '^';

/** Whether a version, such as `1.2.3`, compares to another one so. */
export function version(one: RuleValue<string>, comparison: VersionComparison, other: RuleValue<string>): Condition {
  return { sem_ver: [one, comparison, other] };
}

/** Whether all are true. */
export function allOf(...conditions: readonly [Condition, ...Condition[]]): Condition {
  return { and: conditions };
}

/** Whether one of them is true. */
export function anyOf(...conditions: readonly [Condition, ...Condition[]]): Condition {
  return { or: conditions };
}

/** Whether it is false. */
export function not(condition: Condition): Condition {
  return { '!': [condition] };
}

/** Texts one after the other, such as `concat(flagKey, context('account'))` for `fractional` to go by. */
export function concat(...texts: readonly [RuleValue<string>, ...RuleValue<string>[]]): Rule<string> {
  return { cat: texts };
}

/** Targeting that is at hand as JSON, such as that of a file: the checks read it, the compiler does not. */
export function rawTargeting(json: Readonly<Record<string, JsonValue>>): Targeting<never> {
  return json;
}
