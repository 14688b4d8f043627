import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { duplicate, forbidden, invalid, required, unsupported } from '../field-error';
import type { Problem } from '../finding';
import { httpMatchProblems } from './http-match';
import { saysSomething } from './one-of';

/** Intentions allow or deny each source once: as a whole, or request by request. */
export const validConsulIntentions: Check = {
  id: 'valid-consul-intentions',
  severity: 'error',
  profile: 'baseline',
  why: 'Consul rejects the ServiceIntentions, so that the authorization of the service stays what it was.',
  kinds: ['consul.hashicorp.com/ServiceIntentions'],
  run: function* ({ manifest }) {
    const spec = Field.root(manifest).at('spec');
    const destination = spec.at('destination', 'name');
    if (!saysSomething(destination)) yield required(destination, '', 'name the service, or "*" for all of them');
    yield* wildcardProblems(destination);
    yield* tokenProblems(spec.at('jwt'));
    const sources = spec.at('sources');
    if (sources.items().length === 0)
      yield required(sources, 'at least one source must be specified', 'list the clients');
    const seen = new Set<string>();
    for (const source of sources.items()) {
      const identity = ['peer', 'partition', 'namespace', 'samenessGroup', 'name']
        .map((name) => source.at(name).text ?? '')
        .join('/');
      if (seen.has(identity)) yield duplicate(source.at('name'), 'make one source of the two');
      seen.add(identity);
      yield* wildcardProblems(source.at('name'));
      yield* sourceProblems(source, destination);
    }
  },
};

function* sourceProblems(source: Field, destination: Field): Iterable<Problem> {
  const permissions = source.at('permissions').items();
  if (permissions.length === 0) {
    yield* actionProblems(source.at('action'));
    return;
  }
  if (saysSomething(source.at('action'))) {
    yield forbidden(source.at('action'), 'may not be set together with permissions', 'keep one of the two');
  }
  if (destination.text === '*') {
    yield forbidden(
      source.at('permissions'),
      'may not be set for the destination "*"',
      'name the service, or use action',
    );
  }
  for (const permission of permissions) {
    yield* actionProblems(permission.at('action'));
    if (permission.at('http').map === undefined)
      yield required(permission.at('http'), '', 'say which requests are meant');
    yield* httpMatchProblems(permission.at('http'));
    yield* tokenProblems(permission.at('jwt'));
  }
}

/** Tokens that are asked for are those of a JWTProvider by name. */
function* tokenProblems(jwt: Field): Iterable<Problem> {
  for (const provider of jwt.at('providers').items()) {
    if (!saysSomething(provider.at('name'))) yield required(provider.at('name'), '', 'name a JWTProvider');
  }
}

function* actionProblems(action: Field): Iterable<Problem> {
  if (!saysSomething(action)) yield required(action, '', 'set "allow" or "deny"');
  else if (action.text !== 'allow' && action.text !== 'deny')
    yield unsupported(action, ['allow', 'deny'], 'use lower case');
}

function* wildcardProblems(name: Field): Iterable<Problem> {
  if (name.text !== undefined && name.text !== '*' && name.text.includes('*')) {
    yield invalid(name, 'a wildcard stands alone', 'name each service, or use "*" for all of them');
  }
}
