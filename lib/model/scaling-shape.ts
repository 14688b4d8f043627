import {
  anything,
  fields,
  fieldsOf,
  flag,
  kubernetesFields,
  listOf,
  mapOf,
  mustBe,
  nameOrNumber,
  oneOf,
  text,
  wholeNumber,
  wholeNumberFrom,
  workloadLike,
  type FieldShapes,
  type Shape,
  type ShapeProblem,
} from '../fleet/shape';
import type {
  HorizontalScaling,
  Scaling,
  ScalingBehavior,
  ScalingFallback,
  ScalingFormula,
  ScalingPolicy,
  ScalingRules,
  ScheduledReplicas,
} from './scaling';
import { metricShape } from './metric-shape';
import { secondsFrom } from './seconds-shape';
import { usageShape } from './usage-shape';
import { verticalScalingShape } from './vertical-scaling-shape';

const tolerance: Shape = (value, path) =>
  typeof value === 'number' && value >= 0 ? undefined : mustBe(path, value, 'a number of 0 or more, 0.05 for 5 %');
const policies: Shape = (value, path) =>
  Array.isArray(value) && value.length === 0
    ? { path, message: 'Required value: at least one policy', fix: 'leave it out for the default' }
    : listOf(
        fieldsOf<ScalingPolicy>({
          type: oneOf('Pods', 'Percent'),
          value: wholeNumberFrom(1),
          period: secondsFrom(1, 1800),
        }),
      )(value, path);
const rules = fieldsOf<ScalingRules>({
  'stabilizationWindow?': secondsFrom(0, 3600),
  'selectPolicy?': oneOf('Max', 'Min', 'Disabled'),
  'policies?': policies,
  'tolerance?': tolerance,
});

/** A source of events, whatever its metadata: that is judged by the version of KEDA. */
export const eventShape = fields({
  type: text,
  metadata: mapOf(anything),
  'name?': text,
  'metricType?': oneOf('AverageValue', 'Value', 'Utilization'),
  'useCachedMetrics?': flag,
  'authentication?': kubernetesFields,
  'authenticationRef?': fields({ name: text, 'kind?': oneOf('TriggerAuthentication', 'ClusterTriggerAuthentication') }),
  'source?': workloadLike,
  'sourcePort?': nameOrNumber,
});

const idle: Shape = (value, path) =>
  value === 0
    ? undefined
    : mustBe(
        path,
        value,
        '0: the autoscaler that KEDA makes keeps every other number at min',
        'write 0, or leave it out',
      );

/** A number above a bound. */
function above(bound: number): Shape {
  const what = bound === -Infinity ? 'a number' : `a number above ${bound}`;
  return (value, path) =>
    typeof value === 'number' && Number.isFinite(value) && value > bound ? undefined : mustBe(path, value, what);
}

const shapes: FieldShapes<Omit<HorizontalScaling, 'max'> & { readonly max?: number }> = {
  'min?': wholeNumberFrom(0),
  'max?': wholeNumberFrom(1),
  'cpu?': usageShape,
  'memory?': usageShape,
  'metrics?': listOf(metricShape),
  'events?': listOf(eventShape),
  'schedule?': listOf(fieldsOf<ScheduledReplicas>({ timezone: text, start: text, end: text, replicas: wholeNumber })),
  'behavior?': fieldsOf<ScalingBehavior>({ 'scaleUp?': rules, 'scaleDown?': rules }),
  'fallback?': fieldsOf<ScalingFallback>({
    failureThreshold: wholeNumberFrom(0),
    replicas: wholeNumberFrom(0),
    'behavior?': oneOf(
      'static',
      'currentReplicas',
      'currentReplicasIfHigher',
      'currentReplicasIfLower',
      'scalingModifiers',
    ),
  }),
  'pollingInterval?': secondsFrom(1, Infinity),
  'cooldown?': secondsFrom(0, Infinity),
  'initialCooldown?': secondsFrom(0, Infinity),
  'idle?': idle,
  'formula?': fieldsOf<ScalingFormula>({
    formula: text,
    target: above(0),
    'activationTarget?': above(-Infinity),
    'metricType?': oneOf('AverageValue', 'Value'),
  }),
  'envSourceContainerName?': text,
  'restoreToOriginalReplicaCount?': flag,
  'takeOver?': text,
  'onUnsupported?': oneOf('error', 'warn'),
  'vertical?': verticalScalingShape,
};

/** What Kubernetes and KEDA call it. */
const otherWords: ReadonlyMap<string, string> = new Map([
  ['maxReplicas', 'max'],
  ['maxReplicaCount', 'max'],
  ['maximum', 'max'],
  ['minReplicas', 'min'],
  ['minReplicaCount', 'min'],
  ['minimum', 'min'],
  ['targetCPUUtilizationPercentage', 'cpu'],
  ['targetCpuUtilizationPercent', 'cpu'],
  ['triggers', 'events'],
  ['cron', 'schedule'],
  ['cooldownPeriod', 'cooldown'],
  ['initialCooldownPeriod', 'initialCooldown'],
  ['idleReplicaCount', 'idle'],
  ['scalingModifiers', 'formula'],
  ['updateMode', 'vertical'],
]);
const everyField = fields(shapes, otherWords);

/** How what is said of scaling is checked, as far as that does not depend on a cluster. */
export const scalingShape: Shape = (value, path) =>
  everyField(value, path) ?? (isScaling(value) ? wholeProblem(value, path) : undefined);

/** After the shapes of all fields, it is as good as typed. */
function isScaling(value: unknown): value is Scaling {
  return typeof value === 'object' && value !== null;
}

/** What several fields say together. */
function wholeProblem(scaling: Scaling, path: string): ShapeProblem | undefined {
  const { max, vertical: requests } = scaling;
  if (max === undefined) {
    const others = Object.entries(scaling).some(([name, value]) => name !== 'vertical' && value !== undefined);
    return others || requests === undefined
      ? { path: `${path}.max`, message: 'Required value', fix: 'say how many pods there may be at most' }
      : undefined;
  }
  const { min, idle: none, cpu, memory, metrics = [], events = [], schedule = [] } = scaling;
  if (min !== undefined && min > max)
    return {
      path: `${path}.min`,
      message: `Invalid value: ${min}: must be at most max, ${max}`,
      fix: `use up to ${max}, or raise max`,
    };
  if (none !== undefined && min === 0)
    return {
      path: `${path}.idle`,
      message: 'Forbidden: min is 0: there are no pods while there is nothing to do',
      fix: 'leave it out, or raise min',
    };
  if (none !== undefined && events.length + schedule.length === 0)
    return {
      path: `${path}.idle`,
      message: 'Forbidden: nothing says when to come back: there are neither events nor a schedule',
      fix: 'leave it out, or scale by events',
    };
  if (cpu !== undefined || memory !== undefined || metrics.length + events.length + schedule.length > 0)
    return undefined;
  return {
    path,
    message: 'Required value: at least one of cpu, memory, metrics, events, schedule',
    fix: 'say what the number of pods follows: cpu: 70, for instance',
  };
}
