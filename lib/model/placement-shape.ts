import {
  fields,
  fieldsOf,
  listOf,
  oneOf,
  text,
  textOr,
  wholeNumber,
  wholeNumberFrom,
  workloadLike,
  type Shape,
} from '../fleet/shape';
import type {
  NeighbourOptions,
  NodeRule,
  PlacementOptions,
  SpreadOptions,
  TolerationOptions,
} from './placement-options';

const strength = oneOf('required', 'preferred');
const spreadOptions = fieldsOf<SpreadOptions>({
  'strength?': strength,
  'maxSkew?': wholeNumberFrom(1),
  'minDomains?': wholeNumberFrom(1),
});
const spread: Shape = (value, path) => {
  const problem = typeof value === 'string' ? strength(value, path) : spreadOptions(value, path);
  if (problem !== undefined || typeof value !== 'object' || value === null) return problem;
  return 'minDomains' in value && !('strength' in value && value.strength === 'required')
    ? {
        path: `${path}.minDomains`,
        message: 'Forbidden: may only be set where the spread is required',
        fix: `say strength: 'required', or leave it out`,
      }
    : undefined;
};
const neighbours = listOf(
  fieldsOf<NeighbourOptions>({
    workload: workloadLike,
    'topology?': oneOf('zone', 'host'),
    'strength?': strength,
  }),
);
/** A name, or an object that has one. */
const named: Shape = (value, path) =>
  typeof value === 'object' && value !== null && 'name' in value ? text(value.name, `${path}.name`) : text(value, path);

/** How a placement is checked. */
export const placementShape = fieldsOf<PlacementOptions>({
  'onPool?': textOr(fields({ pool: text, 'strength?': strength })),
  'spreadAcross?': fields({ 'zone?': spread, 'host?': spread }),
  'colocateWith?': neighbours,
  'avoid?': neighbours,
  'onNodes?': listOf(
    fieldsOf<NodeRule>({
      key: text,
      'operator?': oneOf('In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt'),
      'values?': listOf(text),
      'strength?': strength,
    }),
  ),
  'tolerate?': listOf(
    fieldsOf<TolerationOptions>({
      'key?': text,
      'operator?': oneOf('Equal', 'Exists'),
      'value?': text,
      'effect?': oneOf('NoSchedule', 'PreferNoSchedule', 'NoExecute'),
      'tolerationSeconds?': wholeNumber,
    }),
  ),
  'priority?': named,
  'runtime?': named,
  'scheduler?': text,
  'queue?': text,
  'gang?': fields({ minimum: wholeNumberFrom(1) }),
});
