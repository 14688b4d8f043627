import { parseQuantity } from '../manifest/objects/quantity';
import { mustBe, type Shape } from './shape';

/** An amount of a resource, as Kubernetes writes it. */
export const quantity: Shape = (value, path) =>
  (typeof value === 'string' || typeof value === 'number') && parseQuantity(value) !== undefined
    ? undefined
    : mustBe(path, value, 'a quantity, such as "3920m" or "14Gi"');
