import { allOf, anyOf, not, type Certainty } from '../sets/certainty';
import { excludesPattern, formatPattern, includesPattern, matchesPattern, type TextPattern } from './text-pattern';

const requestAttributes = ['method', 'path', 'host'] as const;
export type RequestAttribute = (typeof requestAttributes)[number];

/** A request as far as a question says what it is. */
export type AskedRequest = { readonly [attribute in RequestAttribute]?: string };

/** One thing that a rule wants of a request: that an attribute has one of these values, or none of them. */
export interface RequestAtom {
  readonly attribute: RequestAttribute;
  readonly patterns: readonly TextPattern[];
  readonly negated: boolean;
}

/** Requests of which every atom holds, under conditions that manifests do not decide. */
export interface RequestMatch {
  readonly atoms: readonly RequestAtom[];
  /** All must hold: `header x-debug is present`. */
  readonly when: readonly string[];
}

export const anyRequest: RequestMatch = { atoms: [], when: [] };

/** Whether nothing is wanted of a request: raw connections fulfil it too. */
export function isAnyRequest({ atoms, when }: RequestMatch): boolean {
  return atoms.length === 0 && when.length === 0;
}

/** Requests that both mean. */
export function joinMatches(a: RequestMatch, b: RequestMatch): RequestMatch {
  if (isAnyRequest(a)) return b;
  if (isAnyRequest(b)) return a;
  return { atoms: [...a.atoms, ...b.atoms], when: [...new Set([...a.when, ...b.when])] };
}

export function withCondition(match: RequestMatch, when: string): RequestMatch {
  return { atoms: match.atoms, when: [...new Set([...match.when, when])] };
}

/**
 * Whether a request is meant.
 *
 * @param unsaid what holds of an attribute that the question leaves open
 */
export function matchesRequest(match: RequestMatch, request: AskedRequest, unsaid: 'yes' | 'no'): Certainty {
  return allOf([
    ...match.atoms.map(({ attribute, patterns, negated }): Certainty => {
      const asked = request[attribute];
      if (asked === undefined) return unsaid;
      const found = anyOf(patterns.map((pattern) => matchesPattern(pattern, asked)));
      return negated ? not(found) : found;
    }),
    ...match.when.map((when): Certainty => ({ when })),
  ]);
}

/** Whether every request of the inner match is one of the outer; false also where that cannot be told. */
export function includesMatch(outer: RequestMatch, inner: RequestMatch): boolean {
  return (
    outer.when.every((condition) => inner.when.includes(condition)) &&
    outer.atoms.every((wanted) => inner.atoms.some((given) => implies(given, wanted)))
  );
}

/** Whether no request can be both; false also where that cannot be told. */
export function excludesMatch(a: RequestMatch, b: RequestMatch): boolean {
  return a.atoms.some((one) => b.atoms.some((other) => contradicts(one, other)));
}

/** `GET,HEAD /api/* if the token is valid`: in the order of the attributes, whatever order the policy has. */
export function formatMatch({ atoms, when }: RequestMatch): string {
  const inOrder = requestAttributes.flatMap((each) => atoms.filter(({ attribute }) => attribute === each));
  const words = inOrder.map(({ attribute, patterns, negated }) => {
    const values = patterns.map(formatPattern).join(',');
    return `${negated ? 'not ' : ''}${attribute === 'host' ? 'host ' : ''}${values}`;
  });
  const conditions = when.length === 0 ? [] : [`if ${when.join(' and ')}`];
  return [...words, ...conditions].join(' ');
}

function implies(given: RequestAtom, wanted: RequestAtom): boolean {
  if (given.attribute !== wanted.attribute) return false;
  if (!given.negated && !wanted.negated) return given.patterns.every((one) => isIncluded(one, wanted.patterns));
  if (given.negated && wanted.negated) return wanted.patterns.every((one) => isIncluded(one, given.patterns));
  if (given.negated) return false;
  return given.patterns.every((one) => wanted.patterns.every((other) => excludesPattern(one, other)));
}

function contradicts(a: RequestAtom, b: RequestAtom): boolean {
  if (a.attribute !== b.attribute || (a.negated && b.negated)) return false;
  if (a.negated) return contradicts(b, a);
  if (b.negated) return a.patterns.every((one) => isIncluded(one, b.patterns));
  return a.patterns.every((one) => b.patterns.every((other) => excludesPattern(one, other)));
}

function isIncluded(pattern: TextPattern, by: readonly TextPattern[]): boolean {
  return by.some((outer) => includesPattern(outer, pattern));
}
