import type { FleetPlan, PlanGroup } from '../../plan/fleet-plan';
import { formatJsonText } from '../escape/json';

/**
 * `{ objects: [{ object, verdict, dataAtRisk, pods: { replaced, atOnce }, changes: [{ path, from, to }], reasons,
 * origin, clusters }], guards, waves: [{ wave, clusters, objects }], summary }`, the most dangerous first. What stood or stands nowhere, and a number that nobody
 * knows, is null. `clusters` are those in which the same becomes of the object, where the tree names its clusters.
 */
export function formatPlanAsJson({ objects, guards, clusters, effects, waves, summary }: FleetPlan): string {
  return formatJsonText({
    objects: objects.flatMap(({ groups }) => groups.map(entryOf)),
    ...(guards.length === 0 ? {} : { guards }),
    ...(effects.length === 0 ? {} : { effects }),
    ...(clusters.length === 0 ? {} : { clusters }),
    ...(waves.length === 0
      ? {}
      : {
          waves: waves.map(({ wave, clusters: own, objects: changed }) => ({ wave, clusters: own, objects: changed })),
        }),
    summary,
  });
}

function entryOf({ plan, clusters }: PlanGroup) {
  const { object, verdict, dataAtRisk, pods, changes, reasons, origin } = plan;
  return {
    object,
    verdict,
    dataAtRisk,
    pods: { replaced: pods.replaced ?? null, atOnce: pods.atOnce ?? null },
    changes: changes.map(({ path, from = null, to = null }) => ({ path, from, to })),
    reasons,
    ...(origin === undefined ? {} : { origin }),
    ...(clusters.length === 0 ? {} : { clusters }),
  };
}
