import { namespaceNameLabel } from '../manifest/objects/namespace-labels';
import type { Manifest } from '../manifest/objects/manifest';
import { imageExpression } from '../manifest/pods/image-rules';

const group = 'admissionregistration.k8s.io/v1';

/** Refuses pods of a namespace with an image of another registry: the rule, and the namespace that it is for. */
export function emitImageRegistryPolicy(namespace: string, registries: readonly string[]): readonly Manifest[] {
  const name = `${namespace}-image-registries`;
  const prefixes = registries.flatMap(prefixesOf);
  const lists = ['containers', 'initContainers', 'ephemeralContainers'];
  return [
    {
      apiVersion: group,
      kind: 'ValidatingAdmissionPolicy',
      metadata: { name },
      spec: {
        failurePolicy: 'Fail',
        matchConstraints: {
          resourceRules: [
            {
              apiGroups: [''],
              apiVersions: ['v1'],
              operations: ['CREATE', 'UPDATE'],
              resources: ['pods', 'pods/ephemeralcontainers'],
            },
          ],
        },
        validations: lists.map((list) => ({
          expression: imageExpression(list, prefixes),
          message: `images of ${list} must come from ${prefixes.join(', ')}`,
        })),
      },
    },
    {
      apiVersion: group,
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata: { name },
      spec: {
        policyName: name,
        validationActions: ['Deny'],
        matchResources: { namespaceSelector: { matchLabels: { [namespaceNameLabel]: namespace } } },
      },
    },
  ];
}

/**
 * What images of a registry, of a folder, or of one name begin with. Without the end, `registry.example` would let
 * `registry.example.evil.test` in, and with a colon behind it another registry, at a port.
 */
function prefixesOf(registry: string): readonly string[] {
  if (registry.endsWith('/')) return [registry];
  return registry.includes('/') ? [`${registry}/`, `${registry}:`, `${registry}@`] : [`${registry}/`];
}
