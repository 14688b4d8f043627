import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import { perManifestSet } from '../../manifest/objects/per-manifest-set';
import type { Check } from '../check';
import { forbidden } from '../field-error';
import { telemetryGroup } from './istio-groups';
import { meetings, selectorField } from './selected-workloads';

/** A pod gets one Telemetry, and a namespace has one for the pods that no other selects. */
export const uniqueIstioTelemetry: Check = {
  id: 'unique-istio-telemetry',
  severity: 'error',
  profile: 'baseline',
  why: 'Of two Telemetry objects for one pod, Istio takes the oldest and ignores the other.',
  kinds: ['telemetry.istio.io/Telemetry'],
  run: function* (object, { manifests }) {
    const other = meeting(manifests).get(object);
    if (other === undefined) return;
    yield forbidden(
      selectorField(object),
      `${formatIdentity(identityOf(other.manifest))} is for the same pods`,
      'make one Telemetry of the two, or select other pods',
    );
  },
};

const meeting = perManifestSet((manifests) => meetings(manifests, manifests.ofKind(telemetryGroup, 'Telemetry')));
