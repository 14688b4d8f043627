import { Duration } from 'cdk8s';
import type { ShapeProblem } from '../fleet/shape';
import type { PortModel } from '../model/port-model';
import type { ChartContext } from '../chart/chart-context';
import { namedPort, unknownPort } from './named-port';
import type { ResolvedProbes } from './probe';
import type { WorkloadDescription } from './workload';
import type { WorkloadProps } from './workload-props';

/** What a blueprint says of its workload. */
interface DescribedPods {
  readonly name: string;
  readonly context: ChartContext;
  readonly props: WorkloadProps;
  readonly ports: readonly PortModel[];
  readonly probes: ResolvedProbes;
  readonly controller: { readonly group: string; readonly kind: string };
}

/**
 * What a blueprint's props say about its workload; everything but the Service.
 *
 * @param refuse says what is wrong with the name or the port of the metrics
 */
export function describeWorkload(
  { name, context, props, ports, probes, controller }: DescribedPods,
  refuse: (problem: ShapeProblem) => never,
): WorkloadDescription {
  const { chart, namespace, objectLabels } = context;
  const problem = nameProblem(name);
  if (problem !== undefined) refuse(problem);
  const {
    serviceAccount,
    selectorLabels = { 'app.kubernetes.io/name': name },
    metrics,
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
    probes: Object.values(probes).flatMap(({ model }) => model ?? []),
    ...(metrics === undefined
      ? {}
      : { metrics: { port: metricsPort(metrics.port, ports, refuse), path: metrics.path ?? '/metrics' } }),
    containers: [containerName, ...sidecars.map((sidecar) => sidecar.name)],
    runsToCompletion: controller.group === 'batch' || controller.kind === 'ScaledJob',
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
function nameProblem(name: string): ShapeProblem | undefined {
  if (
    name.length > 0 &&
    name.length <= 63 &&
    /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(name)
  )
    return undefined;
  return {
    path: 'name',
    message:
      `Invalid value: "${name}": must be an RFC 1123 subdomain of at most 63 characters: lower case ` +
      "letters, digits, '-' and '.', starting and ending with a letter or digit",
    fix: 'give it a name of its own, where the id of the construct is none: { name }',
  };
}

function metricsPort(
  port: string | number,
  ports: readonly PortModel[],
  refuse: (problem: ShapeProblem) => never,
): number {
  if (typeof port === 'number') return port;
  return namedPort(port, ports) ?? refuse(unknownPort('metrics.port', port, ports));
}
