import { Duration } from 'cdk8s';
import { unknownName } from '../fleet/name-rules';
import type { PortModel } from '../model/port-model';
import type { ProbeModel } from '../model/workload-model';
import type { ChartContext } from '../chart/chart-context';
import { probePort, type Probe } from './probe';
import type { WorkloadDescription } from './workload';
import type { WorkloadProps } from './workload-props';

/** What a blueprint's props say about its workload; everything but the Service. */
export function describeWorkload(
  name: string,
  { chart, namespace, objectLabels }: ChartContext,
  props: WorkloadProps,
  ports: readonly PortModel[],
  controller: { readonly group: string; readonly kind: string },
): WorkloadDescription {
  assertWorkloadName(name);
  const {
    serviceAccount,
    selectorLabels = { 'app.kubernetes.io/name': name },
    metrics,
    probes = {},
    containerName = name,
    sidecars = [],
    terminationGracePeriod = gracePeriodOf(props),
  } = props;
  return {
    name,
    namespace,
    controller: { ...controller, namespace, name },
    selectorLabels,
    serviceAccountName: serviceAccount?.name ?? name,
    ports,
    probes: Object.values(probes).flatMap((probe) => networkProbe(probe, ports[0]?.containerPort)),
    ...(metrics === undefined
      ? {}
      : { metrics: { port: metricsPort(name, metrics.port, ports), path: metrics.path ?? '/metrics' } }),
    containers: [containerName, ...sidecars.map((sidecar) => sidecar.name)],
    runsToCompletion: controller.group === 'batch',
    ...(terminationGracePeriod === undefined ? {} : { terminationGracePeriod }),
    chart,
    objectLabels: { ...objectLabels, 'app.kubernetes.io/name': name, ...props.labels },
  };
}

/** As the pod's own field says it. */
function gracePeriodOf({ pod }: WorkloadProps): Duration | undefined {
  const seconds = pod?.terminationGracePeriodSeconds;
  return seconds === undefined ? undefined : Duration.seconds(seconds);
}

/** It is the name of objects and a label's value: what one of them cannot be would be an error of each of its objects. */
function assertWorkloadName(name: string): void {
  if (
    name.length > 0 &&
    name.length <= 63 &&
    /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(name)
  )
    return;
  throw new Error(
    `workload ${name}: name: Invalid value: "${name}": must be an RFC 1123 subdomain of at most 63 characters: lower case ` +
      "letters, digits, '-' and '.', starting and ending with a letter or digit",
  );
}

function networkProbe(probe: Probe | undefined, defaultPort: number | undefined): ProbeModel[] {
  if (probe === undefined) return [];
  const port = probePort(probe, defaultPort);
  if (port === undefined) return [];
  if ('httpGet' in probe) return [{ handler: 'httpGet', port, path: probe.httpGet.path }];
  return [{ handler: 'grpc' in probe ? 'grpc' : 'tcpSocket', port }];
}

function metricsPort(workload: string, port: string | number, ports: readonly PortModel[]): number {
  if (typeof port === 'number') return port;
  const found = ports.find(({ name }) => name === port);
  if (found !== undefined) return found.containerPort;
  const where = `workload ${workload}: metrics.port`;
  if (ports.length === 0)
    throw new Error(`${where}: Invalid value: "${port}": must be a number: the workload declares no ports with names`);
  throw unknownName(
    where,
    port,
    ports.map(({ name }) => name),
  );
}
