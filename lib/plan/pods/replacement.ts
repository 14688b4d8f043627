import { Field } from '../../manifest/objects/field';
import { isJsonObject, type JsonObject, type JsonValue } from '../../manifest/objects/json';
import { isAtLeast, type KubernetesVersion } from '../../fleet/kubernetes-version';
import { isWithin } from '../immutable/refused-changes';
import type { Change } from '../difference/change';
import type { ReplacedPods } from '../object-plan';
import type { PodCount } from './pod-count';

/** What a change of a workload's template does to its pods. */
export interface Replacement {
  readonly pods: ReplacedPods;
  readonly reasons: readonly string[];
}

/** Whether a change is one of the pods that a workload has. */
export function isTemplateChange({ path }: Change): boolean {
  return isWithin(path, 'spec.template') || path === 'spec';
}

/** What is known of a workload besides its own manifest. */
export interface Rollout {
  /** How many pods run; undefined where nobody knows. */
  readonly count: PodCount | undefined;
  readonly version: KubernetesVersion;
}

/** The replacement of the pods of a workload, by the strategy that it has after the change. */
export function replacementOf(kind: string, after: JsonObject, { count, version }: Rollout): Replacement {
  const spec = Field.at('spec', after.spec);
  if (kind === 'apps/DaemonSet') return daemonSet(spec, count);
  const running = count ?? { minimum: 1, maximum: 1, saidBy: 'replicas' };
  if (kind === 'apps/StatefulSet') return statefulSet(spec, running, version);
  return kind === 'apps/Deployment' ? deployment(spec, running) : rollout(running);
}

function deployment(spec: Field, count: PodCount): Replacement {
  const told = timeOf(spec);
  const replicas = count.maximum;
  if (spec.at('paused').boolean === true)
    return waits('the Deployment is paused: nothing happens before it is resumed');
  const strategy = spec.at('strategy');
  if (strategy.at('type').text === 'Recreate') {
    const reason = `strategy Recreate: all ${podsText(count)} end before the first new one starts`;
    return { pods: { replaced: replicas, atOnce: replicas }, reasons: [reason, ...told.atLeast(1)] };
  }
  const rolling = strategy.at('rollingUpdate');
  const surge = share(rolling.at('maxSurge').value ?? '25%', replicas, Math.ceil);
  const unavailable = share(rolling.at('maxUnavailable').value ?? '25%', replicas, Math.floor);
  // The controller takes one pod away where both come to nothing.
  const missing = surge === 0 ? Math.max(unavailable, 1) : unavailable;
  const atOnce = Math.min(replicas, surge + missing);
  const reason = `rolling update of ${podsText(count)}: at most ${Math.min(missing, replicas)} unavailable and ${surge} more than wanted at a time`;
  return { pods: { replaced: replicas, atOnce }, reasons: [reason, ...told.atLeast(waves(replicas, atOnce))] };
}

function statefulSet(spec: Field, count: PodCount, version: KubernetesVersion): Replacement {
  const told = timeOf(spec);
  const strategy = spec.at('updateStrategy');
  if (strategy.at('type').text === 'OnDelete')
    return waits('updateStrategy OnDelete: each pod keeps the old template until somebody deletes it');
  const rolling = strategy.at('rollingUpdate');
  const partition = rolling.at('partition').number ?? 0;
  const start = spec.at('ordinals', 'start').number ?? 0;
  const replaced = Math.max(0, count.maximum - Math.max(0, partition - start));
  if (replaced === 0) return waits(`partition ${partition}: every pod has a lower ordinal and keeps the old template`);
  // Before 1.37 the field counts only behind a feature gate.
  const given = isAtLeast(version, '1.37') ? (rolling.at('maxUnavailable').value ?? 1) : 1;
  const unavailable = Math.max(1, share(given, count.maximum, Math.ceil));
  const atOnce = Math.min(replaced, unavailable);
  const kept = replaced === count.maximum ? '' : `, those below ordinal ${partition} stay as they are`;
  const reason = `rolling update of ${replaced} of ${podsText(count)}, from the highest ordinal down${kept}`;
  return { pods: { replaced, atOnce }, reasons: [reason, ...told.atLeast(waves(replaced, atOnce))] };
}

