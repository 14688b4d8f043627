import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { forbidden } from '../field-error';
import { findConfigEntry } from './config-entry';

/** mTLS is permissive only where the Mesh lets it be. */
export const noConsulPermissiveWithoutMesh: Check = {
  id: 'no-consul-permissive-without-mesh',
  severity: 'error',
  profile: 'baseline',
  why: 'Consul rejects permissive mTLS of a service unless the Mesh allows it.',
  kinds: ['consul.hashicorp.com/ServiceDefaults', 'consul.hashicorp.com/ProxyDefaults'],
  run: function* ({ manifest }, { manifests }) {
    const mode = Field.root(manifest).at('spec', 'mutualTLSMode');
    if (mode.text !== 'permissive') return;
    const mesh = findConfigEntry(manifests, 'Mesh', 'mesh');
    const allowed =
      mesh !== undefined && Field.root(mesh.manifest).at('spec', 'allowEnablingPermissiveMutualTLS').boolean === true;
    if (allowed) return;
    yield forbidden(
      mode,
      'the Mesh does not allow permissive mTLS',
      'set spec.allowEnablingPermissiveMutualTLS of Mesh "mesh" to true',
    );
  },
};
