import { validChoice } from '../../lib/checks/api-server/valid-choice';
import type { KubernetesVersion } from '../../lib/fleet/kubernetes-version';
import { ManifestSet } from '../../lib/manifest/objects/manifest-set';
import { facts } from './facts';
import { findingsOf } from './fixture';

const service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'cart', namespace: 'boutique' },
  spec: { trafficDistribution: 'Nearby', ports: [{ port: 80 }] },
};

function found(kubernetesVersion: KubernetesVersion) {
  const manifests = new ManifestSet([{ manifest: service }]);
  return findingsOf(validChoice, { cluster: facts({ kubernetesVersion }), manifests });
}

test('leaves a field that the version does not have to its schema', () => {
  expect(found('1.28')).toEqual([]);
  expect(found('1.36')).toHaveLength(1);
});
