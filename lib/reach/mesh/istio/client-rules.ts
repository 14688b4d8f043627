import { Field } from '../../../manifest/objects/field';
import { namespaceOf } from '../../../manifest/objects/find-object';
import type { LocatedManifest } from '../../../manifest/objects/manifest';
import { formatIdentity, identityOf } from '../../../manifest/objects/object-identity';
import { servicesSelecting } from '../../../manifest/network/selecting-services';
import { servicePortsOf } from '../../../manifest/network/service-ports';
import { containsRange, overlaps, type AddressRange } from '../../../manifest/network/address-range';
import {
  allPorts,
  intersectIntervals,
  subtractIntervals,
  uniteIntervals,
  type PortIntervals,
} from '../../sets/port-intervals';
import { metadataOfPod } from '../enrolment';
import { outboundDecision, type Outbound, type OutboundGrant, type OutboundTarget } from '../outbound';
import type { MeshTree } from '../mesh-tree';
import { strangerPod, type ProxyClient } from '../mesh-client';
import { readPortList } from '../port-list';
import { readDestinationRules, type DestinationRules } from './destination-rules';
import {
  hostOfService,
  isKnownPort,
  isVisible,
  knownPorts,
  readSidecars,
  sidecarOf,
  type IstioSidecar,
} from './sidecar-scope';
import { readMeshConfig } from './mesh-config';
import { readServiceEntries, type ServiceEntry } from './service-entries';
import { targetPorts } from './sidecar-policy';

/**
 * What the sidecar of a client does with what the client sends: it knows the services that its Sidecar names, sends what
 * it does not know as it is, or nowhere where the registry alone counts, and encrypts as DestinationRules say.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/sidecar/#OutboundTrafficPolicy
 */
export class IstioClientRules {
  private readonly sidecars: readonly IstioSidecar[];
  private readonly entries: readonly ServiceEntry[];
  private readonly destinationRules: DestinationRules;
  /** What holds where no Sidecar says it: several modes where configurations of the mesh do not agree. */
  private readonly meshWide: readonly string[];
  private readonly known = new Map<string, Outbound>();
  private readonly scopes = new Map<number, Scope>();

  constructor(
    private readonly tree: MeshTree,
    private readonly rootNamespace: string,
  ) {
    this.sidecars = readSidecars(tree.manifests);
    this.entries = readServiceEntries(tree.manifests);
    this.destinationRules = readDestinationRules(tree.manifests);
    const facts = tree.facts?.product === 'istio' ? tree.facts : undefined;
    const { outboundModes } = readMeshConfig(tree.manifests);
    this.meshWide = outboundModes.length === 0 ? [facts?.outboundTrafficPolicy ?? 'ALLOW_ANY'] : outboundModes;
  }

  get ranges(): readonly AddressRange[] {
    return this.entries.flatMap(({ addresses }) => addresses);
  }

  /** Hosts outside that the sidecar of a workload knows, where it lets nothing else out. */
  hostsOf(source: number): readonly string[] {
    const scope = this.scopeOf(source);
    if (scope?.registryOnly !== true) return [];
    return this.entries
      .filter((entry) => isVisible(entry, scope.sidecar, scope.namespace) && !entry.isInternal)
      .flatMap(({ hosts }) => hosts);
  }

  outbound(source: number, target: OutboundTarget): Outbound {
    const scope = this.scopeOf(source);
    if (scope === undefined) return open;
    const key = `${scope.key} ${keyOf(target)}`;
    let found = this.known.get(key);
    if (found === undefined) this.known.set(key, (found = this.compute(scope, target)));
    return found;
  }

  private compute(scope: Scope, target: OutboundTarget): Outbound {
    if (target.kind === 'workload') return this.toWorkload(scope, target.workload);
    if (!scope.registryOnly) return open;
    const visible = this.entries.filter((entry) => isVisible(entry, scope.sidecar, scope.namespace));
    const grants =
      target.kind === 'host'
        ? visible.filter(({ names }) => names(target.name)).flatMap((entry) => hostGrants(scope, entry, visible))
        : visible.flatMap((entry) => grantsOf(entry, portsIn(scope, entry, 'number'), target.range));
    const api = target.kind === 'addresses' && knowsApiServer(scope) ? [apiServer] : [];
    return { decision: outboundDecision([...grants, ...api, ...scope.past], scope.refusedBy) };
  }

