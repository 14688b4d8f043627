import { parseQuantity } from '../manifest/objects/quantity';
import {
  exactlyOneOf,
  fields,
  fieldsOf,
  listOf,
  mapOf,
  mustBe,
  oneOf,
  text,
  wholeNumberFrom,
  type FieldShapes,
  type Shape,
} from '../fleet/shape';
import { computeResource } from './compute-resource-shape';
import { secondsFrom } from './seconds-shape';
import type { ContainerScaling, VerticalScaling } from './vertical-scaling';

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
/** What a VerticalPodAutoscaler is told. */
export const verticalScalingShape = fieldsOf<VerticalScaling>({
  updateMode,
  'minReplicas?': wholeNumberFrom(1),
  'evictionRequirements?': listOf(
    fields({
      resources: listOf(computeResource),
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
      'controlledResources?': listOf(computeResource),
      'controlledValues?': oneOf('RequestsAndLimits', 'RequestsOnly'),
      'oomBumpUpRatio?': bumpUpRatio,
      'oomMinBumpUp?': amount,
      'startupBoost?': startupBoost,
    }),
  ),
});
