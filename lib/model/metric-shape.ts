import { fields, kubernetesFields, mustBe, oneOf, text, wholeNumberFrom, type Shape } from '../fleet/shape';
import { computeResource } from './compute-resource-shape';

const quantity: Shape = (value, path) =>
  typeof value === 'number' || typeof value === 'string' ? undefined : mustBe(path, value, 'a quantity');
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
const everyMetric = fields({
  type: oneOf(...Object.keys(sourceFields)),
  'resource?': fields({ name: computeResource, target }),
  'containerResource?': fields({ name: computeResource, container: text, target }),
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

/** A metric in the words of the API: the field of its type, and no other. */
export const metricShape = withFieldOfType('the metric', sourceFields, everyMetric);
