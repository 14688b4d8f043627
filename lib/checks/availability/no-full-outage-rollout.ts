import { Field } from '../../manifest/objects/field';
import { replicaRangeOf } from '../../manifest/pods/replica-range';
import { servicesSelecting } from '../../manifest/network/selecting-services';
import type { Check } from '../check';

/** A rollout of a Deployment that serves traffic leaves some of its Pods running. */
export const noFullOutageRollout: Check = {
  id: 'no-full-outage-rollout',
  severity: 'warning',
  profile: 'production',
  why: 'Between the old Pods and the new ones there are none: every deployment is an outage.',
  kinds: ['apps/Deployment'],
  run: function* (object, { manifests }) {
    const { minimum } = replicaRangeOf(manifests, object);
    // A single Pod is what require-replicas speaks of, and may have to be recreated for its volume's sake.
    if (minimum < 2 || servicesSelecting(manifests, object).length === 0) return;
    const strategy = Field.root(object.manifest).at('spec', 'strategy');
    const fix = 'use RollingUpdate with a maxUnavailable that leaves Pods running';
    if (strategy.at('type').text === 'Recreate') {
      yield { path: strategy.at('type').path, message: 'Invalid value: "Recreate": ends all Pods first', fix };
    }
    const maxUnavailable = strategy.at('rollingUpdate', 'maxUnavailable');
    const allowed = roundedDown(maxUnavailable, minimum);
    if (allowed === undefined || allowed < minimum) return;
    const value = JSON.stringify(maxUnavailable.value);
    yield { path: maxUnavailable.path, message: `Invalid value: ${value}: allows all ${minimum} Pods to be gone`, fix };
  },
};

/** A percentage of a Deployment's maxUnavailable is rounded down. */
function roundedDown({ number, text }: Field, replicas: number): number | undefined {
  if (number !== undefined) return number;
  return text !== undefined && /^\d+%$/.test(text)
    ? Math.floor((Number(text.slice(0, -1)) * replicas) / 100)
    : undefined;
}
