import { Field } from '../../../manifest/objects/field';
import { isJsonArray, type JsonObject, type JsonValue } from '../../../manifest/objects/json';
import type { Change } from '../../difference/change';
import { immutable, type ImmutableField, type Update } from '../immutable-field';

const core = 'pkg/apis/core/validation/validation.go';

/** What no API server lets change of Services and what leads to them. */
export const networkFields: readonly ImmutableField[] = [
  ...['spec.clusterIP', 'spec.clusterIPs'].map((path): ImmutableField => ({
    kind: '/Service',
    path,
    // What leaves the address out is given the one that the Service has.
    when: (update, { to }) => hasAddresses(update) && to !== undefined,
    message: 'may not change once set',
    source: `${core}: validateUpgradeDowngradeClusterIPs`,
  })),
  {
    kind: '/Service',
    path: 'spec.ipFamilies',
    when: (update, change) =>
      hasAddresses(update) && firstOf(change.from) !== firstOf(change.to) && change.to !== undefined,
    message: 'may not change once set',
    source: `${core}: validateUpgradeDowngradeIPFamilies`,
  },
  {
    kind: '/Service',
    path: 'spec.loadBalancerClass',
    when: ({ before, after }) => typeOf(before) === 'LoadBalancer' && typeOf(after) === 'LoadBalancer',
    message: 'may not change once set',
    source: `${core}: validateLoadBalancerClassField`,
  },
  {
    kind: '/Service',
    path: 'spec.healthCheckNodePort',
    when: ({ before, after }, { to }) => to !== undefined && hasHealthCheck(before) && hasHealthCheck(after),
    message: immutable,
    source: `${core}: validateServiceExternalTrafficFieldsUpdate`,
  },
  {
    kind: 'discovery.k8s.io/EndpointSlice',
    path: 'addressType',
    message: immutable,
    source: 'pkg/apis/discovery/validation/validation.go: ValidateEndpointSliceUpdate',
  },
  {
    kind: 'networking.k8s.io/IPAddress',
    path: 'spec.parentRef',
    message: immutable,
    source: 'pkg/apis/networking/validation/validation.go: ValidateIPAddressUpdate',
  },
  {
    kind: 'networking.k8s.io/IngressClass',
    path: 'spec.controller',
    message: immutable,
    source: 'pkg/apis/networking/validation/validation.go: validateIngressClassSpecUpdate',
  },
  {
    kind: 'networking.k8s.io/ServiceCIDR',
    path: 'spec.cidrs',
    // A range of the other family may be added to the first.
    when: (_, { from, to }) =>
      !(isJsonArray(from) && isJsonArray(to) && from.length === 1 && to.length === 2 && from[0] === to[0]) ||
      isIPv6Range(to[0]) === isIPv6Range(to[1]),
    message: immutable,
    source: 'pkg/apis/networking/validation/validation.go: ValidateServiceCIDRUpdate',
  },
];

/** A Service of an external name has no addresses, so that they may be given up or asked for. */
function hasAddresses({ before, after }: Update): boolean {
  return typeOf(before) !== 'ExternalName' && typeOf(after) !== 'ExternalName';
}

function typeOf({ spec }: JsonObject): string | undefined {
  return Field.at('spec', spec).at('type').text;
}

function isIPv6Range(range: JsonValue | undefined): boolean {
  return typeof range === 'string' && range.includes(':');
}

function firstOf(value: Change['from']): string | undefined {
  return Field.at('', value ?? null).items()[0]?.text;
}

function hasHealthCheck(service: JsonObject): boolean {
  const policy = Field.at('spec', service.spec).at('externalTrafficPolicy').text;
  return typeOf(service) === 'LoadBalancer' && policy === 'Local';
}
