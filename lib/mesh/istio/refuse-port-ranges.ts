import type { ClusterModel } from '../../model/cluster-model';
import type { ConnectionPort } from '../../model/connection';
import type { MeshWorkload } from '../mesh-model';

/** Ports that one rule may list one by one: a policy of more would be larger than what it protects. */
const most = 100;

/** Whether a policy can list the ports of a range: it has no ranges. */
export function isListable({ port, endPort = port }: ConnectionPort): boolean {
  return endPort - port < most || isEveryPort({ protocol: 'TCP', port, endPort });
}

/** Whether a range is all that there is: then nothing need be listed. */
export function isEveryPort({ port, endPort }: ConnectionPort): boolean {
  return port <= 1 && endPort === 65_535;
}

/** Reports ranges that are too wide to be listed; who may use them is refused until then. */
export function refusePortRanges({ workload, authorization }: MeshWorkload, model: ClusterModel): void {
  for (const { ports, origin } of authorization?.rules ?? []) {
    for (const { port, endPort = port } of ports.filter((range) => !isListable(range))) {
      model.report({
        id: 'unsupported-mesh-connection',
        severity: 'error',
        object: { apiVersion: 'v1', kind: 'Service', namespace: workload.namespace, name: workload.name },
        path: 'connection.ports',
        message: `Invalid value: "${port}-${endPort}": an AuthorizationPolicy lists ports one by one, and takes at most ${most} of a range`,
        fix: 'name the ports that are used, or allow every port: leave "ports" out',
        origin,
      });
    }
  }
}
