import type { KedaFacts } from '../fleet/autoscaler-facts';
import type { TriggerAuthenticationFields } from '../model/trigger-authentication';
import { isAtLeastVersion } from '../products/keda-scalers/keda-version';

/** The first version of KEDA that has a field of a TriggerAuthentication. */
const since: readonly (readonly [field: keyof TriggerAuthenticationFields, version: string])[] = [
  ['boundServiceAccountToken', '2.17'],
  ['oauth2', '2.20'],
];

/** Says what the cluster's KEDA does not know of some credentials: its API server would refuse or drop it. */
export function refuseOldAuthentication(
  { version }: KedaFacts,
  fields: TriggerAuthenticationFields,
  refuse: (field: string, message: string, fix: string) => void,
): void {
  for (const [field, first] of since) {
    if (fields[field] === undefined || isAtLeastVersion(version, first)) continue;
    refuse(
      field,
      `Forbidden: KEDA ${version} does not have it, ${first} is the first that does`,
      `run KEDA ${first}, or use secretTargetRef`,
    );
  }
}
