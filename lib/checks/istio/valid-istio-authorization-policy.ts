import type { MeshFacts } from '../../fleet/mesh-facts';
import { Field } from '../../manifest/objects/field';
import { knowsTrustDomains, trustDomainFields } from '../../products/istio';
import type { Check } from '../check';
import { forbidden, invalid, required } from '../field-error';
import type { Problem } from '../finding';
import { actionOf, httpAttributesOf } from './authorization-rule';
import {
  accountProblems,
  blockProblems,
  conditionProblems,
  emptyListProblems,
  emptyPartProblems,
  operationAttributes,
  pathProblems,
  portProblems,
  sourceAttributes,
  unmatchedProblems,
  withNegation,
} from './rules/authorization';
import { targetProblems } from './rules/target';

/** Rules of an AuthorizationPolicy say something, in one way for each client, and apply to pods or to targets. */
export const validIstioAuthorizationPolicy: Check = {
  id: 'valid-istio-authorization-policy',
  severity: 'error',
  profile: 'baseline',
  why: "Istio's validation webhook rejects the policy, so that what it would deny stays allowed.",
  kinds: ['security.istio.io/AuthorizationPolicy'],
  run: function* ({ manifest }, { cluster }) {
    const spec = Field.root(manifest).at('spec');
    yield* targetProblems(spec);
    const action = actionOf(manifest);
    const rules = spec.at('rules').items();
    if (action === 'CUSTOM' && (spec.at('provider', 'name').text ?? '') === '') {
      yield required(spec.at('provider', 'name'), 'the action CUSTOM asks a provider', 'name an extension provider');
    }
    if (action !== 'CUSTOM' && spec.at('provider').isSet)
      yield forbidden(spec.at('provider'), 'needs the action CUSTOM', 'remove it');
    if ((action === 'DENY' || action === 'CUSTOM') && rules.length === 0) {
      const fix =
        action === 'DENY'
          ? 'use ALLOW without rules to deny everything'
          : 'add an empty rule to ask the provider always';
      yield required(spec.at('rules'), `${action} without rules is never triggered`, fix);
    }
    for (const rule of rules) yield* ruleProblems(rule, action);
    yield* trustDomainProblems(rules, cluster.mesh);
  },
};

function* ruleProblems(rule: Field, action: string): Iterable<Problem> {
  for (const name of ['from', 'to', 'when']) yield* emptyListProblems(rule.at(name));
  for (const from of rule.at('from').items()) yield* sourceProblems(from.at('source'), action);
  for (const to of rule.at('to').items()) yield* operationProblems(to.at('operation'));
  for (const when of rule.at('when').items()) yield* conditionProblems(when);
  if (action !== 'CUSTOM') return;
  const identities = rule
    .at('when')
    .items()
    .map((when) => when.at('key'))
    .filter(({ text }) => text?.startsWith('request.auth.') === true || customKeys.includes(text ?? ''));
  const principals = httpAttributesOf(rule).filter(({ path }) => /equestPrincipals$/.test(path));
  for (const field of [...principals.filter((list) => list.items().length > 0), ...identities]) {
    yield forbidden(field, 'cannot be used with the action CUSTOM', 'use ALLOW or DENY');
  }
}

/** What a provider cannot be asked about. */
const customKeys = ['source.namespace', 'source.serviceAccount', 'source.trustDomain', 'source.principal'];
const identities = ['principals', 'namespaces', 'serviceAccounts', 'trustDomains'].flatMap(withNegation);

function* sourceProblems(source: Field, action: string): Iterable<Problem> {
  yield* emptyPartProblems(source, 'a source', sourceAttributes);
  yield* unmatchedProblems(source, sourceAttributes);
  const accounts = [...source.at('serviceAccounts').items(), ...source.at('notServiceAccounts').items()];
  for (const name of identities) {
    const field = source.at(name);
    if (field.items().length === 0) continue;
    if (accounts.length > 0 && /(principals|namespaces)$/i.test(name))
      yield forbidden(field, 'may not be set together with serviceAccounts', 'make two sources of it');
    if (action === 'CUSTOM') yield forbidden(field, 'cannot be used with the action CUSTOM', 'use ALLOW or DENY');
  }
  for (const name of ['ipBlocks', 'remoteIpBlocks'].flatMap(withNegation)) {
    for (const block of source.at(name).items()) yield* blockProblems(block);
  }
  for (const name of withNegation('serviceAccounts')) yield* accountProblems(source.at(name));
}

/** Which values there may be, and whether the cluster's Istio knows the field. */
function* trustDomainProblems(rules: readonly Field[], mesh: MeshFacts | undefined): Iterable<Problem> {
  const sources = rules.flatMap((rule) => rule.at('from').items()).map((from) => from.at('source'));
  for (const field of sources.flatMap((source) => trustDomainFields.map((name) => source.at(name)))) {
    if (!field.isSet) continue;
    if (mesh?.product === 'istio' && !knowsTrustDomains(mesh))
      yield forbidden(
        field,
        `Istio ${mesh.version} does not know it: the API server drops it, and the source is for more clients than it says`,
        'use principals, such as "td.example/*", or Istio 1.31 or newer',
      );
    for (const value of field.items()) {
      if (!/^(\*|\*?[^*/]+|[^*/]+\*)$/.test(value.text ?? ''))
        yield invalid(value, 'must be a trust domain, with "*" at its beginning or end at most', 'write "td.example"');
    }
  }
}

function* operationProblems(operation: Field): Iterable<Problem> {
  yield* emptyPartProblems(operation, 'an operation', operationAttributes);
  yield* unmatchedProblems(operation, operationAttributes);
  for (const port of withNegation('ports').flatMap((name) => operation.at(name).items())) yield* portProblems(port);
  for (const path of withNegation('paths').flatMap((name) => operation.at(name).items())) yield* pathProblems(path);
}
