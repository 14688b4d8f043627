import type { Field } from '../../../manifest/objects/field';
import { required } from '../../field-error';
import type { Problem } from '../../finding';

/** What Flagger writes into an HTTPRoute: paths by three ways, headers and parameters by two, methods as they are. */
export function* routeMatchFlaws(match: Field): Iterable<Problem> {
  if (match.at('uri').isSet) yield* wayFlaw(match.at('uri'), ['exact', 'prefix', 'regex']);
  if (match.at('method').isSet) yield* wayFlaw(match.at('method'), ['exact']);
  for (const name of ['headers', 'queryParams'])
    for (const [, value] of match.at(name).entries()) yield* wayFlaw(value, ['exact', 'regex']);
}

function* wayFlaw(value: Field, ways: readonly string[]): Iterable<Problem> {
  if (ways.some((way) => (value.at(way).text ?? '') !== '')) return;
  yield required(value, `${ways.join(' or ')}, in an HTTPRoute`, `match by ${ways.join(' or ')}`);
}
