import type { Field } from '../../../manifest/objects/field';
import { forbidden, invalid } from '../../field-error';
import type { Problem } from '../../finding';
import { durationProblems } from './duration';
import { widthProblems } from './limit';

const conditions = [
  ...['5xx', 'gateway-error', 'reset', 'reset-before-request', 'connect-failure', 'retriable-4xx', 'refused-stream'],
  ...['retriable-status-codes', 'retriable-headers', 'envoy-ratelimited', 'http3-post-connect-failure'],
  ...['cancelled', 'deadline-exceeded', 'internal', 'resource-exhausted', 'unavailable'],
];

/** Statuses of HTTP that have a name: from, and to. */
const statuses = [
  [100, 103],
  [200, 208],
  [226, 226],
  [300, 305],
  [307, 308],
  [400, 418],
  [421, 426],
  [428, 429],
  [431, 431],
  [451, 451],
  [500, 508],
  [510, 511],
] as const;

/** How often, when and for how long requests are sent again. */
export function* retryProblems(retries: Field): Iterable<Problem> {
  if (!retries.isSet) return;
  const [attempts, retryOn] = [retries.at('attempts'), retries.at('retryOn')];
  if ((attempts.number ?? 0) < 0) yield invalid(attempts, 'must not be negative', 'use 0 to retry nothing');
  yield* widthProblems(attempts);
  const localities = retries.at('retryRemoteLocalities');
  const [idle] = [retryOn, retries.at('perTryTimeout'), localities].filter(
    (field) => field.isSet && field.value !== '',
  );
  if ((attempts.number ?? 0) === 0 && idle !== undefined) {
    yield forbidden(idle, 'nothing is retried: attempts is 0', 'remove it, or set attempts');
  }
  for (const name of ['perTryTimeout', 'backoff']) yield* durationProblems(retries.at(name));
  for (const condition of retryOn.text === undefined || retryOn.text === '' ? [] : retryOn.text.split(',')) {
    if (conditions.includes(condition) || isStatus(condition)) continue;
    const rule = `"${condition}" is no condition: statuses, or ${conditions.join(', ')}`;
    yield invalid(retryOn, rule, 'list conditions, with commas and no spaces between them');
  }
}

function isStatus(text: string): boolean {
  return /^[+-]?\d+$/.test(text) && statuses.some(([from, to]) => from <= Number(text) && Number(text) <= to);
}
