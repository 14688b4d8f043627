import type { Field } from '../../../manifest/objects/field';
import { duplicate, forbidden, invalid, required } from '../../field-error';
import type { Problem } from '../../finding';
import { durationProblems } from './duration';
import { localityProblems, zoneAwareProblems } from './locality';

const largestTable = 5_000_011;

/** How clients choose among the endpoints of a host. */
export function* loadBalancerProblems(balancer: Field): Iterable<Problem> {
  const [locality, zoneAware] = [balancer.at('localityLbSetting'), balancer.at('zoneAwareLbSetting')];
  if (locality.isSet && zoneAware.isSet)
    yield forbidden(zoneAware, 'may not be set together with localityLbSetting', 'keep one of the two');
  yield* localityProblems(locality);
  yield* zoneAwareProblems(zoneAware);
  yield* consistentHashProblems(balancer.at('consistentHash'));
  yield* warmupProblems(balancer.at('warmup'));
}

function* consistentHashProblems(hash: Field): Iterable<Problem> {
  const cookie = hash.at('httpCookie');
  if (cookie.isSet && (cookie.at('name').text ?? '') === '') yield required(cookie.at('name'), '', 'name the cookie');
  const names = new Set<string>();
  for (const attribute of cookie.at('attributes').items()) {
    const name = attribute.at('name').text ?? '';
    if (name === '') yield required(attribute.at('name'), '', 'name the attribute');
    else if (names.has(name)) yield duplicate(attribute.at('name'), 'set each attribute once');
    names.add(name);
  }
  const minimum = hash.at('minimumRingSize');
  const other = ['ringHash', 'maglev'].map((name) => hash.at(name)).find(({ isSet }) => isSet);
  if ((minimum.number ?? 0) !== 0 && other !== undefined) {
    yield forbidden(minimum, `may not be set together with ${other.name}`, 'set the minimumRingSize of ringHash');
  }
  if (hash.at('maglev').isSet) yield* tableSizeProblems(hash.at('maglev', 'tableSize'));
}

function* tableSizeProblems(size: Field): Iterable<Problem> {
  if ((size.number ?? 0) === 0) yield required(size, 'a table has a size', 'set a prime number, such as 65537');
  else if (!isPrime(size.number ?? 0) || (size.number ?? 0) >= largestTable) {
    yield invalid(size, `must be a prime number below ${largestTable}`, 'set a prime number, such as 65537');
  }
}

/** 1 is let pass, as the proxy does. */
function isPrime(number: number): boolean {
  if (number > 0 && number < 4) return true;
  if (number % 2 === 0 || number >= largestTable) return false;
  for (let factor = 3; factor * factor <= number; factor += 2) if (number % factor === 0) return false;
  return true;
}

function* warmupProblems(warmup: Field): Iterable<Problem> {
  if (!warmup.isSet) return;
  if (!warmup.at('duration').isSet) yield required(warmup.at('duration'), 'a warm-up takes time', 'say how long');
  yield* durationProblems(warmup.at('duration'));
  if ((warmup.at('minimumPercent').number ?? 0) > 100)
    yield invalid(warmup.at('minimumPercent'), 'must be no more than 100', 'write a percentage');
  const aggression = warmup.at('aggression');
  if (aggression.number !== undefined && aggression.number <= 0)
    yield invalid(aggression, 'must be greater than 0', 'leave it out');
}
