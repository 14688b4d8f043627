import { readFileSync } from 'node:fs';
import { profiles } from '../checks/profile';
import type { Profile } from '../checks/check';
import type { ClusterProps } from '../fleet/cluster';
import type { Tier } from '../fleet/cluster-facts';
import type { MeshDescription } from '../fleet/mesh-description';
import type { ClusterDescription } from '../fleet/describe-cluster';
import { kubernetesVersions } from '../fleet/kubernetes-version';
import type { Suppression } from '../fleet/suppression';
import { isJsonObject } from '../manifest/objects/json';
import { defaultReadLimits } from '../reader/read-limits';
import { parseDocuments } from '../reader/parse-documents';
import { UsageError } from './command';
import { parseVersion } from './parse-version';
import { fields, flag, listOf, mapOf, oneOf, text, wholeNumber, type Shape } from './shape';

/** What a file says of a cluster: the props of `new Cluster(…)` as data, and how it is checked. */
export interface DescribedCluster extends Partial<Omit<ClusterProps, 'environment' | 'mesh'>> {
  readonly mesh?: MeshDescription;
  readonly tier?: Tier;
  readonly profile?: Profile;
  readonly suppressions?: readonly Suppression[];
}

/** What a file says of all clusters, and of some by name. */
export interface DescribedClusters extends DescribedCluster {
  readonly clusters?: Readonly<Record<string, DescribedCluster>>;
}

/** Reads a file of cluster facts, YAML or JSON. @throws UsageError that names the field which is wrong */
export function readClusterFacts(file: string): DescribedClusters {
  const { documents, problems } = parseDocuments(readFileSync(file, 'utf8'), defaultReadLimits);
  const [problem] = problems;
  if (problem !== undefined) throw new UsageError(`${file}:${problem.line}:${problem.column}: ${problem.message}`);
  const content = documents[0]?.value;
  if (isDescribed(content)) return content;
  throw new UsageError(`${file}: ${described(content, '') ?? 'Invalid value'}`);
}

/**
 * What is said of one cluster: its own entry, field by field over what is said of all, and that over what is known of
 * it anyway. Lists of what exists or is accepted add up.
 */
export function describedCluster(
  { clusters, ...all }: DescribedClusters,
  name: string,
  known: DescribedCluster = {},
): DescribedCluster {
  const own = clusters?.[name] ?? {};
  return {
    ...known,
    ...all,
    ...own,
    network: { ...known.network, ...all.network, ...own.network },
    externalObjects: [known, all, own].flatMap(({ externalObjects = [] }) => externalObjects),
    suppressions: [known, all, own].flatMap(({ suppressions = [] }) => suppressions),
  };
}

/**
 * Reads what an inventory says of a cluster. One that an older version wrote has less, and ingress controllers where
 * they no longer stand; a version of Kubernetes that nobody knows here says nothing.
 *
 * @throws Error that names the field which is wrong
 */
export function readInventoriedFacts(facts: ClusterDescription, file: string): DescribedCluster {
  const { kubernetesVersion, ingressControllers, ...others } = facts;
  const version = typeof kubernetesVersion === 'string' ? parseVersion(kubernetesVersion) : undefined;
  const content = {
    ...(version === undefined ? {} : { kubernetesVersion: version }),
    ...(ingressControllers === undefined ? {} : { network: { ingressControllers } }),
    ...others,
  };
  if (isDescribed(content)) return content;
  throw new Error(
    `${file}: ${described(content, '') ?? 'Invalid value'}\n  fix:  restore it from Git, or synthesize again`,
  );
}

function isDescribed(value: unknown): value is DescribedClusters {
  return described(value, '') === undefined;
}

const pods = { namespace: text, podLabels: mapOf(text), 'mesh?': fields({ serviceAccountName: text }) };
const ports = listOf(fields({ protocol: oneOf('TCP', 'UDP', 'SCTP'), port: wholeNumber }));

const network = fields({
  'dns?': fields({ ...pods, ports }),
  'monitoring?': fields(pods),
  'ingressControllers?': listOf(
    fields({
      ...pods,
      className: text,
      api: oneOf('Ingress', 'Gateway'),
      'gateway?': fields({ namespace: text, name: text, 'tlsListener?': text }),
    }),
  ),
  'apiServer?': fields({ cidrs: listOf(text), port: wholeNumber }),
  'nodeCidrs?': listOf(text),
  'podCidrs?': listOf(text),
  'serviceCidrs?': listOf(text),
});

const cni = fields({
  product: text,
  networkPolicy: flag,
  endPort: flag,
  sctp: flag,
  ciliumNetworkPolicy: flag,
  'ipBlockMatchesPods?': flag,
  'ipBlockMatchesNodes?': flag,
  'adminPolicy?': oneOf('AdminNetworkPolicy', 'ClusterNetworkPolicy'),
});

const everyMesh = {
  product: text,
  version: text,
  'trustDomain?': text,
  'rootNamespace?': text,
  'cni?': flag,
  'nativeSidecars?': flag,
};
const meshes: Readonly<Record<string, Shape>> = {
  istio: fields({
    ...everyMesh,
    'mode?': oneOf('sidecar', 'ambient'),
    'revision?': text,
    'outboundTrafficPolicy?': oneOf('ALLOW_ANY', 'REGISTRY_ONLY'),
    'extensionProviders?': listOf(text),
  }),
  linkerd: fields(everyMesh),
  consul: fields({
    ...everyMesh,
    'edition?': oneOf('community', 'enterprise'),
    'terminatingGateway?': text,
    'peers?': listOf(text),
    'collectors?': mapOf(fields({ host: text, port: wholeNumber, pods: fields({ ...pods, port: wholeNumber }) })),
  }),
};
const mesh: Shape = (value, path) => {
  const product = isJsonObject(value) ? value.product : undefined;
  const shape = typeof product === 'string' ? meshes[product] : undefined;
  return shape === undefined ? oneOf(...Object.keys(meshes))(product, `${path}.product`) : shape(value, path);
};

const cluster = {
  'tier?': oneOf('production', 'non-production'),
  'profile?': oneOf(...profiles),
  'kubernetesVersion?': oneOf(...kubernetesVersions),
  'region?': text,
  'zones?': listOf(text),
  'dnsDomain?': text,
  'cni?': (value: unknown, path: string) => (typeof value === 'string' ? undefined : cni(value, path)),
  'mesh?': mesh,
  'gatewayApi?': fields({ version: text, channel: oneOf('standard', 'experimental'), 'gamma?': flag }),
  'network?': network,
  'externalObjects?': listOf(fields({ kind: text, 'group?': text, 'namespace?': text, name: text })),
  'suppressions?': listOf(
    fields({
      check: text,
      'object?': fields({ 'kind?': text, 'namespace?': text, 'name?': text }),
      reason: text,
      expires: text,
    }),
  ),
};
const described = fields({ ...cluster, 'clusters?': mapOf(fields(cluster)) });
