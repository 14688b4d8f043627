import { policyTypesOf } from '../../../lib/manifest/network/policy-types';
import type { JsonObject } from '../../../lib/manifest/objects/json';

const rule = { ports: [{ port: 53 }] };

describe('the types of a NetworkPolicy', () => {
  test.each<[string, JsonObject, readonly string[]]>([
    ['Ingress where nothing is said', {}, ['Ingress']],
    ['Ingress where the list is empty', { policyTypes: [] }, ['Ingress']],
    ['Ingress where the list is null', { policyTypes: null }, ['Ingress']],
    ['Ingress alone where the list of egress rules is empty', { egress: [] }, ['Ingress']],
    ['Egress, too, where there are egress rules', { egress: [rule] }, ['Ingress', 'Egress']],
    ['Egress, too, where the list of types is empty', { policyTypes: [], egress: [rule] }, ['Ingress', 'Egress']],
    ['nothing but what the list says', { policyTypes: ['Egress'], ingress: [rule] }, ['Egress']],
    ['both where the list says both', { policyTypes: ['Egress', 'Ingress'] }, ['Ingress', 'Egress']],
    ['no Egress that the list leaves out', { policyTypes: ['Ingress'], egress: [rule] }, ['Ingress']],
  ])('are %s', (_, spec, types) => {
    const policy = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'cart' }, spec };

    expect(policyTypesOf(policy)).toEqual(types);
  });
});
