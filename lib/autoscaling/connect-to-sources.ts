import type { KedaFacts } from '../fleet/autoscaler-facts';
import type { ClusterModel } from '../model/cluster-model';
import type { ConnectionPort } from '../model/connection';
import type { ScaledWorkload, ScalingEvent } from '../model/scaling';
import { formatWorkload, type WorkloadModel } from '../model/workload-model';
import { writeMetadata } from '../products/keda-scalers/trigger';
import { triggerAddresses, type TriggerAddress } from '../products/keda-scalers/trigger-addresses';
import { perClusterModel } from './per-cluster-model';
import { refuseScaling } from './refuse-scaling';

/**
 * Lets KEDA ask the workloads of the tree that triggers are about: those behind an address of the metadata, and those that
 * an event names. Without it, default deny and strict encryption would leave KEDA without an answer.
 */
export function connectToSources(
  model: ClusterModel,
  scaled: Pick<ScaledWorkload, 'workload' | 'origin'>,
  events: readonly ScalingEvent[],
  keda: KedaFacts,
): void {
  const byService = workloadsByService(model);
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
      const { workload } = event.source;
      const asked = addresses.flatMap(({ port }) => portsOf(workload, port));
      connect(
        workload,
        asked.length > 0 ? asked : workload.ports.flatMap(({ servicePort }) => portsOf(workload, servicePort)),
      );
      continue;
    }
    for (const address of addresses) {
      const workload = byService.get(serviceOf(address.host, model, keda));
      if (workload === undefined) refuseShortName(model, scaled, address, path, keda, byService);
      else {
        const ports = portsOf(workload, address.port);
        if (ports.length === 0) refusePort(model, scaled, address, path, workload);
        else connect(workload, ports);
      }
    }
  }
}

const workloadsByService = perClusterModel(
  ({ workloads }): ReadonlyMap<string, WorkloadModel> =>
    new Map(
      workloads.flatMap((workload) =>
        workload.service === undefined ? [] : [[`${workload.namespace}/${workload.service.name}`, workload] as const],
      ),
    ),
);

/** The Service that a host means where KEDA asks for it: a name without a namespace is one of KEDA's own namespace. */
function serviceOf(host: string, { cluster }: ClusterModel, keda: KedaFacts): string {
  const [name = '', namespace = keda.namespace, ...rest] = host.toLowerCase().replace(/\.$/, '').split('.');
  const suffix = rest.join('.');
  return ['', 'svc', `svc.${cluster.dnsDomain}`].includes(suffix) ? `${namespace}/${name}` : '';
}

function portsOf({ ports }: WorkloadModel, asked: number | undefined): readonly ConnectionPort[] {
  return ports
    .filter(({ servicePort, containerPort }) => (servicePort ?? containerPort) === asked)
    .map(({ protocol, containerPort }) => ({ protocol, port: containerPort }));
}

/** It would be found from the workload's pods, and is not found from KEDA's. */
function refuseShortName(
  model: ClusterModel,
  scaled: Pick<ScaledWorkload, 'workload' | 'origin'>,
  { field, host }: TriggerAddress,
  path: string,
  keda: KedaFacts,
  byService: ReadonlyMap<string, WorkloadModel>,
): void {
  const { namespace } = scaled.workload;
  if (host.includes('.') || !byService.has(`${namespace}/${host}`)) return;
  refuseScaling(model, scaled, {
    path: `${path}.metadata.${field}`,
    message: `Invalid value: "${host}": KEDA asks from its own namespace, ${keda.namespace}, where there is no such Service`,
    fix: `name the namespace: ${host}.${namespace}`,
  });
}

function refusePort(
  model: ClusterModel,
  scaled: Pick<ScaledWorkload, 'workload' | 'origin'>,
  { field, host, port }: TriggerAddress,
  path: string,
  workload: WorkloadModel,
): void {
  const known = workload.ports.map(({ servicePort, containerPort }) => servicePort ?? containerPort).join(', ');
  refuseScaling(model, scaled, {
    path: `${path}.metadata.${field}`,
    message: `Invalid value: ${port === undefined ? `"${host}": no port is named` : `${port}: Service ${formatWorkload(workload)} has no such port`}`,
    fix: `use one of its ports: ${known}`,
  });
}
