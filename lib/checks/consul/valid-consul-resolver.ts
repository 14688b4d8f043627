import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { emptyText, forbidden, invalid, negative, notFound, required, unsupported } from '../field-error';
import type { Problem } from '../finding';
import { durationProblems, positiveDurationProblems } from './duration';
import { saysSomething } from './one-of';

const policies = ['random', 'round_robin', 'least_request', 'ring_hash', 'maglev'];
const hashFields = ['header', 'cookie', 'query_parameter'];

/** A resolver redirects or fails over, to places that can be meant together, and balances in one way. */
export const validConsulResolver: Check = {
  id: 'valid-consul-resolver',
  severity: 'error',
  profile: 'baseline',
  why: 'Consul rejects the ServiceResolver. Subsets that it would define are missing to routers and splitters.',
  kinds: ['consul.hashicorp.com/ServiceResolver'],
  run: function* ({ manifest }) {
    const spec = Field.root(manifest).at('spec');
    yield* subsetProblems(spec);
    if (spec.at('redirect').map !== undefined) yield* redirectProblems(spec.at('redirect'), spec);
    for (const [, failover] of spec.at('failover').entries()) yield* failoverProblems(failover);
    for (const name of ['connectTimeout', 'requestTimeout']) yield* positiveDurationProblems(spec.at(name));
    yield* loadBalancerProblems(spec.at('loadBalancer'));
  },
};

function* subsetProblems(spec: Field): Iterable<Problem> {
  const names = spec
    .at('subsets')
    .entries()
    .map(([name]) => name);
  for (const [name, subset] of spec.at('subsets').entries()) {
    if (!/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(name)) {
      yield invalid(
        subset,
        'must be lower-case letters, digits and "-", with a letter or digit at both ends',
        'rename the subset',
        name,
      );
    }
  }
  const fallback = spec.at('defaultSubset');
  if (saysSomething(fallback) && !names.includes(fallback.text ?? ''))
    yield notFound(fallback, 'define it under "subsets"');
  for (const [name, failover] of spec.at('failover').entries()) {
    if (name !== '*' && !names.includes(name)) {
      yield invalid(failover, 'must be the name of a subset, or "*"', 'define it under "subsets"', name);
    }
  }
}

function* redirectProblems(redirect: Field, spec: Field): Iterable<Problem> {
  if (Object.keys(redirect.map ?? {}).length === 0)
    yield required(redirect, 'cannot be empty', 'say where to, or leave it out');
  if (Object.keys(spec.at('failover').map ?? {}).length > 0) {
    yield forbidden(redirect, 'may not be set together with failover', 'keep one of the two');
  }
  yield* notWith(redirect, 'peer', ['serviceSubset', 'partition', 'datacenter']);
  yield* notWith(redirect, 'samenessGroup', ['serviceSubset', 'partition', 'datacenter']);
  if (saysSomething(redirect.at('service'))) return;
  for (const name of ['serviceSubset', 'namespace', 'partition', 'peer']) {
    if (saysSomething(redirect.at(name))) yield forbidden(redirect.at(name), 'needs "service"', 'name the service');
  }
}

function* failoverProblems(failover: Field): Iterable<Problem> {
  if (Object.keys(failover.map ?? {}).length === 0)
    yield required(failover, 'cannot be empty', 'say where to, or leave it out');
  if (failover.at('targets').items().length > 0)
    yield* notWith(failover, 'targets', ['datacenters', 'service', 'serviceSubset']);
  yield* notWith(failover, 'samenessGroup', ['datacenters', 'serviceSubset', 'targets']);
  for (const target of failover.at('targets').items()) {
    yield* notWith(target, 'peer', ['serviceSubset', 'partition', 'datacenter']);
    yield* notWith(target, 'partition', ['datacenter']);
  }
  for (const datacenter of failover.at('datacenters').items())
    yield* emptyText(datacenter, 'name the datacenter, or remove it');
  const mode = failover.at('policy', 'mode');
  if (saysSomething(mode) && !['sequential', 'order-by-locality'].includes(mode.text ?? '')) {
    yield unsupported(mode, ['sequential', 'order-by-locality'], 'leave it out for "sequential"');
  }
}

function* loadBalancerProblems(balancer: Field): Iterable<Problem> {
  const policy = balancer.at('policy').text ?? '';
  if (policy !== '' && !policies.includes(policy))
    yield unsupported(balancer.at('policy'), policies, 'use a supported policy');
  const hashes = policy === 'ring_hash' || policy === 'maglev';
  for (const limit of [
    balancer.at('ringHashConfig', 'minimumRingSize'),
    balancer.at('ringHashConfig', 'maximumRingSize'),
    balancer.at('leastRequestConfig', 'choiceCount'),
  ])
    yield* negative(limit);
  for (const hash of balancer.at('hashPolicies').items()) {
    if (!hashes)
      yield forbidden(hash, 'needs the policy ring_hash or maglev', 'set the policy, or remove hashPolicies');
    yield* hashProblems(hash);
  }
  if (balancer.at('ringHashConfig').isSet && policy !== 'ring_hash') {
    yield forbidden(
      balancer.at('ringHashConfig'),
      'needs the policy ring_hash',
      'set the policy, or remove ringHashConfig',
    );
  }
  if (balancer.at('leastRequestConfig').isSet && policy !== 'least_request') {
    yield forbidden(
      balancer.at('leastRequestConfig'),
      'needs the policy least_request',
      'set the policy, or remove leastRequestConfig',
    );
  }
}

function* hashProblems(hash: Field): Iterable<Problem> {
  const field = hash.at('field');
  if (saysSomething(field)) {
    if (!hashFields.includes(field.text ?? '')) yield unsupported(field, hashFields, 'use a supported field');
    yield* notWith(hash, 'field', ['sourceIP']);
    if (!saysSomething(hash.at('fieldValue')) && !saysSomething(hash.at('sourceIP'))) {
      yield required(hash.at('fieldValue'), '', 'name the header, cookie or parameter');
    }
  } else if (saysSomething(hash.at('fieldValue')) && !saysSomething(hash.at('sourceIP')))
    yield required(field, 'fieldValue names one of its kind', 'say which kind');
  yield* notWith(hash, 'sourceIP', ['fieldValue']);
  const cookie = hash.at('cookieConfig');
  if (cookie.isSet && field.text !== 'cookie')
    yield forbidden(cookie, 'needs the field cookie', 'set the field, or remove it');
  yield* durationProblems(cookie.at('ttl'));
  if (cookie.at('session').boolean === true) yield* notWith(cookie, 'session', ['ttl']);
}

function* notWith(owner: Field, name: string, others: readonly string[]): Iterable<Problem> {
  if (!saysSomething(owner.at(name))) return;
  for (const other of others) {
    if (saysSomething(owner.at(other)))
      yield forbidden(owner.at(other), `may not be set together with ${name}`, `keep one of ${name}, ${other}`);
  }
}
