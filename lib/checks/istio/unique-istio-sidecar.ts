import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import { perManifestSet } from '../../manifest/objects/per-manifest-set';
import type { Check } from '../check';
import { forbidden } from '../field-error';
import { networkingGroup } from './istio-groups';
import { meetings, selectorField } from './selected-workloads';

/** A pod gets one Sidecar, and a namespace has one for the pods that no other selects. */
export const uniqueIstioSidecar: Check = {
  id: 'unique-istio-sidecar',
  severity: 'error',
  profile: 'baseline',
  why: 'Which of two Sidecars a pod gets is undefined, and so is what it can reach.',
  kinds: ['networking.istio.io/Sidecar'],
  run: function* (object, { manifests }) {
    const other = meeting(manifests).get(object);
    if (other === undefined) return;
    yield forbidden(
      selectorField(object),
      `${formatIdentity(identityOf(other.manifest))} is for the same pods`,
      'make one Sidecar of the two, or select other pods',
    );
  },
};

const meeting = perManifestSet((manifests) => meetings(manifests, manifests.ofKind(networkingGroup, 'Sidecar')));
