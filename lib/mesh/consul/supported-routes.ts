import type { ClusterModel } from '../../model/cluster-model';
import { formatWorkload, type WorkloadModel } from '../../model/workload-model';
import { trafficIntents } from '../../model/traffic';
import type { ServiceDestination, TrafficModel } from '../mesh-model';
import { onPort } from '../destination-port';
import { refuseField } from '../refuse-field';
import { supportedDestinations } from '../supported-destinations';
import { consulPort, consulProtocol } from './consul-service';

/**
 * A traffic policy without the destinations that Consul cannot send requests to, and without its mirror. They are reported;
 * the share of a destination that is left out stays with the workload itself.
 */
export function supportedRoutes(
  { mirror, ...traffic }: TrafficModel,
  model: ClusterModel,
  enrolled: ReadonlySet<WorkloadModel>,
): TrafficModel {
  const { workload, ports, routes } = traffic;
  const report = (field: string, reason: string, alternative: string): void =>
    refuseField(traffic, { field, reason, alternative }, 'consul', model);
  if (mirror !== undefined)
    report(
      'mirror',
      'it copies no requests but by raw configuration of the proxy',
      'send a share of the requests to the other workload: traffic.split',
    );
  const splitting = splittingWorkloads(model);
  const refused = new Set<string>();
  const isSupported = (field: 'split' | 'routes', destination: ServiceDestination): boolean => {
    const isSplit = splitting.has(destination.workload);
    const reason =
      whyUnsupported(workload, destination.workload, field, enrolled) ??
      otherPort(workload, ports, destination) ??
      (isSplit ? splitAgain(destination.workload) : undefined);
    if (reason === undefined) return true;
    const alternative = isSplit
      ? 'split in one place: say all shares at the workload that clients ask'
      : 'send requests to a workload of the mesh that speaks the same protocol';
    if (!refused.has(`${field} ${reason}`)) report(field, reason, alternative);
    refused.add(`${field} ${reason}`);
    return false;
  };
  return { ...traffic, routes: supportedDestinations(routes, isSupported) };
}

/** The workloads whose requests are split. */
function splittingWorkloads(model: ClusterModel): ReadonlySet<WorkloadModel> {
  const intents = trafficIntents.in(model).filter(({ policy: { split = [] } }) => split.length > 0);
  return new Set(intents.map(({ workload }) => workload));
}

/**
 * Of the services that a chain comes to, Consul asks each for its splitter, and only the first for its router.
 *
 * See https://developer.hashicorp.com/consul/docs/manage-traffic/discovery-chain
 */
function splitAgain(destination: WorkloadModel): string {
  return `it splits the requests again by the split of ${formatWorkload(destination)}, so that some go where nobody sent them`;
}

/** Each service has one port in Consul: that of the destination must be the one that stands for the workload's. */
function otherPort(
  workload: WorkloadModel,
  ports: TrafficModel['ports'],
  destination: ServiceDestination,
): string | undefined {
  const own = ports.find(({ containerPort }) => containerPort === consulPort(workload)?.containerPort);
  const registered = consulPort(destination.workload)?.containerPort;
  const [counterpart] = own === undefined ? [] : onPort(destination, own);
  if (own === undefined || counterpart === undefined || counterpart.containerPort === registered) return undefined;
  return `it knows one port of ${formatWorkload(destination.workload)}, ${registered}, and requests for port ${own.containerPort} of ${formatWorkload(workload)} belong on ${counterpart.containerPort}`;
}

function whyUnsupported(
  workload: WorkloadModel,
  destination: WorkloadModel,
  field: 'split' | 'routes',
  enrolled: ReadonlySet<WorkloadModel>,
): string | undefined {
  const own = consulProtocol(workload);
  const other = consulProtocol(destination);
  if (own === 'tcp')
    return `${formatWorkload(workload)} speaks tcp, of which it ${field === 'split' ? 'splits' : 'routes'} nothing`;
  if (!enrolled.has(destination)) return `${formatWorkload(destination)} is not enrolled`;
  if (own !== other)
    return `${formatWorkload(destination)} speaks ${other} and ${formatWorkload(workload)} ${own}, which one chain must not mix`;
  return undefined;
}
