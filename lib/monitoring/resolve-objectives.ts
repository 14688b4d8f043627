import { meshModeOf } from '../fleet/mesh-mode';
import type { ClusterModel } from '../model/cluster-model';
import { formatWorkload, type WorkloadModel } from '../model/workload-model';
import { enrolledWorkloads } from '../mesh/enrolled-workloads';
import { burnRates } from './burn-rates';
import { isRead } from './is-read';
import { meshMeasures } from './indicators/mesh-measures';
import type { Indicator, RequestAim } from './indicators/indicator';
import type { ObjectiveModel } from './monitoring-model';
import { declaredObjectives, type DeclaredObjective } from './service-level-objective';

/** The objectives of a cluster, and the workloads whose proxies must be scraped for them. */
export interface ResolvedObjectives {
  readonly objectives: readonly ObjectiveModel[];
  readonly measured: ReadonlySet<WorkloadModel>;
}

/** How an objective is measured in a cluster; what keeps it from being measured there, and what to do about it. */
type Measure =
  | { readonly indicator: Indicator; readonly byProxy: boolean; readonly aim: string }
  | { readonly path?: string; readonly message: string; readonly fix: string };

const defaultDays = 30;

/** The only home of the defaults of objectives. */
export function resolveObjectives(model: ClusterModel): ResolvedObjectives {
  const declared = declaredObjectives.in(model);
  const measured = new Set<WorkloadModel>();
  if (declared.length === 0) return { objectives: [], measured };
  const enrolled = enrolledWorkloads(model);
  const objectives = declared.flatMap((objective) => {
    const measure = measureOf(model, objective, enrolled);
    if ('message' in measure) {
      refuse(model, objective, measure);
      return [];
    }
    if (measure.byProxy) measured.add(objective.workload);
    return [resolveObjective(model, objective, measure)];
  });
  return { objectives, measured };
}

function resolveObjective(
  { cluster: { monitoring } }: ClusterModel,
  objective: DeclaredObjective,
  { indicator, aim }: { readonly indicator: Indicator; readonly aim: string },
): ObjectiveModel {
  const { name, workload, target, period, alertLabels, runbookUrl } = objective;
  const days = period?.toDays() ?? defaultDays;
  const budget = (100 - target) / 100;
  return {
    owner: objective,
    name,
    namespace: workload.namespace,
    workload: workload.name,
    labels: monitoring?.labels ?? {},
    indicator,
    budget,
    days,
    // More than all events can never be bad.
    burnRates: burnRates(days).filter(({ factor }) => factor * budget < 1),
    alertLabels: {
      page: { severity: 'critical', ...alertLabels?.page },
      ticket: { severity: 'warning', ...alertLabels?.ticket },
    },
    summary: `${formatWorkload(workload)}: ${target} % of ${aim} over ${days} days`,
    ...(runbookUrl === undefined ? {} : { runbookUrl }),
  };
}

function measureOf(
  model: ClusterModel,
  { workload, indicator }: DeclaredObjective,
  enrolled: ReadonlySet<WorkloadModel>,
): Measure {
  const { name, monitoring } = model.cluster;
  if (monitoring === undefined)
    return {
      message: `Forbidden: nothing in ${name} takes rules for Prometheus`,
      fix: "say what does: monitoring: { product: 'prometheus-operator' }, or declare the objective with onUnsupported: 'warn'",
    };
  if (!isRead(monitoring, workload.namespace))
    return {
      message: `Forbidden: Prometheus of ${name} looks for rules in ${(monitoring.namespaces ?? []).join(', ')}, not in ${workload.namespace}`,
      fix: `let it look there, and add "${workload.namespace}" to monitoring.namespaces of the cluster`,
    };
  if (typeof indicator !== 'string' && 'errors' in indicator)
    return { indicator, byProxy: false, aim: 'events are good' };
  const aim: RequestAim =
    indicator === 'availability'
      ? { kind: 'availability' }
      : { kind: 'latency', milliseconds: indicator.latency.toMilliseconds() };
  return requestMeasure(model, workload, enrolled, aim);
}

/** The measure of requests: what the proxies of a mesh count. */
function requestMeasure(
  { cluster: { name, mesh } }: ClusterModel,
  workload: WorkloadModel,
  enrolled: ReadonlySet<WorkloadModel>,
  aim: RequestAim,
): Measure {
  const own = 'measure it by what the workload itself counts: indicator: { errors, total }';
  if (mesh === undefined || !enrolled.has(workload))
    return {
      message: `Forbidden: no proxy of a mesh counts the requests to ${formatWorkload(workload)} in ${name}`,
      fix: own,
    };
  const measures = meshMeasures[mesh.product];
  if (measures === undefined)
    return { message: `Forbidden: what the proxies of ${mesh.product} count is not known here`, fix: own };
  if (meshModeOf(mesh) === 'ambient')
    return {
      message: `Forbidden: proxies of nodes count connections, not requests, in the ambient mesh of ${name}`,
      fix: own,
    };
  if (mesh.product === 'consul' && workload.metrics === undefined)
    return {
      message: `Required value: Consul's proxies show metrics only beside those of their workload`,
      fix: 'give the workload metrics: { port }',
    };
  if (workload.runsToCompletion) return { message: 'Forbidden: pods that come to an end serve no requests', fix: own };
  const { bounds, indicatorOf } = measures;
  if (aim.kind === 'latency' && !bounds.includes(aim.milliseconds))
    return {
      path: 'indicator.latency',
      message: `Unsupported value: ${aim.milliseconds}ms: proxies of ${name} count requests up to ${bounds.join(', ')} ms`,
      fix: `promise one of these, such as Duration.millis(${nearest(bounds, aim.milliseconds)})`,
    };
  return {
    indicator: indicatorOf(workload, aim),
    byProxy: true,
    aim: aim.kind === 'availability' ? 'requests succeed' : `requests are answered within ${aim.milliseconds} ms`,
  };
}

/** The smallest bound that is not below a duration, else the largest of all. */
function nearest(bounds: readonly number[], milliseconds: number): number {
  return bounds.find((bound) => bound >= milliseconds) ?? Math.max(...bounds);
}

function refuse(
  model: ClusterModel,
  { name, workload, origin, onUnsupported }: DeclaredObjective,
  { path = 'indicator', message, fix }: Extract<Measure, { readonly message: string }>,
): void {
  model.report({
    id: 'unsupported-objective',
    severity: onUnsupported === 'warn' ? 'warning' : 'error',
    object: { apiVersion: 'monitoring.coreos.com/v1', kind: 'PrometheusRule', namespace: workload.namespace, name },
    path,
    message,
    fix,
    origin,
  });
}
