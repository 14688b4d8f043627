import type { ClusterModel } from '../model/cluster-model';
import type { MeshPolicy } from '../model/mesh-policy';
import type { WorkloadModel } from '../model/workload-model';

/** Reports ports that no container has: they would change nothing, and leave the one that was meant as it was. */
export function refuseUnknownPorts(
  model: ClusterModel,
  { namespace, name, ports, probes, metrics }: WorkloadModel,
  { permissivePorts = [] }: MeshPolicy,
  origin: string,
): void {
  const known = [
    ...ports.map(({ containerPort }) => containerPort),
    ...[...probes, ...(metrics === undefined ? [] : [metrics])].map(({ port }) => port),
  ];
  for (const port of permissivePorts) {
    if (known.includes(port)) continue;
    model.report({
      id: 'unsupported-mesh-port',
      severity: 'error',
      object: { apiVersion: 'v1', kind: 'Service', namespace, name },
      path: 'mesh.permissivePorts',
      message: `Not found: ${port}: must be a port of the containers: ${[...new Set(known)].join(', ') || 'none is declared'}`,
      fix: 'name the port that the container listens on, not that of the Service',
      origin,
    });
  }
}
