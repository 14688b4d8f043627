import type { PortModel } from '../model/port-model';
import type { ProbeModel } from '../model/workload-model';
import type { ChartContext } from '../chart/chart-context';
import { probePort, type Probe } from './probe';
import type { WorkloadDescription } from './workload';
import type { WorkloadProps } from './workload-props';

/** What a blueprint's props say about its workload; everything but the Service. */
export function describeWorkload(
  name: string,
  { chart, namespace }: ChartContext,
  props: WorkloadProps,
  ports: readonly PortModel[],
  controller: { readonly group: string; readonly kind: string },
): WorkloadDescription {
  const {
    serviceAccount,
    selectorLabels = { 'app.kubernetes.io/name': name },
    metrics,
    probes = {},
    terminationGracePeriod,
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
    runsToCompletion: controller.group === 'batch',
    ...(terminationGracePeriod === undefined ? {} : { terminationGracePeriod }),
    chart,
  };
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
  throw new Error(
    `workload ${workload}: metrics.port: Not found: "${port}": must be one of ${ports.map(({ name }) => `"${name}"`).join(', ') || 'none: it declares no ports'}`,
  );
}
