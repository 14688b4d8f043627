import type { PodsAt } from '../fleet/network-facts';
import type { Labels } from '../manifest/objects/label-selector';
import type { Peer } from '../model/connection';
import { assertShape } from '../fleet/reject';
import { fields, listOf } from '../fleet/shape';
import { addressBlock, partOf } from './address-block';

/** What a workload may talk to, or be talked to by, that is not a workload of the same cluster. */
export const Peers = {
  /** Every pod of a namespace. */
  namespace: (namespace: string): Peer => ({ type: 'namespace', namespace }),
  /** Every pod of the namespaces with these labels. */
  namespaces: (labels: Labels): Peer => ({ type: 'namespaces', selector: { matchLabels: labels } }),
  /**
   * Addresses outside the cluster, such as `10.0.0.0/8`, without those of `except`.
   *
   * @throws where one of them is no block of addresses, or an exception is no part of the block
   */
  cidr: (cidr: string, options: { readonly except?: readonly string[] } = {}): Peer => {
    const declared = { kind: 'Peers.cidr', name: '' };
    assertShape(declared, addressBlock, cidr, 'cidr');
    assertShape(declared, fields({ 'except?': listOf(partOf(cidr)) }), options);
    const { except = [] } = options;
    return { type: 'cidr', cidr, except };
  },
  /** Any IPv4 address. */
  anywhere: (): Peer => ({ type: 'cidr', cidr: '0.0.0.0/0', except: [] }),
  /** The API server, at the addresses of the cluster's facts. */
  apiServer: (): Peer => ({ type: 'apiServer' }),
  /** The cluster's DNS. Isolated namespaces reach it without being told. */
  dns: (): Peer => ({ type: 'dns' }),
  /** The ingress controller or gateway of a class of the cluster's facts. */
  ingress: (className: string): Peer => ({ type: 'ingress', className }),
  /** What scrapes metrics, from the cluster's facts. A workload with `metrics` is reached by it without being told. */
  monitoring: (): Peer => ({ type: 'monitoring' }),
  /**
   * Pods of the platform that no tree of the fleet makes, such as prometheus-adapter: with `mesh` where they are part of the
   * cluster's mesh.
   */
  platform: (name: string, pods: PodsAt): Peer => ({ type: 'platform', name, pods }),
  /**
   * A workload of another cluster. No backend knows its addresses or its identity yet: the synth fails, with a mesh and
   * without, and asks for `Peers.cidr` or an `ExternalService`.
   */
  remoteWorkload: (cluster: string, namespace: string, name: string): Peer => ({
    type: 'remoteWorkload',
    cluster,
    namespace,
    name,
  }),
} as const;
