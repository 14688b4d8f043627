import { withoutClusterDomain } from '../../../manifest/network/cluster-domain';
import { Field } from '../../../manifest/objects/field';
import { namespaceOf } from '../../../manifest/objects/find-object';
import { matchesLabels, parseLabels, type Labels } from '../../../manifest/objects/label-selector';
import type { LocatedManifest } from '../../../manifest/objects/manifest';
import type { ManifestSet } from '../../../manifest/objects/manifest-set';
import { formatIdentity, identityOf } from '../../../manifest/objects/object-identity';

/** What a Sidecar of Istio says about what its pods send. */
export interface IstioSidecar {
  readonly name: string;
  readonly namespace: string;
  /** Left out where it is for every pod of its namespace. */
  readonly selector?: Labels;
  /** What it lets its pods know; left out where that is everything. */
  readonly listeners?: readonly EgressListener[];
  readonly outboundMode?: string;
  /** What its proxies listen on; empty where the ports of Services say it. */
  readonly ingress: readonly IngressListener[];
}

/** A port that a Sidecar makes its proxies listen on. */
export interface IngressListener {
  readonly port: number;
  /** As Istio writes it: `HTTP`, `TCP`. */
  readonly protocol: string;
  /** Whether what arrives goes on to that port of the pod, under the mesh's own encryption. */
  readonly isPlain: boolean;
}

/** Hosts that are known on every port of theirs, or on one. */
export interface EgressListener {
  /** `namespace/host`. */
  readonly hosts: readonly string[];
  readonly port?: number;
}

/** Something that the registry knows, and who may know of it. */
export interface Exported {
  readonly namespace: string;
  readonly hosts: readonly string[];
  /** Everybody where empty. */
  readonly exportTo: readonly string[];
}

export function readSidecars(manifests: ManifestSet): readonly IstioSidecar[] {
  return manifests.ofKind('networking.istio.io', 'Sidecar').map(({ manifest }) => {
    const spec = Field.root(manifest).at('spec');
    const selector = parseLabels(spec.at('workloadSelector', 'labels').value);
    const mode = spec.at('outboundTrafficPolicy', 'mode').text;
    const listeners = spec.at('egress').items();
    return {
      name: formatIdentity(identityOf(manifest)),
      namespace: namespaceOf(manifest),
      ...(selector === undefined || Object.keys(selector).length === 0 ? {} : { selector }),
      ...(listeners.length === 0 ? {} : { listeners: listeners.map(readListener) }),
      ...(mode === undefined ? {} : { outboundMode: mode }),
      ingress: spec.at('ingress').items().flatMap(readIngress),
    };
  });
}

/** The one for the pods, before the one of their namespace, before that of the mesh. */
export function sidecarOf(
  sidecars: readonly IstioSidecar[],
  namespace: string,
  labels: readonly Labels[],
  rootNamespace: string,
): IstioSidecar | undefined {
  const ofNamespace = sidecars.filter((each) => each.namespace === namespace);
  const selects = ({ selector }: IstioSidecar): boolean =>
    selector !== undefined && labels.every((set) => matchesLabels(selector, set));
  return (
    ofNamespace.find(selects) ??
    ofNamespace.find(({ selector }) => selector === undefined) ??
    sidecars.find((each) => each.namespace === rootNamespace && each.selector === undefined)
  );
}

function readIngress(listener: Field): readonly IngressListener[] {
  const port = listener.at('port', 'number').number;
  if (port === undefined) return [];
  const endpoint = listener.at('defaultEndpoint').text ?? '';
  const mode = listener.at('captureMode').text ?? 'DEFAULT';
  const isOwn = endpoint === '' || /^(127\.0\.0\.1|0\.0\.0\.0|\[::1\]|\[::\]):\d+$/.test(endpoint);
  const isSamePort = endpoint === '' || endpoint.endsWith(`:${port}`);
  const isPlain = isOwn && isSamePort && !listener.at('tls').isSet && !listener.at('bind').isSet && mode !== 'NONE';
  return [{ port, protocol: listener.at('port', 'protocol').text ?? '', isPlain }];
}

function readListener(listener: Field): EgressListener {
  const port = listener.at('port', 'number').number;
  const hosts = listener
    .at('hosts')
    .items()
    .flatMap(({ text }) => text ?? []);
  return { hosts, ...(port === undefined ? {} : { port }) };
}

/** `cart.shop.svc.cluster.local`. */
export function hostOfService({ manifest }: LocatedManifest): string {
  return `${manifest.metadata.name ?? ''}.${namespaceOf(manifest)}.svc.cluster.local`;
}

/** Whether the proxies of a namespace know a host on some port: it is exported to them, and their Sidecar names it. */
export function isVisible(exported: Exported, sidecar: IstioSidecar | undefined, client: string): boolean {
  const known = knownPorts(exported, sidecar, client);
  return known === 'all' || known.length > 0;
}

/** The ports of a host that the proxies of a namespace know. */
export function knownPorts(
  { namespace, hosts, exportTo }: Exported,
  sidecar: IstioSidecar | undefined,
  client: string,
): 'all' | readonly number[] {
  const isExported =
    exportTo.length === 0 || exportTo.some((to) => to === '*' || to === client || (to === '.' && namespace === client));
  if (!isExported) return [];
  if (sidecar?.listeners === undefined) return 'all';
  const isNamed = (text: string): boolean => {
    const [scope = '', ...rest] = text.split('/');
    const within = scope === '*' || (scope === '.' ? client : scope) === namespace;
    return within && hosts.some((host) => matchesHost(rest.join('/'), host));
  };
  const naming = sidecar.listeners.filter((listener) => listener.hosts.some(isNamed));
  return naming.some(({ port }) => port === undefined) ? 'all' : naming.flatMap(({ port }) => port ?? []);
}

/** Whether a port is among the known ones. */
export function isKnownPort(known: 'all' | readonly number[], port: number): boolean {
  return known === 'all' || known.includes(port);
}

/** Whether a host is meant by a name or by `*.suffix`, whatever domain the cluster has. */
function matchesHost(pattern: string, host: string): boolean {
  const [said, own] = [withoutClusterDomain(pattern), withoutClusterDomain(host)];
  if (said === '*' || said === own) return true;
  return said.startsWith('*.') && own.endsWith(said.slice(1));
}
