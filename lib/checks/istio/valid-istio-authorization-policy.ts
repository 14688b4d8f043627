import { parseAddressBlock } from '../../manifest/network/address-range';
import type { MeshFacts } from '../../fleet/mesh-facts';
import { Field } from '../../manifest/objects/field';
import { knowsTrustDomains, trustDomainFields } from '../../products/istio';
import type { Check } from '../check';
import { forbidden, invalid, required } from '../field-error';
import type { Problem } from '../finding';
import { actionOf, httpAttributesOf } from './authorization-rule';

const conditionKeys = [
  'request.auth.',
  'request.headers',
  'source.',
  'remote.ip',
  'destination.',
  'connection.sni',
  'experimental.envoy.filters.',
];

/** Rules of an AuthorizationPolicy say something, in one way for each client, and apply to pods or to targets. */
export const validIstioAuthorizationPolicy: Check = {
  id: 'valid-istio-authorization-policy',
  severity: 'error',
  profile: 'baseline',
  why: "Istio's validation webhook rejects the policy, so that what it would deny stays allowed.",
  kinds: ['security.istio.io/AuthorizationPolicy'],
  run: function* ({ manifest }, { cluster }) {
    const spec = Field.root(manifest).at('spec');
    if (spec.at('selector').isSet && spec.at('targetRefs').items().length > 0) {
      yield forbidden(spec.at('selector'), 'may not be set together with targetRefs', 'keep one of the two');
    }
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
  for (const name of ['from', 'to', 'when']) {
    if (rule.at(name).isSet && rule.at(name).items().length === 0)
      yield required(rule.at(name), 'must not be empty', `leave "${name}" out`);
  }
  for (const from of rule.at('from').items()) yield* sourceProblems(from.at('source'), action);
  for (const to of rule.at('to').items()) yield* operationProblems(to.at('operation'));
  for (const when of rule.at('when').items()) {
    const key = when.at('key');
    if (!conditionKeys.some((prefix) => key.text?.startsWith(prefix) === true)) {
      yield invalid(key, 'is no attribute of a request', `use one that begins with ${conditionKeys.join(', ')}`);
    }
    if (when.at('values').items().length === 0 && when.at('notValues').items().length === 0) {
      yield required(when.at('values'), 'must have values or notValues', 'list the values');
    }
  }
  if (action === 'CUSTOM') {
    for (const field of httpAttributesOf(rule).filter(({ path }) => /equestPrincipals$/.test(path))) {
      yield forbidden(field, 'cannot be used with the action CUSTOM', 'use ALLOW or DENY');
    }
  }
}

function* sourceProblems(source: Field, action: string): Iterable<Problem> {
  yield* emptyListProblems(source, 'a source');
  const accounts = source.at('serviceAccounts').isSet || source.at('notServiceAccounts').isSet;
  for (const name of ['principals', 'notPrincipals', 'namespaces', 'notNamespaces']) {
    const field = source.at(name);
    if (accounts && field.isSet)
      yield forbidden(field, 'may not be set together with serviceAccounts', 'make two sources of it');
    if (action === 'CUSTOM' && field.isSet)
      yield forbidden(field, 'cannot be used with the action CUSTOM', 'use ALLOW or DENY');
  }
  for (const field of trustDomainFields.map((name) => source.at(name))) {
    if (action === 'CUSTOM' && field.isSet)
      yield forbidden(field, 'cannot be used with the action CUSTOM', 'use ALLOW or DENY');
  }
  for (const name of ['ipBlocks', 'notIpBlocks', 'remoteIpBlocks', 'notRemoteIpBlocks']) {
    for (const block of source.at(name).items()) {
      if (parseAddressBlock(block.text ?? '') === undefined)
        yield invalid(block, 'must be an IP address or a CIDR', 'write for instance 10.0.0.0/8');
    }
  }
  for (const account of source.at('serviceAccounts').items()) {
    if (!/^[^/*]+(\/[^/*]+)?$/.test(account.text ?? ''))
      yield invalid(account, 'must be name or namespace/name', 'write for instance "boutique/frontend"');
  }
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
  yield* emptyListProblems(operation, 'an operation');
  for (const port of [...operation.at('ports').items(), ...operation.at('notPorts').items()]) {
    const number = Number(port.text);
    if (!Number.isInteger(number) || number < 1 || number > 65535)
      yield invalid(port, 'must be the number of a container port', 'write the number, in quotes');
  }
  for (const path of [...operation.at('paths').items(), ...operation.at('notPaths').items()]) {
    const text = path.text ?? '';
    if (text.slice(1, -1).includes('*') && !text.includes('{*')) {
      yield invalid(path, '"*" stands at the beginning or the end', 'use "/a/{*}/b" for one segment');
    }
  }
}

function* emptyListProblems(owner: Field, name: string): Iterable<Problem> {
  const lists = Object.keys(owner.map ?? {});
  if (lists.length === 0)
    yield required(owner, `${name} must say something`, 'remove the entry, or say who or what is meant');
  for (const list of lists) {
    if (owner.at(list).items().length === 0) yield required(owner.at(list), 'must not be empty', `leave "${list}" out`);
  }
}
