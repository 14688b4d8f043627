import { defaultDnsDomain, defaultNetwork } from './cluster-defaults';
import type { ClusterFacts } from './cluster-facts';
import { cniFacts } from './cni';
import { meshDefaults } from './mesh-description';
import type { MeshFacts } from './mesh-facts';
import type { CniFacts, NetworkFacts } from './network-facts';

/** What describes a cluster, by the names that a file of cluster facts has for it. */
export type ClusterDescription = Readonly<Record<string, unknown>>;

/**
 * What is known of a cluster as data, in a fixed order and without what is so by default, for people to read beside its
 * tree. It is all that a check may ask, so that whoever has only the tree judges it as the program did that wrote it.
 */
export function describeCluster(facts: Partial<ClusterFacts>): ClusterDescription {
  const { kubernetesVersion, environment, region, zones, dnsDomain, network, mesh, gatewayApi, externalObjects } =
    facts;
  return described({
    kubernetesVersion,
    tier: environment?.tier,
    region,
    zones,
    dnsDomain: dnsDomain === defaultDnsDomain ? undefined : dnsDomain,
    cni: network === undefined ? undefined : describeCni(network.cni),
    mesh: mesh === undefined ? undefined : describeMesh(mesh),
    gatewayApi,
    network: network === undefined ? undefined : describeNetwork(network),
    externalObjects,
  });
}

function describeCni(cni: CniFacts): CniFacts['product'] | CniFacts | undefined {
  const isUsual = Object.keys(differences(cni, cniFacts(cni.product))).length === 0;
  if (!isUsual) return cni;
  return cni.product === 'other' ? undefined : cni.product;
}

function describeMesh(mesh: MeshFacts): ClusterDescription {
  const { product, version, ...options } = mesh;
  return { product, version, ...differences(options, meshDefaults[product]) };
}

function describeNetwork(network: NetworkFacts): object {
  const { dns, monitoring, ingressControllers, apiServer, nodeCidrs, podCidrs, serviceCidrs } = network;
  const described = { dns, monitoring, ingressControllers, apiServer, nodeCidrs, podCidrs, serviceCidrs };
  return differences(described, defaultNetwork);
}

/** Without what is not known, and without empty lists and maps: they are what nothing would be read as. */
function described(facts: ClusterDescription): ClusterDescription {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => !isNothing(value)));
}

function isNothing(value: unknown): boolean {
  return value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
}

function differences(facts: object, defaults: object): ClusterDescription {
  const usual = new Map(Object.entries(defaults).map(([name, value]) => [name, JSON.stringify(value)]));
  return Object.fromEntries(
    Object.entries(facts).filter(([name, value]) => value !== undefined && JSON.stringify(value) !== usual.get(name)),
  );
}
