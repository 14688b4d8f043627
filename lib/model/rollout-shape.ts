import { fieldsOf, nonEmpty, oneOf, valueOr, wholeNumberFrom, type Shape } from '../fleet/shape';
import type { CanaryRollout, CanaryStep } from './rollout';
import { secondsFrom } from './seconds-shape';

const secondsOfADay = 24 * 60 * 60;

const canary = fieldsOf<CanaryRollout>({
  strategy: oneOf('canary'),
  steps: nonEmpty(
    fieldsOf<CanaryStep>({
      weight: wholeNumberFrom(1, 99),
      pause: valueOr('manual', secondsFrom(1, 30 * secondsOfADay)),
    }),
    'at least one step: without any, all requests go to the new version at once',
  ),
  'sharedBy?': oneOf('requests', 'pods'),
});

/** How a rollout is checked. */
export const rolloutShape: Shape = (value, path) => canary(value, path) ?? fallingWeight(value, path);

/** A share that is not larger than the one before would take requests away from a version that has done well so far. */
function fallingWeight(value: unknown, path: string): ReturnType<Shape> {
  const weights = weightsOf(value);
  const index = weights.findIndex((weight, at) => at > 0 && weight <= (weights[at - 1] ?? 0));
  if (index === -1) return undefined;
  const before = weights[index - 1] ?? 0;
  return {
    path: `${path}.steps[${index}].weight`,
    message: `Invalid value: ${weights[index]}: must be larger than ${before}, the weight of the step before`,
    fix: 'let each step send more requests to the new version than the one before; argo rollouts abort takes them back',
  };
}

function weightsOf(value: unknown): readonly number[] {
  const steps: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'steps') : undefined;
  return Array.isArray(steps) ? steps.map((step: object) => Number(Reflect.get(step, 'weight'))) : [];
}
