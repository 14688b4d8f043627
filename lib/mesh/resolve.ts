import type { Connection } from '../model/connection';
import type { ClusterModel } from '../model/cluster-model';
import { meshPolicies, meshSettings, type MeshPolicy } from '../model/mesh-policy';
import type { NamespaceModel } from '../model/namespace-model';
import type { WorkloadModel } from '../model/workload-model';
import type { ExternalAccess, MeshModel, MeshNamespace, MeshWorkload, ResolvedMeshSettings } from './mesh-model';
import { resolveAuthorization } from './resolve-authorization';
import { resolveTraffic } from './resolve-traffic';

/** Every mesh intent of a cluster with its defaults filled in. What contradicts itself is reported. */
export function resolveMesh(model: ClusterModel): MeshModel {
  const settings = resolveSettings(model);
  const policies = policiesByWorkload(model);
  const enrolled = model.workloads.filter((workload) => policies.get(workload)?.enrolled !== false);
  const traffic = resolveTraffic(model);
  const connections = connectionsByEnd(model.connections);
  const isEnrolled = new Set(enrolled);
  const workloads = enrolled.map((workload): MeshWorkload => {
    const {
      mutualTls = settings.mutualTls,
      permissivePorts = [],
      proxyResources,
      drain,
      exported = false,
    } = policies.get(workload) ?? {};
    const authorization = resolveAuthorization(
      model,
      workload,
      connections,
      isEnrolled,
      mutualTls === 'strict' ? permissivePorts : undefined,
    );
    const trafficModel = traffic.get(workload);
    return {
      workload,
      mutualTls,
      permissivePorts,
      servers: serversOf(workload, connections.from),
      proxy: { ...(proxyResources === undefined ? {} : { proxyResources }), ...(drain === undefined ? {} : { drain }) },
      exported,
      ...(authorization === undefined ? {} : { authorization }),
      ...(trafficModel === undefined ? {} : { traffic: trafficModel }),
    };
  });
  return {
    cluster: model.cluster,
    settings,
    workloads,
    namespaces: namespacesOf(model, settings, workloads),
    externals: externalsOf(model.connections),
  };
}

function resolveSettings(model: ClusterModel): ResolvedMeshSettings {
  const [first, second] = meshSettings.in(model);
  if (first !== undefined && second !== undefined) {
    throw new Error(
      `${second.origin}: MeshConfiguration: Duplicate value: ${first.origin} configures the mesh of ${model.cluster.name} already`,
    );
  }
  const { mutualTls = 'strict', egress: _, ...rest } = first?.settings ?? {};
  return {
    mutualTls,
    ...rest,
    ...(first === undefined ? {} : { owner: { chart: first.chart, origin: first.origin } }),
  };
}

function policiesByWorkload(model: ClusterModel): ReadonlyMap<WorkloadModel, MeshPolicy> {
  const policies = new Map<WorkloadModel, MeshPolicy>();
  for (const { workload, policy, origin } of meshPolicies.in(model)) {
    const present = policies.get(workload);
    const twice = Object.keys(policy).find((field) => present !== undefined && field in present);
    if (twice !== undefined)
      throw new Error(`${origin}: mesh.${twice}: Duplicate value: it was set before: each field has one owner`);
    policies.set(workload, { ...present, ...policy });
  }
  return policies;
}

/** Connections by server and by client: workloads, and namespaces by name. */
export interface ConnectionsByEnd {
  readonly to: ReadonlyMap<WorkloadModel | string, readonly Connection[]>;
  readonly from: ReadonlyMap<WorkloadModel | string, readonly Connection[]>;
}

function connectionsByEnd(connections: readonly Connection[]): ConnectionsByEnd {
  const to = new Map<WorkloadModel | string, Connection[]>();
  const from = new Map<WorkloadModel | string, Connection[]>();
  for (const connection of connections) {
    for (const [peer, map] of [
      [connection.to, to],
      [connection.from, from],
    ] as const) {
      const key = peer.type === 'workload' ? peer.workload : peer.type === 'namespace' ? peer.namespace : undefined;
      if (key !== undefined) map.set(key, [...(map.get(key) ?? []), connection]);
    }
  }
  return { to, from };
}

function serversOf(workload: WorkloadModel, from: ConnectionsByEnd['from']): WorkloadModel[] {
  const connections = [...(from.get(workload) ?? []), ...(from.get(workload.namespace) ?? [])];
  return [...new Set(connections.flatMap(({ to }) => (to.type === 'workload' ? [to.workload] : [])))];
}

function namespacesOf(
  model: ClusterModel,
  settings: ResolvedMeshSettings,
  workloads: readonly MeshWorkload[],
): MeshNamespace[] {
  const byNamespace = new Map<string, MeshWorkload[]>();
  for (const workload of workloads) {
    const { namespace } = workload.workload;
    byNamespace.set(namespace, [...(byNamespace.get(namespace) ?? []), workload]);
  }
  const egress = meshSettings.in(model)[0]?.settings.egress;
  const toMesh = (namespace: NamespaceModel): MeshNamespace => ({
    namespace,
    workloads: byNamespace.get(namespace.name) ?? [],
    mutualTls: settings.mutualTls,
    declaredEgressOnly: egress === undefined ? namespace.isolated : egress === 'declared',
  });
  return [...model.namespaces.values()].map(toMesh).filter((namespace) => namespace.workloads.length > 0);
}

function externalsOf(connections: readonly Connection[]): ExternalAccess[] {
  const clients = new Map<string, ExternalAccess & { readonly clients: WorkloadModel[] }>();
  for (const { from, to } of connections) {
    if (to.type !== 'external' || from.type !== 'workload') continue;
    const key = `${to.service.namespace}/${to.service.name}`;
    const access = clients.get(key) ?? { service: to.service, clients: [], chart: from.workload.chart };
    if (!access.clients.includes(from.workload)) access.clients.push(from.workload);
    clients.set(key, access);
  }
  return [...clients.values()];
}
