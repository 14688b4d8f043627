import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import { perManifestSet } from '../../manifest/objects/per-manifest-set';
import type { Check } from '../check';
import { invalid } from '../field-error';
import { networkingGroup } from './istio-groups';
import { isForMesh } from './virtual-service-routes';

/** Calls between workloads to one host are routed by one VirtualService. */
export const uniqueIstioMeshHost: Check = {
  id: 'unique-istio-mesh-host',
  severity: 'error',
  profile: 'baseline',
  why: 'VirtualServices of one host do not merge for calls within the mesh: one wins, and the rules of the other are lost.',
  assumptions: ['VirtualServices that are exported to their own namespace only do not meet'],
  kinds: ['networking.istio.io/VirtualService'],
  run: function* (object, { manifests }) {
    const first = claims(manifests);
    for (const host of Field.root(object.manifest).at('spec', 'hosts').items()) {
      const owner = first.get(keyOf(object, host.text ?? ''));
      if (owner === undefined || owner === object || !isForMesh(object.manifest)) continue;
      yield invalid(
        host,
        `${formatIdentity(identityOf(owner.manifest))} routes this host`,
        'make one VirtualService of the two',
      );
    }
  },
};

const claims = perManifestSet((manifests) => {
  const first = new Map<string, LocatedManifest>();
  for (const object of manifests.ofKind(networkingGroup, 'VirtualService')) {
    if (!isForMesh(object.manifest)) continue;
    for (const host of Field.root(object.manifest).at('spec', 'hosts').items()) {
      const key = keyOf(object, host.text ?? '');
      if (!first.has(key)) first.set(key, object);
    }
  }
  return first;
});

function keyOf({ manifest }: LocatedManifest, host: string): string {
  const namespace = namespaceOf(manifest);
  const exportTo = Field.root(manifest).at('spec', 'exportTo').items();
  const scope =
    exportTo.length > 0 && exportTo.every(({ text }) => text === '.' || text === namespace) ? namespace : '*';
  const [name = '', second, ...more] = host.split('.');
  const isService = second === undefined || (more[0] === 'svc' && more.length > 1);
  return `${scope} ${isService ? `${name}.${second ?? namespace}` : host}`;
}