function daemonSet(spec: Field, count: PodCount | undefined): Replacement {
  const told = timeOf(spec);
  const strategy = spec.at('updateStrategy');
  if (strategy.at('type').text === 'OnDelete')
    return waits('updateStrategy OnDelete: each pod keeps the old template until somebody deletes it');
  const rolling = strategy.at('rollingUpdate');
  const unavailable = rolling.at('maxUnavailable').value ?? 1;
  const surge = rolling.at('maxSurge').value ?? 0;
  if (count === undefined) {
    const known = [unavailable, surge].every((value) => typeof value === 'number');
    const atOnce = known ? Math.max(1, Number(unavailable) + Number(surge)) : undefined;
    const reason = `rolling update of one pod a node, of as many nodes as there are: at most ${JSON.stringify(unavailable)} unavailable at a time`;
    return { pods: { replaced: undefined, atOnce }, reasons: [reason, ...told.atLeast(1)] };
  }
  const nodes = count.maximum;
  const atOnce = Math.min(nodes, Math.max(1, share(unavailable, nodes, Math.ceil) + share(surge, nodes, Math.ceil)));
  const reason = `rolling update of one pod on each of ${nodes} nodes`;
  return { pods: { replaced: nodes, atOnce }, reasons: [reason, ...told.atLeast(waves(nodes, atOnce))] };
}

/** The steps of a Rollout are for its controller to take. */
function rollout(count: PodCount): Replacement {
  const reason = `${podsText(count)} are replaced by the steps of the Rollout`;
  return { pods: { replaced: count.maximum, atOnce: count.maximum }, reasons: [reason] };
}

function waits(reason: string): Replacement {
  return { pods: { replaced: 0, atOnce: 0 }, reasons: [reason] };
}

function podsText({ minimum, maximum, saidBy }: PodCount): string {
  if (minimum === maximum) return `${maximum} ${maximum === 1 ? 'pod' : 'pods'}`;
  return `${minimum} to ${maximum} pods (${saidBy})`;
}

function waves(replaced: number, atOnce: number): number {
  return atOnce === 0 ? 0 : Math.ceil(replaced / atOnce);
}

/** A number of pods, or a percentage of them. */
function share(value: JsonValue, of: number, round: (value: number) => number): number {
  if (typeof value === 'number') return value;
  const percent = typeof value === 'string' && /^\d+%$/.test(value) ? Number(value.slice(0, -1)) : 0;
  return round((percent * of) / 100);
}

interface Timing {
  readonly atLeast: (waves: number) => readonly string[];
}

/** What the manifest says of how long a pod takes before the next one is replaced. */
function timeOf(spec: Field): Timing {
  const ready = spec.at('minReadySeconds').number ?? 0;
  const probes = spec
    .at('template', 'spec', 'containers')
    .items()
    .flatMap((container) => ['startupProbe', 'readinessProbe'].map((probe) => container.at(probe).map))
    .filter((probe): probe is JsonObject => isJsonObject(probe));
  const slowest = Math.max(0, ...probes.map(firstSuccess));
  return {
    atLeast: (count) => {
      const seconds = count * (ready + slowest);
      return seconds === 0
        ? []
        : [`takes at least ${seconds} s: minReadySeconds and probes of ${count} pods one after another`];
    },
  };
}

/** Seconds before a probe can have succeeded as often as it must. */
function firstSuccess(probe: JsonObject): number {
  const { initialDelaySeconds = 0, periodSeconds = 10, successThreshold = 1 } = probe;
  return Number(initialDelaySeconds) + Number(periodSeconds) * (Number(successThreshold) - 1);
}
