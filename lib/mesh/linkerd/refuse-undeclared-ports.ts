import type { ConnectionPort } from '../../model/connection';
import type { ClusterModel } from '../../model/cluster-model';
import type { WorkloadModel } from '../../model/workload-model';
import type { MeshModel } from '../mesh-model';
import { refuse } from '../refuse';
import { backend } from './facts';

/** Reports ports that somebody may connect to, or that take unencrypted requests, and that no container declares. */
export function refuseUndeclaredPorts({ workloads }: MeshModel, model: ClusterModel): void {
  const report = (
    workload: WorkloadModel,
    { port, endPort = port }: Omit<ConnectionPort, 'protocol'>,
    intent: string,
    origin: string,
  ): void => {
    const undeclared = portsIn(port, endPort).find((number) => !isDeclared(workload, number));
    if (undeclared === undefined) return;
    refuse(model, {
      intent,
      workload,
      backend,
      reason: `its policies are about ports that a container declares, and none declares ${undeclared}`,
      alternative: `declare it among the ports of the workload: Port.tcp(${undeclared}), or what it speaks`,
      origin,
      onUnsupported: 'error',
    });
  };
  for (const { workload, permissivePorts } of workloads) {
    for (const port of permissivePorts) report(workload, { port }, 'mesh.permissivePorts', workload.origin);
  }
  const isolated = workloads
    .map(({ workload }) => workload)
    .filter(({ namespace }) => model.namespaces.get(namespace)?.isolated === true);
  for (const workload of isolated) {
    if (workload.metrics !== undefined && model.cluster.network.monitoring !== undefined)
      report(workload, { port: workload.metrics.port }, 'metrics.port', workload.origin);
  }
  const authorized = new Set(isolated);
  for (const { to, ports, origin } of model.connections) {
    if (to.type !== 'workload' || !authorized.has(to.workload)) continue;
    for (const range of ports) if (range.protocol === 'TCP') report(to.workload, range, 'connection.ports', origin);
  }
}

function isDeclared({ ports }: WorkloadModel, port: number): boolean {
  return ports.some(({ containerPort }) => containerPort === port);
}

function portsIn(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
