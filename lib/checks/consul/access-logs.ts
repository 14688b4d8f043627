import type { Field } from '../../manifest/objects/field';
import { forbidden, invalid, required, unsupported } from '../field-error';
import type { Problem } from '../finding';
import { saysSomething } from './one-of';

const types = ['file', 'stderr', 'stdout'];

/** Where proxies log to, and in which of two formats. */
export function* accessLogProblems(logs: Field): Iterable<Problem> {
  const [type, path, json, text] = [logs.at('type'), logs.at('path'), logs.at('jsonFormat'), logs.at('textFormat')];
  if (saysSomething(type) && !types.includes(type.text ?? '')) yield unsupported(type, types, 'use a supported type');
  if (type.text === 'file' && !saysSomething(path)) yield required(path, 'a file has a path', 'name the file');
  if (type.text !== 'file' && saysSomething(path))
    yield forbidden(path, 'needs the type file', 'set the type, or remove the path');
  if (saysSomething(json) && saysSomething(text))
    yield forbidden(text, 'may not be set together with jsonFormat', 'keep one of the two');
  if (saysSomething(json) && !isJson(json.text ?? '')) yield invalid(json, 'must be JSON', 'correct it');
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
