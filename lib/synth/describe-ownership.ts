import { compareText } from '../manifest/objects/compare-text';
import type { JsonObject } from '../manifest/objects/json';
import type { Ownership } from '../model/ownership';

/**
 * Fields that more than one room, or a controller of the cluster, may want. Who owns one of them is worth a line of the
 * inventory; that an image was declared is not.
 */
const sharedField =
  /^spec\.(?:(?:replicas|strategy|updateStrategy|volumeClaimTemplates)$|(?:jobTemplate\.spec\.)?template\.spec\.(?:nodeSelector|affinity|tolerations|topologySpreadConstraints|priorityClassName|runtimeClassName|schedulerName|containers\[[^[\]]*\]\.resources)(?:\.|$))/;

/**
 * The ledger as plain data: object, field, who claimed it, and the controller that it is left to at run time, if any.
 * GitOps engines must not reset those, and a plan must not call their changes drift.
 */
export function describeOwnership(ownership: Ownership): readonly JsonObject[] {
  return ownership
    .fields()
    .filter(({ path, claim }) => 'leftTo' in claim || sharedField.test(path))
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
