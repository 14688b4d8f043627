import { appendTo } from '../../manifest/objects/append-to';
import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { duplicate, forbidden } from '../field-error';
import type { Problem } from '../finding';

/** No rule of a VirtualService comes after one that takes all of its requests. */
export const noIstioShadowedRule: Check = {
  id: 'no-istio-shadowed-rule',
  severity: 'warning',
  profile: 'baseline',
  why: 'The first rule that matches wins: a rule after it never sees a request.',
  kinds: ['networking.istio.io/VirtualService'],
  run: function* ({ manifest }) {
    const spec = Field.root(manifest).at('spec');
    for (const protocol of ['http', 'tls', 'tcp']) {
      let all: Field | undefined;
      const seen = new Set<string>();
      const prefixes = new Map<string, Prefix[]>();
      for (const rule of spec.at(protocol).items()) {
        if (all !== undefined) yield forbidden(rule, `${all.path} takes every request`, 'move the rule before it');
        const matches = rule.at('match').items();
        for (const match of matches) {
          const text = canonical(match);
          if (all === undefined && seen.has(text))
            yield duplicate(match, 'remove the match: an earlier one takes its requests');
          else if (all === undefined) yield* coveredProblems(match, prefixes);
          seen.add(text);
        }
        // What one rule matches in several ways, it takes in any case.
        for (const match of matches) remember(match, prefixes);
        if (matches.length === 0) all ??= rule;
      }
    }
  },
};

/** A path that a rule takes with all that begins as it does. */
interface Prefix {
  readonly path: string;
  readonly match: Field;
}

/** A path that begins as an earlier rule's, where the two ask the same of everything else. */
function* coveredProblems(match: Field, prefixes: ReadonlyMap<string, readonly Prefix[]>): Iterable<Problem> {
  const uri = match.at('uri');
  const path = uri.at('prefix').text ?? uri.at('exact').text;
  if (path === undefined) return;
  const covering = prefixes.get(others(match))?.find((prefix) => path.startsWith(prefix.path));
  if (covering === undefined) return;
  const rule = `${covering.match.path} takes every path that begins with ${JSON.stringify(covering.path)}`;
  yield forbidden(match, rule, 'move the rule before it');
}

function remember(match: Field, prefixes: Map<string, Prefix[]>): void {
  const path = match.at('uri', 'prefix').text;
  if (path !== undefined) appendTo(prefixes, others(match), { path, match });
}

/** What a match asks besides the path. */
function others(match: Field): string {
  return JSON.stringify(
    Object.entries(match.map ?? {})
      .filter(([key]) => key !== 'name' && key !== 'uri')
      .sort(),
  );
}

/** What a match says, without its name, in an order of its own. */
function canonical(match: Field): string {
  return JSON.stringify(
    Object.entries(match.map ?? {})
      .filter(([key]) => key !== 'name')
      .sort(),
  );
}
