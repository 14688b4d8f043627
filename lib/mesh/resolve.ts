import { appendTo } from '../manifest/objects/append-to';
import { compareText } from '../manifest/objects/compare-text';
import type { Connection, ExternalServiceModel } from '../model/connection';
import type { ClusterModel } from '../model/cluster-model';
import { meshPolicies, meshSettings, type MeshOptions, type MeshPolicy } from '../model/mesh-policy';
import { objectReference } from '../model/object-reference';
import type { NamespaceModel } from '../model/namespace-model';
import { formatWorkload, type WorkloadModel } from '../model/workload-model';
import type { LoadedMeshBackend } from './backend';
import { connectionsByEnd, type ConnectionsByEnd } from './connections-by-end';
import { enrolledWorkloads } from './enrolled-workloads';
import type {
  ExternalAccess,
  MeshModel,
  MeshNamespace,
  MeshWorkload,
  ResolvedMeshSettings,
  TrafficModel,
} from './mesh-model';
import { refuseConnections } from './refuse-connections';
import { refuseLongDrain } from './refuse-long-drain';
import { refuseUnknownPorts } from './refuse-unknown-ports';
import { resolveAuthorization } from './resolve-authorization';

/** Every mesh intent of a cluster with its defaults filled in. What contradicts itself is reported. */
export function resolveMesh(
  model: ClusterModel,
  { metricsFromProxy = false }: Pick<LoadedMeshBackend, 'metricsFromProxy'>,
  traffic: ReadonlyMap<WorkloadModel, TrafficModel>,
): MeshModel {
  const settings = resolveSettings(model);
  const policies = policiesByWorkload(model);
  const isEnrolled = enrolledWorkloads(model);
  const connections = connectionsByEnd(model.connections);
  refuseConnections(model, isEnrolled);
  const workloads = [...isEnrolled].sort(byName).map((workload): MeshWorkload => {
    const {
      mutualTls = settings.mutualTls,
      permissivePorts = [],
      proxyResources,
      drain,
      exported = false,
      onUnsupported = 'error',
    } = policies.get(workload) ?? {};
    refuseLongDrain(model, workload, drain);
    const authorization = resolveAuthorization(model, workload, connections, isEnrolled, {
      metricsFromProxy,
      permissivePorts: mutualTls === 'strict' ? permissivePorts : undefined,
    });
    const trafficModel = traffic.get(workload);
    if (exported && workload.service === undefined)
      model.report({
        id: 'require-exported-service',
        severity: 'error',
        object: objectReference(workload.controller),
        path: 'mesh.exported',
        message: `Invalid value: true: ${formatWorkload(workload)} has no Service that other clusters could use`,
        fix: 'leave it out, or let the workload serve on a port',
        origin: workload.origin,
      });
    return {
      workload,
      mutualTls,
      permissivePorts,
      servers: serversOf(workload, connections.from),
      outbound: outboundOf(workload, connections.from),
      proxy: {
        ...(proxyResources === undefined ? {} : { proxyResources }),
        ...(drain === undefined ? {} : { drain }),
        onUnsupported,
      },
      exported: exported && workload.service !== undefined,
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
    model.report({
      id: 'unique-field-owner',
      severity: 'error',
      object: { apiVersion: 'v1', kind: 'Namespace', name: second.namespace },
      path: 'MeshConfiguration',
      message: `Duplicate value: ${first.origin} configures the mesh of ${model.cluster.name} already`,
      fix: 'say all of it in one MeshConfiguration',
      origin: second.origin,
    });
  }
  const { mutualTls = 'strict', ...rest } = first?.settings ?? {};
  return {
    mutualTls,
    ...rest,
    onUnsupported: first?.onUnsupported ?? 'error',
    ...(first === undefined ? {} : { owner: first }),
  };
}

function policiesByWorkload(model: ClusterModel): ReadonlyMap<WorkloadModel, MeshPolicy & MeshOptions> {
  const policies = new Map<WorkloadModel, MeshPolicy & MeshOptions>();
  for (const { workload, policy, onUnsupported, origin } of meshPolicies.in(model)) {
    const present = policies.get(workload);
    const twice = Object.keys(policy).find((field) => present !== undefined && field in present);
    if (twice !== undefined)
      model.report({
        id: 'unique-field-owner',
        severity: 'error',
        object: objectReference(workload.controller),
        path: `mesh.${twice}`,
        message: 'Duplicate value: it was set before: each field has one owner',
        fix: 'leave one of them out',
        origin,
      });
    refuseUnknownPorts(model, workload, policy, origin);
    // The only fields that it is about: every other one protects something.
    const aboutProxy = policy.proxyResources !== undefined || policy.drain !== undefined;
    const strictest = present?.onUnsupported === 'error' ? 'error' : onUnsupported;
    policies.set(workload, { ...present, ...policy, ...(aboutProxy ? { onUnsupported: strictest } : {}) });
  }
  return policies;
}

function serversOf(workload: WorkloadModel, from: ConnectionsByEnd['from']): WorkloadModel[] {
  const connections = [...(from.get(workload) ?? []), ...(from.get(workload.namespace) ?? [])];
  return [...new Set(connections.flatMap(({ to }) => (to.type === 'workload' ? [to.workload] : [])))].sort(byName);
}

function outboundOf(workload: WorkloadModel, from: ConnectionsByEnd['from']): Connection[] {
  const connections = [...(from.get(workload) ?? []), ...(from.get(workload.namespace) ?? [])];
  return connections.filter(({ to }) => to.type !== 'workload' && to.type !== 'external');
}

function namespacesOf(
  model: ClusterModel,
  settings: ResolvedMeshSettings,
  workloads: readonly MeshWorkload[],
): MeshNamespace[] {
  const byNamespace = new Map<string, MeshWorkload[]>();
  for (const workload of workloads) {
    const { namespace } = workload.workload;
    appendTo(byNamespace, namespace, workload);
  }
  const { egress } = settings;
  const toMesh = (namespace: NamespaceModel): MeshNamespace => ({
    namespace,
    workloads: byNamespace.get(namespace.name) ?? [],
    mutualTls: settings.mutualTls,
    declaredEgressOnly: egress === undefined ? namespace.isolated : egress === 'declared',
  });
  return [...model.namespaces.values()].map(toMesh).filter((namespace) => namespace.workloads.length > 0);
}

function externalsOf(connections: readonly Connection[]): ExternalAccess[] {
  const clientsOf = new Map<ExternalServiceModel, Set<WorkloadModel>>();
  for (const { from, to } of connections) {
    if (to.type !== 'external' || from.type !== 'workload') continue;
    clientsOf.set(to.service, (clientsOf.get(to.service) ?? new Set()).add(from.workload));
  }
  return [...clientsOf]
    .sort(([a], [b]) => byName(a, b))
    .map(([service, clients]) => ({ service, clients: [...clients].sort(byName) }));
}

/** By namespace and name: an order that the order of declarations does not change. */
function byName(a: Named, b: Named): number {
  return compareText(a.namespace, b.namespace) || compareText(a.name, b.name);
}

type Named = Pick<WorkloadModel, 'namespace' | 'name'>;
