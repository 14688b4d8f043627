import { namespaceOf } from '../../manifest/objects/find-object';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import {
  findServicePort,
  servicePortsOf,
  serviceSelectorOf,
  type ServicePort,
} from '../../manifest/network/service-ports';
import { ConnectionSet, isProtocol } from '../sets/connection-set';
import { namedPort } from './named-port';
import type { PodIndex } from './pod-index';
import type { WorkloadNode } from './workload-node';

/** A workload behind a Service, with the ports that the Service forwards to. */
export interface ServiceTarget {
  readonly workload: number;
  readonly ports: ConnectionSet;
}

/**
 * Where traffic to a Service ends up: each selected workload at the target port, which a name resolves pod by pod.
 * Connections to pods are made after that translation, so policies see the target port alone.
 *
 * @param port number or name of the Service's port; every port when left out
 */
export function serviceTargets(
  { manifest }: LocatedManifest,
  workloads: readonly WorkloadNode[],
  index: PodIndex,
  port?: number | string,
): readonly ServiceTarget[] {
  const matchLabels = serviceSelectorOf(manifest);
  if (matchLabels === undefined) return [];
  const ports = port === undefined ? servicePortsOf(manifest) : [findServicePort(manifest, port)];
  return index.select({ namespaces: namespaceOf(manifest), pods: { matchLabels } }).map((workload) => ({
    workload,
    ports: ConnectionSet.unionOf(ports.map((each) => targetPort(each, workloads[workload]))),
  }));
}

function targetPort(port: ServicePort | undefined, workload: WorkloadNode | undefined): ConnectionSet {
  if (port === undefined || !isProtocol(port.protocol)) return ConnectionSet.none;
  const { targetPort: target, protocol } = port;
  return typeof target === 'string' ? namedPort(workload, target, protocol) : ConnectionSet.port(protocol, target);
}
