import type { ServiceIntentionsSpec } from '../../../imports/consul.hashicorp.com';
import type { ClusterFacts } from '../../fleet/cluster-facts';
import type { Plain } from '../../manifest/objects/plain';
import type { EmittedManifest } from '../../model/capability';
import type { ClusterModel } from '../../model/cluster-model';
import type { AuthorizationRule, MeshClient, MeshModel, MeshWorkload } from '../mesh-model';
import type { ObjectOwner } from '../../model/object-owner';
import { configEntry } from './config-entry';
import { consulPort, consulServiceName } from './consul-service';
import { consulFacts } from './facts';
import { IntentionSources, type IntentionSource } from './intention-sources';
import { opensPort } from '../opens-port';
import { refuseSecurity } from './refuse-security';

/** Reports rules for the clients of a namespace of which the tree holds no workload: nobody would be let in by them. */
export function refuseUnknownClients(
  { workload, authorization }: MeshWorkload,
  servicesOf: ReadonlyMap<string, readonly string[]>,
  model: ClusterModel,
): void {
  for (const { clients, origin } of rulesFor(workload, authorization)) {
    for (const client of clients)
      if (namesOf(client, servicesOf) === undefined) refuseNamespace(model, workload, client, origin);
  }
}

/**
 * Who may ask a workload for what, and that nobody else may; undefined where its namespace is not isolated.
 *
 * The refusal of all others stands with each service: one for the whole mesh would refuse what other trees declare.
 */
export function emitServiceIntentions(
  { workload, authorization, exported }: MeshWorkload,
  servicesOf: ReadonlyMap<string, readonly string[]>,
  cluster: ClusterFacts,
): EmittedManifest | undefined {
  if (authorization === undefined) return undefined;
  const sources = new IntentionSources();
  for (const { clients, http } of rulesFor(workload, authorization)) {
    for (const client of clients) for (const name of namesOf(client, servicesOf) ?? []) sources.allow(name, http);
  }
  const peers = exported ? consulFacts(cluster).peers : [];
  const { namespace } = workload;
  const entry = { namespace, name: consulServiceName(workload) };
  return intentions(entry, consulServiceName(workload), [...sources.emit(), ...peers.map(refusePeer)], workload);
}

/** The rules about the one port that Consul knows. */
function rulesFor(
  workload: MeshWorkload['workload'],
  authorization: MeshWorkload['authorization'],
): readonly AuthorizationRule[] {
  const port = consulPort(workload);
  if (port === undefined) return [];
  return (authorization?.rules ?? []).filter(({ ports }) => opensPort(ports, port.containerPort));
}

/** Lets these clients, and nobody else, send requests out of the mesh to a service. */
export function emitExternalIntentions(
  namespace: string,
  service: string,
  clients: readonly string[],
  owner: ObjectOwner,
): EmittedManifest {
  const sources = new IntentionSources();
  for (const client of clients) sources.allow(client, undefined);
  return intentions({ namespace, name: service }, service, sources.emit(), owner);
}

/** The services of each Kubernetes namespace: what a namespace as a client stands for. */
export function servicesByNamespace({ namespaces }: MeshModel): ReadonlyMap<string, readonly string[]> {
  return new Map(
    namespaces.map(({ namespace, workloads }) => [
      namespace.name,
      workloads.map(({ workload }) => consulServiceName(workload)),
    ]),
  );
}

function intentions(
  entry: Parameters<typeof configEntry>[1],
  destination: string,
  sources: readonly IntentionSource[],
  owner: ObjectOwner,
): EmittedManifest {
  const spec: Plain<ServiceIntentionsSpec> = { destination: { name: destination }, sources };
  return configEntry('ServiceIntentions', entry, spec, owner);
}

/** Names of the services that a client is; undefined where they are not known. What has no identity has no name: the proxy refuses it. */
function namesOf(
  client: MeshClient,
  servicesOf: ReadonlyMap<string, readonly string[]>,
): readonly string[] | undefined {
  switch (client.type) {
    case 'serviceAccount':
      return [client.name];
    case 'namespace':
      return servicesOf.get(client.namespace);
    case 'cidr':
    case 'unmeshedPods':
      return [];
  }
}

function refusePeer(peer: string): IntentionSource {
  return { name: '*', peer, action: 'deny' };
}

function refuseNamespace(
  model: ClusterModel,
  workload: MeshWorkload['workload'],
  client: MeshClient,
  origin: string,
): void {
  const namespace = client.type === 'namespace' ? client.namespace : '';
  refuseSecurity(model, {
    intent: 'connection.from',
    workload,
    reason: `it names clients one by one, and the tree holds no workload of namespace ${namespace}`,
    alternative: 'declare a connection for each client, or deploy the namespace with this fleet',
    origin,
  });
}
