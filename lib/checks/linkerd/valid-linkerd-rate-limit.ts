import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { invalid, required } from '../field-error';
import type { Problem } from '../finding';
import { referencedKind } from './reference';

/** A rate limit applies to a Server, and no client may have more than all clients together. */
export const validLinkerdRateLimit: Check = {
  id: 'valid-linkerd-rate-limit',
  severity: 'error',
  profile: 'baseline',
  why: "Linkerd's policy webhook rejects the policy, so that nothing is limited.",
  kinds: ['policy.linkerd.io/HTTPLocalRateLimitPolicy'],
  run: function* ({ manifest }) {
    const spec = Field.root(manifest).at('spec');
    const target = spec.at('targetRef');
    if (target.map === undefined) yield required(target, '', 'name a Server');
    else if (referencedKind(target) !== 'policy.linkerd.io/Server') {
      yield invalid(target.at('kind'), `${referencedKind(target)} cannot be rate-limited`, 'target a Server');
    }
    const total = spec.at('total', 'requestsPerSecond');
    yield* limitProblems(total, undefined);
    yield* limitProblems(spec.at('identity', 'requestsPerSecond'), total.number);
    for (const override of spec.at('overrides').items()) {
      yield* limitProblems(override.at('requestsPerSecond'), total.number);
      for (const client of override.at('clientRefs').items()) {
        if (referencedKind(client) !== '/ServiceAccount') {
          yield invalid(client.at('kind'), 'must be ServiceAccount', 'name the ServiceAccount of the client');
        }
      }
    }
  },
};

function* limitProblems(limit: Field, total: number | undefined): Iterable<Problem> {
  if (limit.number === undefined) return;
  if (limit.number <= 0) yield invalid(limit, 'must be greater than 0', 'leave the limit out to have none');
  if (total !== undefined && limit.number > total) {
    yield invalid(
      limit,
      `must be less than or equal to total.requestsPerSecond, ${total}`,
      'lower it, or raise the total',
    );
  }
}