  private toWorkload(scope: Scope, workload: number): Outbound {
    const node = this.tree.workloads[workload];
    const services = (node?.pods ?? []).flatMap((pod) => servicesSelecting(this.tree.manifests, pod.owner));
    const visible = [...new Set(services)].filter((service) =>
      isVisible(serviceScope(service), scope.sidecar, scope.namespace),
    );
    const client = visible.length === 0 && services.length > 0 ? strangerPod : this.shownTo(scope, visible);
    if (!scope.registryOnly) return client === undefined ? open : { client };
    const grants = visible.map((service): OutboundGrant => {
      const known = knownPorts(serviceScope(service), scope.sidecar, scope.namespace);
      const ports = servicePortsOf(service.manifest)
        .filter(({ protocol, port }) => protocol === 'TCP' && isKnownPort(known, port))
        .flatMap(({ targetPort }) => (node === undefined ? [] : targetPorts(node, targetPort)))
        .reduce<PortIntervals>((all, port) => uniteIntervals(all, [{ from: port, to: port }]), []);
      return { ports, by: formatIdentity(identityOf(service.manifest)) };
    });
    const entries = this.entries
      .filter(({ selects }) => node !== undefined && selects(node.namespace, node.labels))
      .filter((entry) => isVisible(entry, scope.sidecar, scope.namespace))
      .map((entry): OutboundGrant => ({ ports: portsIn(scope, entry, 'target'), by: entry.name }));
    const decision = outboundDecision([...grants, ...entries, ...scope.past], scope.refusedBy);
    return client === undefined ? { decision } : { decision, client };
  }

  /** Who a server sees, where DestinationRules say how connections to its Services are encrypted. */
  private shownTo({ namespace }: Scope, services: readonly LocatedManifest[]): ProxyClient | undefined {
    for (const service of services) {
      const tls = this.destinationRules(hostOfService(service), [
        namespace,
        namespaceOf(service.manifest),
        this.rootNamespace,
      ]);
      if (tls === undefined || tls.mode === 'ISTIO_MUTUAL') continue;
      if (tls.mode === 'DISABLE') return strangerPod;
      return { kind: 'unknown', what: `the client, whose certificate ${tls.name} chooses,` };
    }
    return undefined;
  }

  private scopeOf(source: number): Scope | undefined {
    if (this.tree.enrolments[source]?.mode !== 'sidecar') return undefined;
    let scope = this.scopes.get(source);
    if (scope === undefined) this.scopes.set(source, (scope = this.readScope(source)));
    return scope;
  }

  private readScope(source: number): Scope {
    const { namespace = '', labels = [], pods = [] } = this.tree.workloads[source] ?? {};
    const sidecar = sidecarOf(this.sidecars, namespace, labels, this.rootNamespace);
    const modes = sidecar?.outboundMode === undefined ? this.meshWide : [sidecar.outboundMode];
    const past = [
      ...pods.flatMap((pod) => pastProxy(metadataOfPod(pod).annotations)),
      ...(modes.length > 1 ? [perhapsAnything] : []),
    ];
    const refusedBy =
      sidecar?.outboundMode === undefined
        ? 'outboundTrafficPolicy REGISTRY_ONLY of the mesh'
        : `${sidecar.name} spec.outboundTrafficPolicy`;
    const key = JSON.stringify([sidecar?.name, namespace, past]);
    return { key, namespace, sidecar, registryOnly: modes.includes('REGISTRY_ONLY'), refusedBy, past };
  }
}

const open: Outbound = {};

/** What decides about all that a workload sends. */
interface Scope {
  readonly key: string;
  readonly namespace: string;
  readonly sidecar: IstioSidecar | undefined;
  readonly registryOnly: boolean;
  readonly refusedBy: string;
  /** What does not go through the proxy. */
  readonly past: readonly OutboundGrant[];
}

function serviceScope(service: LocatedManifest) {
  const exportTo = Field.root(service.manifest)
    .at('metadata', 'annotations')
    .entry('networking.istio.io/exportTo').text;
  return {
    namespace: namespaceOf(service.manifest),
    hosts: [hostOfService(service)],
    exportTo: exportTo?.split(',').map((each) => each.trim()) ?? [],
  };
}

