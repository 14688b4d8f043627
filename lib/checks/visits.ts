import { apiGroup } from '../manifest/objects/api-version';
import type { Manifest } from '../manifest/objects/manifest';
import type { Check } from './check';

/** Whether a check wants to see an object: `Service` and `/Service` are the core kind, `*` is every object. */
export function visits({ kinds }: Pick<Check, 'kinds'>, { apiVersion, kind }: Manifest): boolean {
  const group = apiGroup(apiVersion);
  return kinds.some((wanted) => wanted === '*' || wanted === `${group}/${kind}` || (group === '' && wanted === kind));
}
