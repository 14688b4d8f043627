import type { Manifest } from '../../../lib/manifest/objects/manifest';

/** What the nodes of a simulated cluster look like. */
export interface NodeShape {
  /** Zones, each of which gets as many nodes. @default one zone, named `zone-a` */
  readonly zones?: readonly string[];
  /** @default `region` */
  readonly region?: string;
  /** @default 3 */
  readonly nodesPerZone?: number;
  /** What Pods may ask of one node. @default 4 CPUs, 16 GiB, 110 Pods */
  readonly allocatable?: Readonly<Record<'cpu' | 'memory' | 'pods', string>>;
}

/** The nodes of a cluster, `<zone>-1` and so on: as a cloud's kubelets would register them. */
export function nodesOf({
  zones = [],
  region = 'region',
  nodesPerZone = 3,
  allocatable = { cpu: '4', memory: '16Gi', pods: '110' },
}: NodeShape): readonly Manifest[] {
  const numbers = Array.from({ length: nodesPerZone }, (_, index) => index + 1);
  return (zones.length === 0 ? ['zone-a'] : zones).flatMap((zone) =>
    numbers.map((number) => node(`${zone}-${number}`, zone, region, allocatable)),
  );
}

function node(name: string, zone: string, region: string, allocatable: Required<NodeShape>['allocatable']): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        'topology.kubernetes.io/zone': zone,
        'topology.kubernetes.io/region': region,
      },
    },
    // Made with its status: one that came later would leave the scheduler a moment without any room.
    status: { allocatable, capacity: allocatable, addresses: [{ type: 'Hostname', address: name }] },
  };
}
