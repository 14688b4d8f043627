import { httpProbePaths } from '../../../manifest/pods/http-probe-paths';
import { parseCidr, type AddressRange } from '../../../manifest/network/address-range';
import { namedPort } from '../../space/named-port';
import { allPorts, subtractIntervals, type PortIntervals } from '../../sets/port-intervals';
import type { WorkloadNode } from '../../space/workload-node';
import { addressesIn, allClients, everyClient, everyMember, noClient, type ClientMatch } from '../client-match';
import { metadataOfNamespace, metadataOfPod } from '../enrolment';
import { oneCheckpoint, type MeshRule, type ServerPolicy } from '../mesh-policy';
import type { MeshTree } from '../mesh-tree';
import { readPortList } from '../port-list';
import { anyRequest, type RequestMatch } from '../request-match';
import type { Grant, LinkerdServer } from './linkerd-server';

/** What a port lets in that no Server is about, and ports for which annotations say more. */
export interface InboundDefaults {
  /** `annotation config.linkerd.io/default-inbound-policy`, or the default of the installation. */
  readonly name: string;
  readonly policy: string;
  /** Ports that want an identity whatever the policy says. */
  readonly authenticated: PortIntervals;
  readonly skipped: PortIntervals;
  /** Paths that the kubelet asks for, by port. */
  readonly probes: ReadonlyMap<number, readonly string[]>;
}

/** What the proxy of a pod enforces: each port by its Server, all others by the default of pod, namespace or mesh. */
export function linkerdPolicy(
  workload: WorkloadNode,
  servers: readonly LinkerdServer[],
  defaults: InboundDefaults,
): ServerPolicy {
  const rules: MeshRule[] = [];
  let left = allPorts;
  for (const server of servers) {
    // Of two Servers for one port, which the webhook refuses, the first counts.
    for (const port of portsOf(server, workload)) {
      const own: PortIntervals = [{ from: port, to: port }];
      if (subtractIntervals(own, left).length > 0) continue;
      left = subtractIntervals(left, own);
      rules.push(...serverRules(server, own, defaults.probes.get(port) ?? []));
    }
  }
  const checkpoint = {
    rules: [...rules, ...defaultRules(defaults, left)],
    otherwise: { verdict: 'Deny', reason: `${defaults.name} (${defaults.policy})` },
  } as const;
  return oneCheckpoint('linkerd', checkpoint, { bypass: defaults.skipped });
}

export function inboundDefaults(workload: WorkloadNode, tree: MeshTree): InboundDefaults {
  const [pod] = workload.pods;
  const own = pod === undefined ? undefined : metadataOfPod(pod).annotations;
  const namespace = metadataOfNamespace(tree.manifests, workload.namespace).annotations;
  const read = (key: string): string | undefined =>
    own?.entry(`config.linkerd.io/${key}`).text ?? namespace.entry(`config.linkerd.io/${key}`).text;
  const policy = read('default-inbound-policy');
  return {
    name: policy === undefined ? 'default policy of Linkerd' : 'annotation config.linkerd.io/default-inbound-policy',
    policy: policy ?? 'all-unauthenticated',
    authenticated: readPortList(read('proxy-require-identity-inbound-ports') ?? ''),
    skipped: readPortList(read('skip-inbound-ports') ?? ''),
    probes: probePaths(workload),
  };
}

/** Requests take the first route that they match; whoever the Server lets in may take every route. */
function serverRules(server: LinkerdServer, ports: PortIntervals, probes: readonly string[]): readonly MeshRule[] {
  const byServer: readonly Grant[] = [
    ...server.grants,
    { name: `${server.name} spec.accessPolicy (${server.accessPolicy})`, clients: clientsOf(server.accessPolicy) },
  ];
  const allow = (grants: readonly Grant[], request: RequestMatch): MeshRule[] =>
    grants.map(({ name, clients }) => ({ name, verdict: 'Allow', clients, ports, request }));
  const deny = (name: string, request: RequestMatch): MeshRule => {
    return { name, verdict: 'Deny', clients: everyClient, ports, request };
  };
  if (server.routes.length === 0) {
    return [
      ...probeRules(probes, ports),
      ...allow(byServer, anyRequest),
      deny(`no policy for ${server.name}`, anyRequest),
    ];
  }
  return [
    ...server.routes.flatMap(({ name, grants, request }) => [
      ...allow([...grants, ...byServer], request),
      deny(`no policy for ${name}`, request),
    ]),
    deny(`no route of ${server.name}`, anyRequest),
  ];
}

function defaultRules(
  { name, policy, authenticated, probes }: InboundDefaults,
  ports: PortIntervals,
): readonly MeshRule[] {
  const clients = clientsOf(policy);
  const rule = (on: PortIntervals, who: ClientMatch): MeshRule => {
    return { name: `${name} (${policy})`, verdict: 'Allow', clients: who, ports: on, request: anyRequest };
  };
  const strict = subtractIntervals(ports, subtractIntervals(allPorts, authenticated));
  const rest = subtractIntervals(ports, authenticated);
  const open = [...probes].filter(([port]) => rest.some(({ from, to }) => from <= port && port <= to));
  return [
    ...open.flatMap(([port, paths]) => probeRules(paths, [{ from: port, to: port }])),
    ...(strict.length === 0 ? [] : [rule(strict, allClients([clients, everyMember]))]),
    ...(rest.length === 0 ? [] : [rule(rest, clients)]),
  ];
}

/** Linkerd lets everybody ask what the kubelet asks, as long as no route is attached to the Server. */
function probeRules(paths: readonly string[], ports: PortIntervals): readonly MeshRule[] {
  return paths.map((path): MeshRule => {
    const request: RequestMatch = {
      atoms: [
        { attribute: 'method', patterns: [{ kind: 'exact', text: 'GET' }], negated: false },
        { attribute: 'path', patterns: [{ kind: 'exact', text: path }], negated: false },
      ],
      when: [],
    };
    return {
      name: `Linkerd's authorization of the probe ${path}`,
      verdict: 'Allow',
      clients: everyClient,
      ports,
      request,
    };
  });
}

/** Where Linkerd takes addresses for those of the cluster, unless its installation says otherwise. */
const clusterNetworks = ['10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16', 'fd00::/8'].flatMap(
  (cidr): readonly AddressRange[] => {
    const range = parseCidr(cidr);
    return range === undefined ? [] : [range];
  },
);

const inCluster = addressesIn(clusterNetworks);

function clientsOf(policy: string): ClientMatch {
  switch (policy) {
    case 'all-unauthenticated':
    case 'audit':
      return everyClient;
    case 'all-authenticated':
      return everyMember;
    case 'cluster-authenticated':
      return allClients([everyMember, inCluster]);
    case 'cluster-unauthenticated':
      return inCluster;
    default:
      return noClient;
  }
}

function portsOf({ port }: LinkerdServer, workload: WorkloadNode): readonly number[] {
  if (typeof port === 'number') return [port];
  return namedPort(workload, port)
    .ranges()
    .flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, i) => from + i));
}

function probePaths({ pods }: WorkloadNode): ReadonlyMap<number, readonly string[]> {
  const paths = new Map<number, string[]>();
  for (const pod of pods) {
    for (const [port, found] of httpProbePaths(pod))
      paths.set(port, [...new Set([...(paths.get(port) ?? []), ...found])]);
  }
  return paths;
}
