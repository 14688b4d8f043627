import type { KedaFacts } from '../fleet/autoscaler-facts';
import type { JsonObject } from '../manifest/objects/json';
import type { ClusterModel } from '../model/cluster-model';
import type { ScaledWorkload, ScalingEvent, ScheduledReplicas } from '../model/scaling';
import { parametersOf } from '../model/trigger-authentication';
import { triggerProblems, type TriggerContext } from '../products/keda-scalers/trigger-problems';
import { writeMetadata, type WrittenTrigger } from '../products/keda-scalers/trigger';
import { refuseScaling } from './refuse-scaling';
import { refuseOldAuthentication } from './refuse-old-authentication';
import type { AuthenticationModel } from './scaler-model';

interface Declared {
  readonly events: readonly ScalingEvent[];
  readonly schedule?: readonly ScheduledReplicas[];
  readonly max?: number;
}

interface ResolvedTriggers {
  readonly triggers: readonly JsonObject[];
  readonly authentications: readonly AuthenticationModel[];
}

/** The triggers of a workload in KEDA's words, and the credentials that they need; what KEDA would refuse is reported. */
export function resolveTriggers(
  model: ClusterModel,
  scaled: Pick<ScaledWorkload, 'workload' | 'origin'>,
  { events, schedule = [], max = Infinity }: Declared,
  keda: KedaFacts,
): ResolvedTriggers {
  const authentications = new Map<string, AuthenticationModel>();
  const ofEvents = events.map((event, index) => {
    const path = `scaling.events[${index}]`;
    const trigger = writeTrigger(event);
    refuseTrigger(model, scaled, path, trigger, { version: keda.version, ...contextOf(event) });
    refuseReplicas(model, scaled, `${path}.metadata.desiredReplicas`, trigger.metadata.desiredReplicas, max);
    return { ...emitTrigger(trigger), ...referTo(model, scaled, event, path, keda, authentications) };
  });
  const ofSchedule = schedule.map(({ timezone, start, end, replicas }, index) => {
    const path = `scaling.schedule[${index}]`;
    const trigger = { type: 'cron', metadata: { timezone, start, end, desiredReplicas: String(replicas) } };
    refuseTrigger(model, scaled, path, trigger, { version: keda.version });
    refuseReplicas(model, scaled, `${path}.replicas`, trigger.metadata.desiredReplicas, max);
    return emitTrigger(trigger);
  });
  refuseRepeatedNames(model, scaled, events);
  return { triggers: [...ofEvents, ...ofSchedule], authentications: [...authentications.values()] };
}

function writeTrigger({ type, metadata, metricType, name, useCachedMetrics }: ScalingEvent): WrittenTrigger {
  const isUsage = type === 'cpu' || type === 'memory';
  const compared = metricType ?? (isUsage ? 'Utilization' : undefined);
  return {
    type,
    ...(name === undefined ? {} : { name }),
    ...(compared === undefined ? {} : { metricType: compared }),
    ...(useCachedMetrics === undefined ? {} : { useCachedMetrics }),
    metadata: writeMetadata({ ...metadata }),
  };
}

function emitTrigger({ type, name, metricType, useCachedMetrics, metadata }: WrittenTrigger): JsonObject {
  return {
    type,
    ...(name === undefined ? {} : { name }),
    ...(metricType === undefined ? {} : { metricType }),
    ...(useCachedMetrics === undefined ? {} : { useCachedMetrics }),
    metadata,
  };
}

function contextOf({ authentication, authenticationRef }: ScalingEvent): TriggerContext {
  if (authentication !== undefined) return { authentication: parametersOf(authentication) };
  return authenticationRef === undefined ? {} : { authentication: 'unknown' };
}

function refuseTrigger(
  model: ClusterModel,
  scaled: Pick<ScaledWorkload, 'workload' | 'origin'>,
  at: string,
  trigger: WrittenTrigger,
  context: TriggerContext,
): void {
  for (const { severity, path, message, fix } of triggerProblems(trigger, context)) {
    // KEDA passes over a field that it does not know; what somebody meant by it would be lost.
    const isUnknown = message.startsWith('unknown field');
    refuseScaling(model, scaled, {
      path: at.startsWith('scaling.schedule') ? `${at}.${path.replace('metadata.', '')}` : `${at}.${path}`,
      message,
      fix,
      severity: isUnknown ? 'error' : severity,
    });
  }
}

/** More pods at a time of the day than there may ever be. */
function refuseReplicas(
  model: ClusterModel,
  scaled: Pick<ScaledWorkload, 'workload' | 'origin'>,
  path: string,
  replicas: string | undefined,
  max: number,
): void {
  if (replicas === undefined || Number(replicas) <= max) return;
  refuseScaling(model, scaled, {
    path,
    message: `Invalid value: ${replicas}: must be at most max, ${max}`,
    fix: `use up to ${max}, or raise max`,
  });
}

/** The reference to credentials, and the object that they become where they are said here. */
function referTo(
  model: ClusterModel,
  { workload, origin }: Pick<ScaledWorkload, 'workload' | 'origin'>,
  { type, name: triggerName, authentication, authenticationRef }: ScalingEvent,
  path: string,
  keda: KedaFacts,
  known: Map<string, AuthenticationModel>,
): JsonObject {
  const refuse = (message: string, fix: string) => refuseScaling(model, { workload, origin }, { path, message, fix });
  if (authentication === undefined) {
    return authenticationRef === undefined ? {} : { authenticationRef: { ...authenticationRef } };
  }
  if (authenticationRef !== undefined)
    refuse('Forbidden: authentication and authenticationRef: a trigger has one of them', 'leave one of them out');
  refuseOldAuthentication(keda, authentication, (field, message, fix) =>
    refuseScaling(model, { workload, origin }, { path: `${path}.authentication.${field}`, message, fix }),
  );
  const name = `${workload.name}-${triggerName ?? type}`;
  const present = known.get(name);
  if (present !== undefined && JSON.stringify(present.fields) !== JSON.stringify(authentication))
    refuse(
      `Required value: name: two triggers would have their credentials in TriggerAuthentication ${name}`,
      'give the triggers names',
    );
  const owner = { ...workload, origin };
  known.set(name, {
    kind: 'TriggerAuthentication',
    owner,
    namespace: workload.namespace,
    name,
    fields: authentication,
  });
  return { authenticationRef: { name } };
}

function refuseRepeatedNames(
  model: ClusterModel,
  scaled: Pick<ScaledWorkload, 'workload' | 'origin'>,
  events: readonly ScalingEvent[],
): void {
  const seen = new Set<string>();
  for (const [index, { name }] of events.entries()) {
    if (name === undefined) continue;
    if (seen.has(name))
      refuseScaling(model, scaled, {
        path: `scaling.events[${index}].name`,
        message: `Duplicate value: "${name}": another trigger of the workload has it`,
        fix: 'use a name of its own',
      });
    seen.add(name);
  }
}
