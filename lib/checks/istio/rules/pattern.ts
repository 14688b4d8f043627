import type { Field } from '../../../manifest/objects/field';
import { goPattern } from '../../../manifest/objects/go-pattern';
import { invalid, required } from '../../field-error';
import type { Problem } from '../../finding';

/** A regular expression that must be there, in the syntax of RE2. */
export function* patternProblems(pattern: Field): Iterable<Problem> {
  const text = pattern.text ?? '';
  if (text === '')
    yield required(pattern, 'an empty pattern matches nothing in particular', 'write a pattern, or remove the match');
  else if (Buffer.byteLength(text) > 1024) yield invalid(pattern, 'must be no more than 1024 characters', 'shorten it');
  else if (goPattern(text) === undefined) {
    yield invalid(
      pattern,
      'is no regular expression of RE2',
      'correct it: RE2 has no look-around and no back-references',
    );
  }
}

/** A match of a text: what a prefix or a pattern is, is not empty. */
export function* stringMatchProblems(match: Field): Iterable<Problem> {
  if (match.at('prefix').text === '')
    yield required(match.at('prefix'), 'an empty prefix says nothing', 'remove the match');
  yield* optionalPatternProblems(match);
}

/** A match of a text whose prefix may be empty: the pattern that it may have instead. */
export function* optionalPatternProblems(match: Field): Iterable<Problem> {
  if (match.at('regex').isSet) yield* patternProblems(match.at('regex'));
}
