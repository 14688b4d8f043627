import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { duplicate, forbidden, invalid, invalidByEach, required, unsupported } from '../field-error';
import type { Problem } from '../finding';
import { labelsProblems } from './fields/label-selector';
import { cidrErrors, ipErrors } from './grammar/ip-syntax';
import { dnsSubdomainErrors } from '../../manifest/grammar/dns-name';
import { labelKeyErrors } from '../../manifest/grammar/label-syntax';

/** The fields of a Service fit its type. */
export const validService: Check = {
  id: 'valid-service',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server rejects the Service, rather than ignore what its type cannot have.',
  kinds: ['Service'],
  run: function* ({ manifest }) {
    const spec = Field.root(manifest).at('spec');
    if (spec.isSet && spec.map === undefined) return;
    const type = spec.at('type').text ?? 'ClusterIP';
    yield* labelsProblems(spec.at('selector'));
    yield* typeProblems(spec, type);
    yield* externalProblems(spec, type);
    yield* affinityProblems(spec);
    if (type !== 'ExternalName') yield* familyProblems(spec);
    for (const ip of spec.at('externalIPs').items()) {
      yield* invalidByEach(ip, ipErrors(ip.text ?? ''), 'use an IPv4 or IPv6 address');
    }
  },
};

function* typeProblems(spec: Field, type: string): Iterable<Problem> {
  const isHeadless = spec.at('clusterIP').value === 'None';
  if (type === 'ExternalName') {
    const externalName = spec.at('externalName');
    const name = (externalName.text ?? '').replace(/\.$/, '');
    if (name === '') yield required(externalName, '', 'set the host name that the Service stands for');
    else yield* invalidByEach(externalName, dnsSubdomainErrors(name), 'use a DNS name without a scheme', name);
    for (const name of ['clusterIPs', 'ipFamilies', 'ipFamilyPolicy']) {
      const field = spec.at(name);
      if (field.isSet) yield forbidden(field, 'may not be set for ExternalName services', `remove ${name}`);
    }
    return;
  }
  if (isHeadless && (type === 'LoadBalancer' || type === 'NodePort')) {
    const rule = `may not be set to 'None' for ${type} services`;
    yield invalid(spec.at('clusterIP'), rule, 'leave clusterIP out, or make the Service a ClusterIP one');
  }
  if (!isHeadless && spec.at('ports').items().length === 0) {
    yield required(spec.at('ports'), '', 'add a port, or set clusterIP: None');
  }
}

function* externalProblems(spec: Field, type: string): Iterable<Problem> {
  const isBalanced = type === 'LoadBalancer';
  const isExternal = isBalanced || type === 'NodePort' || spec.at('externalIPs').items().length > 0;
  const policy = spec.at('externalTrafficPolicy');
  if (policy.isSet && policy.value !== '' && !isExternal) {
    yield invalid(policy, 'may only be set for externally-accessible services', 'remove externalTrafficPolicy');
  }
  for (const name of ['allocateLoadBalancerNodePorts', 'loadBalancerClass', 'loadBalancerSourceRanges']) {
    const field = spec.at(name);
    const isEmptyList = Array.isArray(field.value) && field.items().length === 0;
    if (field.isSet && !isEmptyList && !isBalanced) {
      yield forbidden(field, "may only be used when `type` is 'LoadBalancer'", `remove ${name}`);
    }
  }
  const balancerClass = spec.at('loadBalancerClass');
  if (balancerClass.text !== undefined && isBalanced) {
    yield* invalidByEach(balancerClass, labelKeyErrors(balancerClass.text), 'use the class of a controller');
  }
  for (const range of spec.at('loadBalancerSourceRanges').items()) {
    yield* invalidByEach(range, cidrErrors((range.text ?? '').trim()), 'write the range as address/bits');
  }
  const healthPort = spec.at('healthCheckNodePort');
  if ((healthPort.number ?? 0) !== 0 && !(isBalanced && policy.value === 'Local')) {
    const rule = "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'";
    yield invalid(healthPort, rule, 'remove healthCheckNodePort');
  }
}

function* familyProblems(spec: Field): Iterable<Problem> {
  const seen = new Set<string>();
  for (const family of spec.at('ipFamilies').items()) {
    if (family.text === undefined) continue;
    if (!['IPv4', 'IPv6'].includes(family.text)) {
      yield unsupported(family, ['IPv4', 'IPv6'], 'use IPv4 or IPv6');
    } else if (seen.has(family.text)) {
      yield duplicate(family, 'name each family once');
    }
    seen.add(family.text);
  }
  const addresses = spec.at('clusterIPs').items();
  for (const address of addresses.length === 0 ? [spec.at('clusterIP')] : addresses) {
    if (['', 'None'].includes(address.text ?? '')) continue;
    yield* invalidByEach(address, ipErrors(address.text ?? ''), 'leave the address out, or use None');
  }
}

function* affinityProblems(spec: Field): Iterable<Problem> {
  if (spec.at('sessionAffinity').value !== 'ClientIP') return;
  const timeout = spec.at('sessionAffinityConfig', 'clientIP', 'timeoutSeconds');
  if (timeout.number !== undefined && (timeout.number <= 0 || timeout.number > 86400)) {
    yield invalid(timeout, 'must be greater than 0 and less than 86400', 'use up to a day');
  }
}
