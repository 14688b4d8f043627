import { Field } from '../../../manifest/objects/field';
import type { Manifest } from '../../../manifest/objects/manifest';
import type { RequestAtom, RequestMatch } from '../request-match';
import { parseWildcard, type TextPattern } from '../text-pattern';

/** One match of a route. */
export interface LinkerdRouteMatch {
  readonly request: RequestMatch;
  /** How much it says: of two that match a request, the first by this order takes it. */
  readonly precedence: readonly number[];
}

/** The requests that a route attached to a Server is for. A rule without matches is for all. */
export function routeMatches(route: Manifest): readonly LinkerdRouteMatch[] {
  const spec = Field.root(route).at('spec');
  const hosts = spec
    .at('hostnames')
    .items()
    .flatMap(({ text }) => (text === undefined ? [] : [parseWildcard(text.toLowerCase())]));
  const host: readonly RequestAtom[] =
    hosts.length === 0 ? [] : [{ attribute: 'host', patterns: hosts, negated: false }];
  const read = route.kind === 'GRPCRoute' ? grpcMatch : httpMatch;
  return spec
    .at('rules')
    .items()
    .flatMap((rule) => {
      const matches = rule.at('matches').items();
      const found = matches.length === 0 ? [read(Field.at('', {}))] : matches.map(read);
      return found.map(({ request, precedence }) => ({
        request: { ...request, atoms: [...host, ...request.atoms] },
        precedence,
      }));
    });
}

/** Sorts matches so that the first that a request fulfils is the one that takes it. */
export function byPrecedence(a: LinkerdRouteMatch, b: LinkerdRouteMatch): number {
  for (const [i, one] of a.precedence.entries()) {
    const difference = (b.precedence[i] ?? 0) - one;
    if (difference !== 0) return difference;
  }
  return 0;
}

function httpMatch(match: Field): LinkerdRouteMatch {
  const path = match.at('path');
  const value = path.at('value').text ?? '/';
  const method = match.at('method').text;
  const conditions = [
    ...match
      .at('headers')
      .items()
      .map((header) => `header ${conditionOf(header)}`),
    ...match
      .at('queryParams')
      .items()
      .map((parameter) => `query parameter ${conditionOf(parameter)}`),
  ];
  const { patterns, weight } = pathPatterns(path.at('type').text ?? 'PathPrefix', value);
  return {
    request: { atoms: [...pathAtoms(patterns), ...methodAtoms(method)], when: conditions },
    precedence: [weight, method === undefined ? 0 : 1, conditions.length],
  };
}

function grpcMatch(match: Field): LinkerdRouteMatch {
  const method = match.at('method');
  const service = method.at('service').text;
  const name = method.at('method').text;
  const conditions = match
    .at('headers')
    .items()
    .map((header) => `header ${conditionOf(header)}`);
  const regular = method.at('type').text === 'RegularExpression';
  const pattern = grpcPath(service, name, regular);
  return {
    request: { atoms: pathAtoms(pattern), when: conditions },
    precedence: [(service ?? '').length, (name ?? '').length, conditions.length],
  };
}

function grpcPath(service: string | undefined, method: string | undefined, regular: boolean): readonly TextPattern[] {
  if (regular) return [{ kind: 'regex', text: `/${service ?? '[^/]+'}/${method ?? '[^/]+'}` }];
  if (service !== undefined && method !== undefined) return [{ kind: 'exact', text: `/${service}/${method}` }];
  if (service !== undefined) return [{ kind: 'prefix', text: `/${service}/` }];
  return method === undefined ? [] : [{ kind: 'suffix', text: `/${method}` }];
}

/** A prefix ends at a slash. What is compared whole comes before every prefix, a long prefix before a short one. */
function pathPatterns(
  type: string,
  value: string,
): { readonly patterns: readonly TextPattern[]; readonly weight: number } {
  switch (type) {
    case 'Exact':
      return { patterns: [{ kind: 'exact', text: value }], weight: Number.MAX_SAFE_INTEGER };
    case 'RegularExpression':
      return { patterns: [{ kind: 'regex', text: value }], weight: Number.MAX_SAFE_INTEGER };
    default: {
      const stem = value.endsWith('/') ? value.slice(0, -1) : value;
      const patterns: readonly TextPattern[] = [
        { kind: 'exact', text: stem },
        { kind: 'prefix', text: `${stem}/` },
      ];
      return { patterns: stem === '' ? [] : patterns, weight: stem.length };
    }
  }
}

function pathAtoms(patterns: readonly TextPattern[]): readonly RequestAtom[] {
  return patterns.length === 0 ? [] : [{ attribute: 'path', patterns, negated: false }];
}

function methodAtoms(method: string | undefined): readonly RequestAtom[] {
  return method === undefined
    ? []
    : [{ attribute: 'method', patterns: [{ kind: 'exact', text: method }], negated: false }];
}

function conditionOf(field: Field): string {
  const matches = field.at('type').text === 'RegularExpression' ? 'matches' : 'is';
  return `${field.at('name').text ?? ''} ${matches} ${field.at('value').text ?? ''}`;
}
