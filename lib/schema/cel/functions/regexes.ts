import { goPattern, type GoPattern } from '../../../manifest/objects/go-pattern';
import { CelError } from '../cel-error';
import { CelList } from '../values/cel-list';
import { index, text } from '../values/operands';
import type { CelLibrary } from './cel-function';

/** Regular expressions, in the syntax of RE2. */
export const regexes: CelLibrary = {
  functions: { matches: (value, pattern) => compiled(text(pattern)).test(text(value)) },
  methods: {
    matches: (value, pattern) => compiled(text(pattern)).test(text(value)),
    find: (value, pattern) => findAll(text(value), text(pattern), 1)[0] ?? '',
    findAll: (value, pattern, limit) =>
      new CelList(findAll(text(value), text(pattern), limit === undefined ? -1 : index(limit))),
  },
};

function compiled(pattern: string): GoPattern {
  const expression = goPattern(pattern);
  if (expression === undefined) throw new CelError(`error parsing regexp: ${JSON.stringify(pattern)}`);
  return expression;
}

/** All matches; an empty one does not count where another match ends. */
function findAll(value: string, pattern: string, limit: number): string[] {
  const matcher = compiled(pattern).matcher(value);
  const found: string[] = [];
  let end = -1;
  while ((limit < 0 || found.length < limit) && matcher.find()) {
    const match = matcher.group() ?? '';
    if (match !== '' || matcher.start() !== end) found.push(match);
    end = matcher.end();
  }
  return found;
}
