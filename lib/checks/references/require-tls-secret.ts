import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import type { Manifest } from '../../manifest/objects/manifest';
import { formatIdentity } from '../../manifest/objects/object-identity';
import { certificatesOf } from '../../manifest/network/routes';
import type { Check } from '../check';
import { notDeclared } from './not-found';
import { referenced } from './referenced';

/** Every certificate that an Ingress or a Gateway serves is in a Secret that exists, is made from the tree, or declared. */
export const requireTlsSecret: Check = {
  id: 'require-tls-secret',
  severity: 'error',
  profile: 'baseline',
  why: 'Without the Secret the controller serves its own self-signed certificate, or drops the listener.',
  kinds: ['gateway.networking.k8s.io/Gateway', 'networking.k8s.io/Ingress'],
  run: function* ({ manifest }, context) {
    for (const { field, namespace } of secretsOf(manifest)) {
      if (field.text === undefined || field.text === '') continue;
      const identity = { group: '', kind: 'Secret', namespace, name: field.text };
      const found = referenced(identity, context);
      if (found.from === 'nowhere') yield notDeclared(field, identity);
      if (found.from !== 'tree') continue;
      const type = Field.root(found.object.manifest).at('type').text ?? 'Opaque';
      if (type === 'kubernetes.io/tls') continue;
      const message = `Invalid value: "${field.text}": ${formatIdentity(identity)} is of type ${type}`;
      yield { path: field.path, message, fix: 'use a Secret of type kubernetes.io/tls', severity: 'warning' };
    }
  },
};

interface SecretName {
  readonly field: Field;
  readonly namespace: string;
}

function secretsOf(manifest: Manifest): readonly SecretName[] {
  if (manifest.kind === 'Gateway') {
    return certificatesOf(manifest)
      .filter(({ target }) => target.group === '' && target.kind === 'Secret')
      .map(({ field, target }) => ({ field: field.at('name'), namespace: target.namespace }));
  }
  const namespace = namespaceOf(manifest);
  const sections = Field.root(manifest).at('spec', 'tls').items();
  return sections.map((tls) => ({ field: tls.at('secretName'), namespace }));
}
