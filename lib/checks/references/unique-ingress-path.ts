import { Field } from '../../manifest/objects/field';
import { firstIngressPath, ingressPathsOf } from '../../manifest/network/ingress-paths';
import type { Manifest } from '../../manifest/objects/manifest';
import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import type { Check } from '../check';

/** No host and path is routed by two Ingresses of one class. */
export const uniqueIngressPath: Check = {
  id: 'unique-ingress-path',
  severity: 'error',
  profile: 'baseline',
  why: 'Which of the two backends gets the requests depends on the controller: the older object, the last one read, or none.',
  kinds: ['networking.k8s.io/Ingress'],
  run: function* (object, { manifests }) {
    if (isCanary(object.manifest)) return;
    for (const { field, key } of ingressPathsOf(object)) {
      const first = firstIngressPath(manifests, key);
      if (first === undefined || (first.object === object && first.field.path === field.path)) continue;
      if (isCanary(first.object.manifest)) continue;
      const path = JSON.stringify(field.at('path').text ?? '/');
      yield {
        path: field.at('path').path,
        message: `Duplicate value: ${path} of the same host is routed by ${formatIdentity(identityOf(first.object.manifest))} already (${first.field.path})`,
        fix: 'route each host and path in one place',
      };
    }
  },
};

/** A canary of ingress-nginx shares its paths on purpose. */
function isCanary(ingress: Manifest): boolean {
  const annotations = Field.root(ingress).at('metadata', 'annotations');
  return annotations.at('nginx.ingress.kubernetes.io/canary').text === 'true';
}
