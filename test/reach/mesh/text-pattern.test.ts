import {
  excludesPattern,
  includesPattern,
  matchesPattern,
  parseWildcard,
  type TextPattern,
} from '../../../lib/reach/mesh/text-pattern';

const regex = (text: string): TextPattern => ({ kind: 'regex', text });

test.each([
  ['/v[12]/.*', '/v1/x', 'yes'],
  ['/v[12]/.*', '/a/v1/x', 'no'],
  ['/a/(?:[^x].*|x(?:[^y].*)?)?', '/a/xz', 'yes'],
  ['/a/(?:[^x].*|x(?:[^y].*)?)?', '/a/xy', 'no'],
])('the expression %s is for the whole text: %s', (expression, text, expected) => {
  expect(matchesPattern(regex(expression), text)).toBe(expected);
});

test.each([
  ['(a+)+$', 'yes'],
  ['(a|aa)*', 'yes'],
  ['.*.*.*.*.*.*.*.*x', 'no'],
  ['(?:.*)(?:.*)(?:.*)(?:.*)x', 'no'],
  ['(?i)A+', 'yes'],
])('an expression with repetitions in repetitions is answered at once: %s', (expression, expected) => {
  expect(matchesPattern(regex(expression), 'a'.repeat(400))).toBe(expected);
});

test.each([
  ['(', 'a'],
  ['(?=a)a', 'a'],
  ['a*', 'a'.repeat(501)],
  ['a?'.repeat(501), 'a'],
])('what proxies do not read, or what is too long, stays open: %s', (expression, text) => {
  expect(matchesPattern(regex(expression), text)).toHaveProperty('when');
});

test.each([
  ['/a*', '/ab', true],
  ['/a*', '/ab*', true],
  ['/a*', '/b', false],
  ['*', '/a*', true],
  ['*/x', '/a/x', true],
  ['*/x', '*/y', false],
  ['/a', '/a*', false],
])('%s includes %s: %s', (outer, inner, expected) => {
  expect(includesPattern(parseWildcard(outer), parseWildcard(inner))).toBe(expected);
});

test.each([
  ['/a*', '/b*', true],
  ['/a*', '/ab*', false],
  ['/a', '/b', true],
  ['*/x', '*/y', true],
  ['/a*', '*/x', false],
])('%s and %s exclude each other: %s', (a, b, expected) => {
  expect(excludesPattern(parseWildcard(a), parseWildcard(b))).toBe(expected);
});