/** Revisions of Istio have a configuration each, and the pod is under one of them. */
const perhapsAnything: OutboundGrant = {
  ports: allPorts,
  by: 'outboundTrafficPolicy ALLOW_ANY of the mesh',
  when: 'the configuration of Istio that the pod is under says outboundTrafficPolicy ALLOW_ANY',
};

/** The Service of the API server is there in every cluster, and its addresses are outside. */
const apiServer: OutboundGrant = {
  ports: [
    { from: 443, to: 443 },
    { from: 6443, to: 6443 },
  ],
  by: 'Service default/kubernetes',
  when: 'the address is that of the API server',
};

function knowsApiServer({ sidecar, namespace }: Scope): boolean {
  const hosts = ['kubernetes.default.svc.cluster.local'];
  return isVisible({ namespace: 'default', hosts, exportTo: [] }, sidecar, namespace);
}

/** The ports of an entry that a client knows, as it has them itself or as the pods behind it do. */
function portsIn({ sidecar, namespace }: Scope, entry: ServiceEntry, which: 'number' | 'target'): PortIntervals {
  const known = knownPorts(entry, sidecar, namespace);
  return entry.ports
    .filter(({ number }) => isKnownPort(known, number))
    .map((port) => port[which])
    .reduce<PortIntervals>((all, port) => uniteIntervals(all, [{ from: port, to: port }]), []);
}

/** A port of bytes is found by its number alone where its host has no addresses: several of one number are one to the proxy. */
function hostGrants(scope: Scope, entry: ServiceEntry, visible: readonly ServiceEntry[]): readonly OutboundGrant[] {
  const ports = portsIn(scope, entry, 'number');
  const rivals = visible.filter((other) => other !== entry && other.hosts.join() !== entry.hosts.join());
  const bare = (of: ServiceEntry): readonly number[] =>
    of.ports.flatMap(({ number, isBare }) => (isBare ? [number] : []));
  const shared = bare(entry).filter((number) => rivals.some((other) => bare(other).includes(number)));
  if (shared.length === 0) return [{ by: entry.name, ports }];
  const contested = shared
    .map((number) => ({ from: number, to: number }))
    .reduce<PortIntervals>((all, each) => uniteIntervals(all, [each]), []);
  return [
    { by: entry.name, ports: subtractIntervals(ports, contested) },
    {
      by: entry.name,
      ports: intersectIntervals(ports, contested),
      when: `the proxy takes connections to port ${shared.join(', ')} for those of ${entry.name}, and not of ${rivals
        .filter((other) => bare(other).some((number) => shared.includes(number)))
        .map(({ name }) => name)
        .join(', ')}`,
    },
  ];
}

function grantsOf(
  { name, addresses, hosts }: ServiceEntry,
  ports: PortIntervals,
  range: AddressRange,
): readonly OutboundGrant[] {
  if (addresses.some((each) => containsRange(each, range))) return [{ ports, by: name }];
  if (addresses.some((each) => overlaps(each, range)))
    return [{ ports, by: name, when: `the address is one of ${name}` }];
  return addresses.length > 0 ? [] : [{ ports, by: name, when: `the address is one of ${hosts.join(', ')}` }];
}

/** Annotations of a pod that keep some of what it sends from its proxy. */
function pastProxy(annotations: Field): readonly OutboundGrant[] {
  const text = (name: string): string => annotations.entry(`traffic.sidecar.istio.io/${name}`).text ?? '';
  const excluded = readPortList(text('excludeOutboundPorts'));
  const ranges = ['excludeOutboundIPRanges', 'includeOutboundIPRanges', 'includeOutboundPorts'].filter(
    (name) => text(name) !== '' && text(name) !== '*',
  );
  return [
    ...(excluded.length === 0 ? [] : [{ ports: excluded, by: 'traffic.sidecar.istio.io/excludeOutboundPorts' }]),
    ...ranges.map((name) => ({
      ports: [{ from: 1, to: 65535 }],
      by: `traffic.sidecar.istio.io/${name}`,
      when: `traffic.sidecar.istio.io/${name} keeps it from the proxy`,
    })),
  ];
}

function keyOf(target: OutboundTarget): string {
  switch (target.kind) {
    case 'workload':
      return String(target.workload);
    case 'host':
      return target.name;
    case 'addresses':
      return `${target.range.family} ${target.range.first} ${target.range.last}`;
  }
}
