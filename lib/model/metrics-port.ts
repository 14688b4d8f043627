import type { PortModel } from './port-model';
import type { WorkloadModel } from './workload-model';

/**
 * Whether a port is there for the cluster's monitoring alone: the one that metrics are scraped from, where the workload
 * serves on others. Nobody else is let in to it and no request to it goes elsewhere, unless a connection names it.
 *
 * The first port serves requests, too, whatever is scraped from it, unless its name says that it does not.
 */
export function isMetricsPort(
  { ports, metrics }: Pick<WorkloadModel, 'ports' | 'metrics'>,
  { name, containerPort, protocol }: PortModel,
): boolean {
  if (protocol !== 'TCP' || containerPort !== metrics?.port) return false;
  const [first] = ports;
  const others = ports.filter((port) => port.containerPort !== containerPort);
  return others.length > 0 && (first?.containerPort !== containerPort || /(^|-)metrics(-|$)/.test(name));
}

/** The ports of a workload that are for its clients. */
export function clientPorts(workload: Pick<WorkloadModel, 'ports' | 'metrics'>): readonly PortModel[] {
  return workload.ports.filter((port) => port.forPeers !== true && !isMetricsPort(workload, port));
}
