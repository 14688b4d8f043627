import type { JsonObject } from '../manifest/objects/json';
import type { ScalingFormula } from '../model/scaling';
import type { ScalingRefusal } from './refuse-scaling';
import type { ResolvedRange } from './resolve';

/** How the values of several triggers become one, in KEDA's words. */
export function emitFormula({ formula, target, activationTarget, metricType }: ScalingFormula): JsonObject {
  return {
    formula,
    target: String(target),
    ...(activationTarget === undefined ? {} : { activationTarget: String(activationTarget) }),
    ...(metricType === undefined ? {} : { metricType }),
  };
}

/** Reports triggers that a formula cannot know: KEDA scales by the formula alone, so that nothing would follow them. */
export function refuseFormula(
  { formula }: ScalingFormula,
  { events = [], schedule = [] }: ResolvedRange,
  refuse: (refusal: ScalingRefusal) => void,
): void {
  const named = new Set(formula.match(/[A-Za-z_]\w*/g) ?? []);
  events.forEach(({ type, name }, index) => {
    if (type === 'cpu' || type === 'memory') return;
    if (name === undefined)
      refuse({
        path: `scaling.events[${index}].name`,
        message: 'Required value: the formula knows triggers by their names, and nothing else scales by events',
        fix: 'name it, and use the name in the formula',
      });
    else if (!named.has(name))
      refuse({
        path: 'scaling.formula.formula',
        message: `Invalid value: "${formula}": must name "${name}": nothing else scales by events`,
        fix: `use ${name} in the formula, or leave the event out`,
      });
  });
  if (schedule.length > 0)
    refuse({
      path: 'scaling.schedule',
      message: 'Forbidden: nothing but the formula scales by events, and it knows no schedule',
      fix: "say it as an event with a name, of type 'cron', and use the name in the formula",
    });
}
