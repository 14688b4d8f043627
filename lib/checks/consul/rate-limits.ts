import type { Field } from '../../manifest/objects/field';
import { invalid, negative, required } from '../field-error';
import type { Problem } from '../finding';
import { atMostOne, saysSomething } from './one-of';

const paths = ['pathExact', 'pathPrefix', 'pathRegex'];

/** How many requests an instance takes, as a whole or by path: a burst needs a rate, and something is limited. */
export function* rateLimitProblems(limits: Field): Iterable<Problem> {
  if (!limits.isSet) return;
  const level = limits.at('instanceLevel');
  const [rate, burst, routes] = [
    level.at('requestsPerSecond'),
    level.at('requestsMaxBurst'),
    level.at('routes').items(),
  ];
  yield* negative(rate);
  yield* negative(burst);
  const isLimited = [level, ...routes].some((limited) => (limited.at('requestsPerSecond').number ?? 0) > 0);
  if ((rate.number ?? 0) === 0 && (burst.number ?? 0) > 0) yield required(rate, 'a burst needs a rate', 'set it');
  else if (!isLimited && (rate.number ?? 0) >= 0)
    yield required(rate, 'nothing is limited', 'set it, here or for a route');
  for (const route of routes) {
    const own = route.at('requestsPerSecond');
    if (!paths.some((path) => saysSomething(route.at(path))))
      yield required(route, `must have one of ${paths.join(', ')}`, 'say which path is limited');
    yield* atMostOne(route, paths);
    if ((own.number ?? 0) <= 0)
      yield invalid(own, 'must be greater than 0', 'say how many requests a second', own.number ?? 0);
    yield* negative(route.at('requestsMaxBurst'));
  }
}
