import * as fc from 'fast-check';
import type { Manifest } from '../../../lib/manifest/objects/manifest';
import { identityKey, identityOf } from '../../../lib/manifest/objects/object-identity';
import { chartFile, clusterFolder, objectFile } from '../../../lib/synth/layout/file-path';

function manifestOf(apiVersion: string, kind: string, name: string, namespace?: string): Manifest {
  return { apiVersion, kind, metadata: { name, ...(namespace === undefined ? {} : { namespace }) } };
}

describe('the file of an object', () => {
  test.each([
    [manifestOf('apps/v1', 'Deployment', 'cart', 'boutique'), 'boutique/deployment.cart.k8s.yaml'],
    [manifestOf('v1', 'Namespace', 'boutique'), '_cluster/namespace.boutique.k8s.yaml'],
    [manifestOf('v1', 'Service', 'cart', 'boutique'), 'boutique/service.cart.k8s.yaml'],
    [
      manifestOf('serving.knative.dev/v1', 'Service', 'cart', 'boutique'),
      'boutique/service.serving.knative.dev.cart.k8s.yaml',
    ],
    [manifestOf('networking.istio.io/v1', 'Gateway', 'main', 'edge'), 'edge/gateway.networking.istio.io.main.k8s.yaml'],
    [
      manifestOf('gateway.networking.k8s.io/v1', 'Gateway', 'main', 'edge'),
      'edge/gateway.gateway.networking.k8s.io.main.k8s.yaml',
    ],
    [manifestOf('gateway.networking.k8s.io/v1', 'HTTPRoute', 'cart', 'edge'), 'edge/httproute.cart.k8s.yaml'],
    [
      manifestOf('policy.linkerd.io/v1beta3', 'HTTPRoute', 'cart', 'edge'),
      'edge/httproute.policy.linkerd.io.cart.k8s.yaml',
    ],
    [manifestOf('networking.istio.io/v1', 'VirtualService', 'cart', 'edge'), 'edge/virtualservice.cart.k8s.yaml'],
    [
      manifestOf('rbac.authorization.k8s.io/v1', 'ClusterRole', 'system:Reader'),
      '_cluster/clusterrole.system%3a%52eader.k8s.yaml',
    ],
    [manifestOf('v1', 'ConfigMap', 'a.b', 'con'), '%63%6f%6e/configmap.a.b.k8s.yaml'],
    [manifestOf('v1', 'ConfigMap', '../../x', '..'), '%2e%2e/configmap.%2e.%2f..%2fx.k8s.yaml'],
    [manifestOf('v1', 'ConfigMap', 'ä', '_cluster'), '%5fcluster/configmap.%c3%a4.k8s.yaml'],
  ])('of %j is %s', (manifest, file) => {
    expect(objectFile(manifest)).toBe(file);
  });

  test('does not depend on the API version', () => {
    expect(objectFile(manifestOf('autoscaling/v2', 'HorizontalPodAutoscaler', 'a', 'b'))).toBe(
      objectFile(manifestOf('autoscaling/v1', 'HorizontalPodAutoscaler', 'a', 'b')),
    );
  });

  test('has a name that file systems can hold, different for names that differ only in their end', () => {
    const [one, other] = ['x', 'y'].map((end) => objectFile(manifestOf('v1', 'ConfigMap', 'a'.repeat(252) + end, 'b')));

    expect(one?.length).toBeLessThan(255);
    expect(one).toMatch(/^b\/configmap\.a{100,}~[\da-f]{16}\.k8s\.yaml$/);
    expect(one).not.toBe(other);
  });

  test('needs a name', () => {
    expect(() => objectFile(manifestOf('v1', 'ConfigMap', '', 'b'))).toThrow(
      'ConfigMap b/: metadata.name: Required value',
    );
  });

  test("is no other object's file, even where case is ignored", () => {
    const anyName = fc.oneof(
      fc.string({ unit: fc.constantFrom(...'aA.-_:%/'), minLength: 1, maxLength: 4 }),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 3 }).filter((text) => !/\p{Surrogate}/u.test(text)),
    );
    const anyManifest = fc
      .tuple(fc.constantFrom('v1', 'serving.knative.dev/v1'), anyName, fc.option(anyName, { nil: undefined }))
      .map(([apiVersion, name, namespace]) => manifestOf(apiVersion, 'Service', name, namespace));

    fc.assert(
      fc.property(anyManifest, anyManifest, (one, other) => {
        const same = identityKey(identityOf(one)) === identityKey(identityOf(other));

        expect(objectFile(one).toLowerCase() === objectFile(other).toLowerCase()).toBe(same);
      }),
      { numRuns: 2000 },
    );
  });
});

test('the name of an object can be read back from its file', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), (name) => {
      const file = objectFile(manifestOf('v1', 'ConfigMap', name, 'b'));

      expect(decodeURIComponent(file.slice('b/configmap.'.length, -'.k8s.yaml'.length))).toBe(name);
    }),
  );
});

test('a cluster has a folder, and a chart a file, of its own', () => {
  expect(clusterFolder('prod', 'prod-euw1')).toBe('prod/prod-euw1');
  expect(clusterFolder('.inventory', 'A')).toBe('%2einventory/%41');
  expect(chartFile('boutique')).toBe('boutique.k8s.yaml');
  expect(chartFile('Boutique/web')).toBe('%42outique%2fweb.k8s.yaml');
});
