import type { Field } from '../../../manifest/objects/field';
import { duplicate, forbidden, invalid, required } from '../../field-error';
import type { Problem } from '../../finding';

const token = /^[!#$%&'*+\-.^_`|~A-Za-z0-9]+$/;
const pseudoHeaders = [':method', ':scheme', ':authority', ':path', ':status'];

export function isHeaderName(name: string): boolean {
  return token.test(name);
}

/** Whether a match of this name asks a claim of the token instead of a header. */
export function isClaim(name: string): boolean {
  return /^@request\.auth\.claims(\..+|\[.+\])$/is.test(name);
}

/** The name that a match of headers has: a header, a pseudo header, or a claim. */
export function* matchedHeaderProblems(name: string, match: Field): Iterable<Problem> {
  if (name === '') yield required(match, 'the name of the header is empty', 'name the header');
  else if (!isClaim(name) && !pseudoHeaders.includes(name) && !isHeaderName(name)) {
    yield invalid(match, 'is no name of a header', 'correct the name', name);
  }
}

/** What a route changes about headers of requests and responses. */
export function* headerOperationProblems(headers: Field): Iterable<Problem> {
  for (const direction of ['request', 'response']) {
    for (const operation of ['add', 'set']) {
      for (const [name, value] of headers.at(direction, operation).entries()) {
        const isAllowed = direction === 'request' && isAuthority(name);
        if (!isAllowed) yield* changedHeaderProblems(name, value);
        yield* headerValueProblems(value);
      }
    }
    for (const name of headers.at(direction, 'remove').items()) yield* changedHeaderProblems(name.text ?? '', name);
  }
}

/** The authority of a request is rewritten once. */
export function* authorityProblems(rule: Field): Iterable<Problem> {
  const request = rule.at('headers', 'request');
  const written = [...request.at('set').entries(), ...request.at('add').entries()]
    .filter(([name]) => isAuthority(name))
    .map(([, value]) => value);
  const rewritten = rule.at('rewrite', 'authority');
  const [first, ...others] = [
    ...((rewritten.text ?? '') === '' ? [] : [rewritten]),
    ...written.filter(({ text }) => text !== ''),
  ];
  if (first === undefined) return;
  for (const other of others) yield duplicate(other, 'set the authority in one place');
}

function* changedHeaderProblems(name: string, field: Field): Iterable<Problem> {
  if (name === '') yield required(field, 'the name of the header is empty', 'name the header');
  else if (name.startsWith(':') || name.toLowerCase() === 'host') {
    yield forbidden(field, `${name} cannot be changed here`, 'use the rewrite of the route');
  }
}

function isAuthority(name: string): boolean {
  return [':authority', 'host'].includes(name.toLowerCase());
}

/** A value may hold variables such as `%HOSTNAME%`; a per cent sign of its own is written twice. */
function* headerValueProblems(value: Field): Iterable<Problem> {
  const text = value.text ?? '';
  if ([...text].some((character) => character !== '\t' && (character < ' ' || character === '\u007f'))) {
    yield invalid(value, 'must hold no control characters', 'remove them');
  } else if (!isFormat(text)) {
    yield invalid(value, 'has a variable that does not end', 'write "%%" for a per cent sign');
  }
}

/** The parts of a variable, each by what may follow it; spaces may stand between them. */
function isFormat(text: string): boolean {
  let place: 'text' | 'name' | 'arguments' | 'string' | 'quote' | 'delimiter' | 'close' | 'end' = 'text';
  for (let index = 0; index < text.length; index++) {
    const character = text[index] ?? '';
    switch (place) {
      case 'text':
        if (character !== '%') break;
        if (text[index + 1] === undefined) return false;
        if (text[index + 1] === '%') index++;
        else place = 'name';
        break;
      case 'name':
        if (character === '%') place = 'text';
        else if (character === '(') place = 'arguments';
        break;
      case 'arguments':
        if (character === '[') place = 'quote';
        else if (character !== ' ') place = 'string';
        break;
      case 'string':
        if (character === '\\') {
          if (text[++index] === undefined) return false;
        } else if (character === ')') place = 'end';
        else if (character === '"') place = 'delimiter';
        break;
      case 'quote':
        if (character === '"') place = 'string';
        else if (character !== ' ') return false;
        break;
      case 'delimiter':
        if (character === ',') place = 'quote';
        else if (character === ']') place = 'close';
        else if (character !== ' ') return false;
        break;
      case 'close':
        if (character === ')') place = 'end';
        else if (character !== ' ') return false;
        break;
      case 'end':
        if (character === '%') place = 'text';
        else if (character !== ' ') return false;
        break;
    }
  }
  return place === 'text';
}
