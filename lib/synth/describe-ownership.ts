import { compareText } from '../manifest/objects/compare-text';
import type { JsonObject } from '../manifest/objects/json';
import type { Ownership } from '../model/ownership';

/**
 * Fields that more than one room, or a controller of the cluster, may want. Who owns one of them is worth a line of the
 * inventory; that an image was declared is not.
 */
function isShared(path: string): boolean {
  if (/^spec\.(?:replicas|strategy|updateStrategy|volumeClaimTemplates)$/.test(path)) return true;
  const [before = '', field = ''] = /^spec\.(?:jobTemplate\.spec\.)?template\.spec\.([a-zA-Z]+)/.exec(path) ?? [];
  const rest = path.slice(before.length);
  return field === 'containers' ? /^\[[^[\]]*\]\.resources(?:\.|$)/.test(rest) : fieldsOfScheduling.has(field);
}

const fieldsOfScheduling: ReadonlySet<string> = new Set([
  'nodeSelector',
  'affinity',
  'tolerations',
  'topologySpreadConstraints',
  'priorityClassName',
  'runtimeClassName',
  'schedulerName',
]);

/**
 * The ledger as plain data: object, field, who claimed it, and the controller that it is left to at run time, if any.
 * GitOps engines must not reset those, and a plan must not call their changes drift.
 */
export function describeOwnership(ownership: Ownership): readonly JsonObject[] {
  return ownership
    .fields()
    .filter(({ path, claim }) => 'leftTo' in claim || isShared(path))
    .map(({ object: { group, kind, namespace, name }, path, claim }) => ({
      ...(group === '' ? {} : { group }),
      kind,
      ...(namespace === '' ? {} : { namespace }),
      name,
      path,
      by: claim.by,
      origin: claim.origin,
      owner: 'leftTo' in claim ? claim.leftTo : 'declared',
    }))
    .sort((one, other) => compareText(JSON.stringify(one), JSON.stringify(other)));
}
