import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { forbidden, invalid, negative, unsupported } from '../field-error';
import type { Problem } from '../finding';
import { durationProblems } from './duration';
import { httpMatchProblems } from './http-match';
import { saysSomething } from './one-of';

const retryConditions = [
  '5xx',
  'cancelled',
  'connect-failure',
  'deadline-exceeded',
  'envoy-ratelimited',
  'gateway-error',
  'internal',
  'refused-stream',
  'reset',
  'resource-exhausted',
  'retriable-4xx',
  'unavailable',
];

/** Each route of a router matches in one way and says only what its destination can do. */
export const validConsulRouter: Check = {
  id: 'valid-consul-router',
  severity: 'error',
  profile: 'baseline',
  why: 'Consul rejects the ServiceRouter, so that requests keep going where they went before.',
  kinds: ['consul.hashicorp.com/ServiceRouter'],
  run: function* ({ manifest }) {
    for (const route of Field.root(manifest).at('spec', 'routes').items()) {
      const http = route.at('match', 'http');
      yield* httpMatchProblems(http);
      yield* destinationProblems(route.at('destination'), http);
    }
  },
};

function* destinationProblems(destination: Field, http: Field): Iterable<Problem> {
  const rewrite = destination.at('prefixRewrite');
  if (saysSomething(rewrite) && !saysSomething(http.at('pathPrefix')) && !saysSomething(http.at('pathExact'))) {
    yield forbidden(
      rewrite,
      'needs match.http.pathPrefix or match.http.pathExact',
      'match a path that can be rewritten',
    );
  }
  for (const name of ['idleTimeout', 'requestTimeout']) yield* durationProblems(destination.at(name));
  yield* negative(destination.at('numRetries'));
  for (const condition of destination.at('retryOn').items()) {
    if (condition.text !== undefined && !retryConditions.includes(condition.text)) {
      yield unsupported(condition, retryConditions, 'use a condition that Envoy has');
    }
  }
  for (const status of destination.at('retryOnStatusCodes').items()) {
    if (status.number !== undefined && (status.number < 100 || status.number > 599)) {
      yield invalid(status, 'must be a status between 100 and 599', 'write a status code');
    }
  }
}
