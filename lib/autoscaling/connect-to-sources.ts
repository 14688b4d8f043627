import type { KedaFacts } from '../fleet/autoscaler-facts';
import type { ClusterModel } from '../model/cluster-model';
import type { ConnectionPort } from '../model/connection';
import type { ScaledWorkload, ScalingEvent } from '../model/scaling';
import { formatWorkload, type WorkloadModel } from '../model/workload-model';
import { writeMetadata } from '../products/keda-scalers/trigger';
import { triggerAddresses, type TriggerAddress } from '../products/keda-scalers/trigger-addresses';
import { askedPorts, askedWorkload, knownPorts } from './asked-workload';
import { refuseScaling } from './refuse-scaling';

type Scaled = Pick<ScaledWorkload, 'workload' | 'origin'>;

/**
 * Lets KEDA ask the workloads of the tree that triggers are about, at the ports that it asks: those behind an address of
 * the metadata, and those that an event names. Without it, default deny and strict encryption would leave KEDA without an
 * answer.
 */
export function connectToSources(
  model: ClusterModel,
  scaled: Scaled,
  events: readonly ScalingEvent[],
  keda: KedaFacts,
): void {
  const connect = (workload: WorkloadModel, ports: readonly ConnectionPort[]) =>
    model.connect({
      from: { type: 'platform', name: 'KEDA', pods: keda },
      to: { type: 'workload', workload },
      ports,
      origin: scaled.origin,
    });
  for (const [index, event] of events.entries()) {
    const path = `scaling.events[${index}]`;
    const addresses = triggerAddresses({ type: event.type, metadata: writeMetadata({ ...event.metadata }) });
    if (event.source !== undefined) {
      const ports = portsOfSource(model, scaled, event, addresses, path);
      if (ports.length > 0) connect(event.source.workload, ports);
      continue;
    }
    if (event.sourcePort !== undefined) refuseStrayPort(model, scaled, path);
    for (const address of addresses) {
      const workload = askedWorkload(model, address.host, keda.namespace);
      if (workload === undefined) refuseShortName(model, scaled, address, path, keda);
      else {
        const ports = askedPorts(workload, address.port);
        if (ports.length === 0) refusePort(model, scaled, address, path, workload);
        else connect(workload, ports);
      }
    }
  }
}

/** Where the workload that an event names is asked: at the port that it says, at those of its addresses, or at its only one. */
function portsOfSource(
  model: ClusterModel,
  scaled: Scaled,
  { source, sourcePort }: ScalingEvent,
  addresses: readonly TriggerAddress[],
  path: string,
): readonly ConnectionPort[] {
  if (source === undefined) return [];
  const { workload } = source;
  const name = formatWorkload(workload);
  if (sourcePort !== undefined) {
    const ports = askedPorts(workload, sourcePort);
    if (ports.length > 0) return ports;
    const written = typeof sourcePort === 'string' ? `"${sourcePort}"` : String(sourcePort);
    refuseScaling(model, scaled, {
      path: `${path}.sourcePort`,
      message: `Not found: ${written}: ${name} has no such port`,
      fix: `use one of its ports: ${knownPorts(workload)}`,
    });
    return [];
  }
  const ports = addresses.flatMap((address) => {
    const asked = askedPorts(workload, address.port);
    if (asked.length === 0) refusePort(model, scaled, address, path, workload);
    return asked;
  });
  if (addresses.length > 0) return ports;
  if (workload.ports.length === 1)
    return workload.ports.map(({ protocol, containerPort }) => ({ protocol, port: containerPort }));
  refuseScaling(model, scaled, {
    path: `${path}.sourcePort`,
    message: `Required value: the metadata does not say at which port KEDA asks ${name}`,
    fix:
      workload.ports.length === 0
        ? `give ${name} the port that KEDA asks, and say it here`
        : `use one of its ports: ${knownPorts(workload)}`,
  });
  return [];
}

function refuseStrayPort(model: ClusterModel, scaled: Scaled, path: string): void {
  refuseScaling(model, scaled, {
    path: `${path}.sourcePort`,
    message: 'Forbidden: it is a port of source, and there is none',
    fix: 'say which workload is asked: source, or leave it out: the address of the metadata has the port',
  });
}

/** It would be found from the workload's pods, and is not found from KEDA's. */
function refuseShortName(
  model: ClusterModel,
  scaled: Scaled,
  { field, host }: TriggerAddress,
  path: string,
  { namespace: ofKeda }: KedaFacts,
): void {
  const { namespace } = scaled.workload;
  if (host.includes('.') || askedWorkload(model, host, namespace) === undefined) return;
  refuseScaling(model, scaled, {
    path: `${path}.metadata.${field}`,
    message: `Invalid value: "${host}": KEDA asks from its own namespace, ${ofKeda}, where there is no such Service`,
    fix: `name the namespace: ${host}.${namespace}`,
  });
}

function refusePort(
  model: ClusterModel,
  scaled: Scaled,
  { field, host, port }: TriggerAddress,
  path: string,
  workload: WorkloadModel,
): void {
  refuseScaling(model, scaled, {
    path: `${path}.metadata.${field}`,
    message: `Invalid value: ${port === undefined ? `"${host}": no port is named` : `${port}: Service ${formatWorkload(workload)} has no such port`}`,
    fix: `use one of its ports: ${knownPorts(workload)}`,
  });
}
