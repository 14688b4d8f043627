import type { ClusterModel } from '../model/cluster-model';
import { IntentSort } from '../model/intent-sort';
import type { ObjectOwner } from '../model/object-owner';
import type { TriggerAuthenticationFields } from '../model/trigger-authentication';
import { refuseOldAuthentication } from './refuse-old-authentication';
import type { AuthenticationModel } from './scaler-model';

/** Credentials that several triggers share. */
export interface SharedAuthentication {
  readonly kind: AuthenticationModel['kind'];
  readonly owner: ObjectOwner;
  readonly namespace?: string;
  readonly name: string;
  readonly fields: TriggerAuthenticationFields;
}

/** The credentials of a tree that have a construct of their own. */
export const authentications = new IntentSort<SharedAuthentication>();

/** Credentials as objects of the cluster's KEDA; what it does not know is reported. */
export function resolveAuthentications(model: ClusterModel): readonly AuthenticationModel[] {
  const { name: cluster, autoscalers } = model.cluster;
  return authentications.in(model).flatMap((shared) => {
    const { kind, owner, namespace, name, fields } = shared;
    const refuse = (path: string, message: string, fix: string) =>
      model.report({
        id: 'unsupported-scaling-intent',
        severity: 'error',
        object: { apiVersion: 'keda.sh/v1alpha1', kind, ...(namespace === undefined ? {} : { namespace }), name },
        path,
        message,
        fix,
        origin: owner.origin,
      });
    if (autoscalers.keda === undefined) {
      const fix = "run KEDA and say so: autoscalers: { keda: { version: '2.20' } }";
      refuse('spec', `Forbidden: ${cluster} runs no autoscaler that reads it: KEDA could`, fix);
      return [];
    }
    refuseOldAuthentication(autoscalers.keda, fields, (field, message, fix) => refuse(`spec.${field}`, message, fix));
    return [shared];
  });
}
