import { findObject } from '../../manifest/objects/find-object';
import { autoscalerOf } from '../../manifest/pods/autoscalers';
import { Field } from '../../manifest/objects/field';
import { matchesSelector, parseLabelSelector } from '../../manifest/objects/label-selector';
import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import { podTemplateOf, type PodTemplate } from '../../manifest/pods/pod-template';
import { replicaRangeOf } from '../../manifest/pods/replica-range';
import { horizontalKind, horizontalKinds } from '../../manifest/pods/autoscaler-kinds';
import type { Check } from '../check';

const zoneKey = 'topology.kubernetes.io/zone';

/** A workload that is scaled may have as many pods as its autoscaler asks for, wherever they must be apart. */
export const requireSpreadDomains: Check = {
  id: 'require-spread-domains',
  severity: 'error',
  profile: 'baseline',
  why: 'Pods that must stand in zones of their own wait for ever once every zone has one, and the autoscaler asks for more of them in vain.',
  assumptions: ['the zones of a cluster are those that its facts name'],
  kinds: horizontalKinds,
  run: function* (object, { manifests, cluster }) {
    const autoscaler = autoscalerOf(object);
    const target = autoscaler === undefined ? undefined : findObject(manifests, autoscaler.target);
    const pod = target === undefined ? undefined : podTemplateOf(target);
    const zones = cluster.zones.length;
    if (pod === undefined || target === undefined || zones === 0) return;
    const { maximum } = replicaRangeOf(manifests, target);
    const path = `spec.${horizontalKind(object.manifest)?.range.maximum}`;
    const name = formatIdentity(identityOf(target.manifest));
    for (const { room, because, isCertain } of limitsOf(pod, zones)) {
      if (maximum <= room) continue;
      if (!isCertain) {
        yield {
          status: 'unproved',
          severity: 'info',
          path,
          message: `${maximum} pods of ${name} need room in all ${zones} zones: ${because}`,
          fix: 'see that each zone may grow, or prefer what is required (ScheduleAnyway)',
        };
        continue;
      }
      yield {
        path,
        message: `Invalid value: ${maximum}: ${name} finds places for ${room} pods in ${zones} zones: ${because}`,
        fix: `use up to ${room}, or prefer what is required (ScheduleAnyway, preferredDuringSchedulingIgnoredDuringExecution)`,
      };
    }
  },
};

interface Limit {
  readonly room: number;
  readonly because: string;
  /** Whether there is never room for more; otherwise it depends on how full each zone is. */
  readonly isCertain: boolean;
}

function limitsOf(pod: PodTemplate, zones: number): readonly Limit[] {
  const spec = Field.at(pod.specPath, pod.spec);
  const ofAffinity = spec
    .at('affinity', 'podAntiAffinity', 'requiredDuringSchedulingIgnoredDuringExecution')
    .items()
    .filter((term) => term.at('topologyKey').text === zoneKey && selectsItself(term.at('labelSelector'), pod))
    .map((term): Limit => ({ room: zones, because: `${term.path} lets each zone have one`, isCertain: true }));
  const ofSpread = spec
    .at('topologySpreadConstraints')
    .items()
    .filter(
      (constraint) =>
        constraint.at('topologyKey').text === zoneKey && constraint.at('whenUnsatisfiable').text === 'DoNotSchedule',
    )
    .filter((constraint) => selectsItself(constraint.at('labelSelector'), pod))
    .map((constraint): Limit => {
      const skew = constraint.at('maxSkew').number ?? 1;
      const wanted = constraint.at('minDomains').number ?? 1;
      return wanted > zones
        ? {
            room: zones * skew,
            because: `${constraint.path} counts a zone as empty while there are less than ${wanted}`,
            isCertain: true,
          }
        : {
            room: zones * skew,
            because: `where one has none, ${constraint.path} keeps the others waiting`,
            isCertain: false,
          };
    });
  return [...ofAffinity, ...ofSpread];
}

function selectsItself(selector: Field, pod: PodTemplate): boolean {
  const parsed = parseLabelSelector(selector.value);
  return parsed !== undefined && matchesSelector(parsed, pod.labels);
}
