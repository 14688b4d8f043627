import { oneOf } from '../fleet/shape';

/** What a container is given by its requests. */
export const computeResource = oneOf('cpu', 'memory');
