import { parseQuantity } from '../manifest/objects/quantity';
import {
  anything,
  duration,
  exactlyOneOf,
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
import type { ContainerScaling, VerticalScaling } from './vertical-scaling';

/** A shape for a duration of whole seconds. */
function secondsFrom(least: number, most: number): Shape {
  return (value, path) => {
    const problem = duration(value, path);
    if (problem !== undefined) return problem;
    const seconds = secondsOf(value);
    return seconds !== undefined && Number.isInteger(seconds) && seconds >= least && seconds <= most
      ? undefined
      : mustBe(path, seconds === undefined ? value : `${seconds}s`, `whole seconds, from ${least} to ${most}`);
  };
}

function secondsOf(value: unknown): number | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const toMilliseconds: unknown = Reflect.get(value, 'toMilliseconds');
  return typeof toMilliseconds === 'function' ? Number(Reflect.apply(toMilliseconds, value, [])) / 1000 : undefined;
}

const quantity: Shape = (value, path) =>
  typeof value === 'number' || typeof value === 'string' ? undefined : mustBe(path, value, 'a quantity');
const resource = oneOf('cpu', 'memory');
const percentage: Shape = (value, path) => {
  const problem = wholeNumberFrom(1)(value, path);
  return problem === undefined ? undefined : { ...problem, fix: usageFix(value) ?? problem.fix };
};
const usageTarget = exactlyOneOf(
  ['averageUtilization', 'averageValue'],
  fields(
    { 'container?': text, 'averageUtilization?': percentage, 'averageValue?': text },
    new Map([
      ['utilization', 'averageUtilization'],
      ['value', 'averageValue'],
    ]),
  ),
);
const usage: Shape = (value, path) => {
  if (typeof value === 'number') return percentage(value, path);
  if (typeof value === 'object') return usageTarget(value, path);
  const what = 'a percentage of the request, such as 70, or an amount: { averageValue: … }';
  return mustBe(path, value, what, usageFix(value) ?? 'write 70 for 70 % of the request');
};

/** What somebody meant who wrote `'70%'`, `0.7` or `'500m'`. */
function usageFix(value: unknown): string | undefined {
  if (typeof value === 'number') return value > 0 && value < 1 ? `write ${Math.round(value * 100)}` : undefined;
  if (typeof value !== 'string') return undefined;
  const share = /^(\d+)\s*%?$/.exec(value)?.[1];
  if (share !== undefined) return `write ${share}`;
  return parseQuantity(value) === undefined ? undefined : `write { averageValue: "${value}" }`;
}

const targetFields = { Utilization: 'averageUtilization', AverageValue: 'averageValue', Value: 'value' };
const targetShape = fields({
  type: oneOf(...Object.keys(targetFields)),
  'averageUtilization?': wholeNumberFrom(1),
  'averageValue?': quantity,
  'value?': quantity,
});
const target = withFieldOfType('the target', targetFields, targetShape);

const metric = fields({ name: text, 'selector?': kubernetesFields });
const sourceFields = {
  Resource: 'resource',
  ContainerResource: 'containerResource',
  Pods: 'pods',
  Object: 'object',
  External: 'external',
};
const metricShape = fields({
  type: oneOf(...Object.keys(sourceFields)),
  'resource?': fields({ name: resource, target }),
  'containerResource?': fields({ name: resource, container: text, target }),
  'pods?': fields({ metric, target }),
  'object?': fields({ describedObject: fields({ 'apiVersion?': text, kind: text, name: text }), metric, target }),
  'external?': fields({ metric, target }),
});

/** A map with a `type`, which has the field of that type and no other of them. */
function withFieldOfType(what: string, byType: Readonly<Record<string, string>>, shape: Shape): Shape {
  return (value, path) => {
    const problem = shape(value, path);
    if (problem !== undefined || typeof value !== 'object' || value === null) return problem;
    const type = String(Reflect.get(value, 'type'));
    for (const [of, field] of Object.entries(byType)) {
      const isSet = Reflect.get(value, field) !== undefined;
      if (of === type && !isSet)
        return { path: `${path}.${field}`, message: `Required value: ${what} is of type ${type}`, fix: `say ${field}` };
      if (of !== type && isSet)
        return { path: `${path}.${field}`, message: `Forbidden: ${what} is of type ${type}`, fix: 'leave it out' };
    }
    return undefined;
  };
}

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

/** `Auto` is what people know from older versions: it says nothing that `Recreate` does not. */
const updateMode: Shape = (value, path) =>
  value === 'Auto'
    ? {
        path,
        message: 'Unsupported value: "Auto": it is deprecated, and means "Recreate"',
        fix: 'use "Recreate" or "InPlaceOrRecreate"',
      }
    : oneOf('Off', 'Initial', 'Recreate', 'InPlaceOrRecreate', 'InPlace')(value, path);

const amount: Shape = (value, path) =>
  typeof value === 'string' && parseQuantity(value) !== undefined
    ? undefined
    : mustBe(path, value, 'a quantity, such as "250m" or "1Gi"');
const amounts = fields({ 'cpu?': amount, 'memory?': amount });
/** A container that is left as it is has nothing to say of what it may get, but for its start. */
function containerOf(shapes: FieldShapes<ContainerScaling>): Shape {
  const container = fieldsOf<ContainerScaling>(shapes);
  return (value, path) => {
    const problem = container(value, path);
    if (problem !== undefined || typeof value !== 'object' || value === null) return problem;
    if (!('mode' in value) || value.mode !== 'Off') return undefined;
    const other = Object.entries(value).find(
      ([name, one]) => one !== undefined && !['mode', 'startupBoost'].includes(name),
    );
    return other === undefined
      ? undefined
      : {
          path: `${path}.${other[0]}`,
          message: 'Forbidden: mode is "Off": the autoscaler leaves the container as it is',
          fix: 'leave it out, or the mode',
        };
  };
}

/** The autoscaler multiplies by thousandths at the finest. */
const bumpUpRatio: Shape = (value, path) =>
  typeof value === 'number' && Number.isFinite(value) && value >= 1
    ? undefined
    : mustBe(path, value, 'a number of at least 1, 1.5 for half as much again');
const startupBoost = fields({
  cpu: exactlyOneOf(
    ['factor', 'quantity'],
    fields({ 'factor?': wholeNumberFrom(1), 'quantity?': amount, 'duration?': secondsFrom(0, Infinity) }),
  ),
});
const vertical = fieldsOf<VerticalScaling>({
  updateMode,
  'minReplicas?': wholeNumberFrom(1),
  'evictionRequirements?': listOf(
    fields({
      resources: listOf(resource),
      changeRequirement: oneOf('TargetHigherThanRequests', 'TargetLowerThanRequests'),
    }),
  ),
  'evictAfterOOM?': secondsFrom(1, Infinity),
  'recommender?': text,
  'startupBoost?': startupBoost,
  'containers?': mapOf(
    containerOf({
      'mode?': oneOf('Auto', 'Off'),
      'min?': amounts,
      'max?': amounts,
      'controlledResources?': listOf(resource),
      'controlledValues?': oneOf('RequestsAndLimits', 'RequestsOnly'),
      'oomBumpUpRatio?': bumpUpRatio,
      'oomMinBumpUp?': amount,
      'startupBoost?': startupBoost,
    }),
  ),
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
  'cpu?': usage,
  'memory?': usage,
  'metrics?': listOf(withFieldOfType('the metric', sourceFields, metricShape)),
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
  'vertical?': vertical,
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
