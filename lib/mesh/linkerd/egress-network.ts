import type { EgressNetworkSpec } from '../../../imports/policy.linkerd.io';
import type { Manifest } from '../../manifest/objects/manifest';
import type { Plain } from '../../manifest/objects/plain';
import type { EgressModel } from './resolve-egress';

/** Name of the network that is everything outside the cluster. */
export const outside = 'outside';

/**
 * Refuses what pods of a namespace ask outside the cluster, but for routes and declared addresses. The most specific
 * network of an address counts.
 */
export function emitEgressNetworks({ namespace, addresses }: EgressModel): Manifest[] {
  const networks = addresses.map(({ cidr, except }) => ({ cidr, ...(except.length === 0 ? {} : { except }) }));
  return [
    // Without networks it is every address that is none of the cluster's, as its installation knows them.
    egressNetwork(namespace, outside, { trafficPolicy: 'Deny' }),
    ...(networks.length === 0
      ? []
      : [egressNetwork(namespace, 'declared-addresses', { trafficPolicy: 'Allow', networks })]),
  ];
}

function egressNetwork(namespace: string, name: string, spec: Plain<EgressNetworkSpec>): Manifest {
  return {
    apiVersion: 'policy.linkerd.io/v1alpha1',
    kind: 'EgressNetwork',
    metadata: { name, namespace },
    spec,
  };
}
