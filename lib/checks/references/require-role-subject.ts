import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import type { Check } from '../check';
import { requireObject } from './not-found';

/** Every ServiceAccount that a binding names exists. */
export const requireRoleSubject: Check = {
  id: 'require-role-subject',
  severity: 'error',
  profile: 'baseline',
  why:
    'The permissions go to nobody while the workload that needs them is refused, ' +
    'and whoever creates a ServiceAccount of that name later gets them.',
  kinds: ['rbac.authorization.k8s.io/ClusterRoleBinding', 'rbac.authorization.k8s.io/RoleBinding'],
  run: function* ({ manifest }, context) {
    const ownNamespace = manifest.kind === 'RoleBinding' ? namespaceOf(manifest) : undefined;
    for (const subject of Field.root(manifest).at('subjects').items()) {
      const field = subject.at('name');
      const namespace = subject.at('namespace').text ?? ownNamespace;
      if (subject.at('kind').text !== 'ServiceAccount' || field.text === undefined || namespace === undefined) continue;
      const identity = { group: '', kind: 'ServiceAccount', namespace, name: field.text };
      yield* requireObject(field, identity, context);
    }
  },
};
