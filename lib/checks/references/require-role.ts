import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import type { Check } from '../check';
import { requireDeclared, requireObject } from './not-found';

const rbac = 'rbac.authorization.k8s.io';

/** The role that a binding grants exists. */
export const requireRole: Check = {
  id: 'require-role',
  severity: 'error',
  profile: 'baseline',
  why: 'A binding to a role that does not exist grants nothing: the requests of its subjects are forbidden.',
  kinds: [`${rbac}/ClusterRoleBinding`, `${rbac}/RoleBinding`],
  run: function* ({ manifest }, context) {
    const reference = Field.root(manifest).at('roleRef');
    const field = reference.at('name');
    if (field.text === undefined) return;
    if (reference.at('kind').text === 'ClusterRole') {
      yield* requireDeclared(field, { group: rbac, kind: 'ClusterRole', namespace: '', name: field.text }, context);
    }
    if (reference.at('kind').text === 'Role' && manifest.kind === 'RoleBinding') {
      const namespace = namespaceOf(manifest);
      yield* requireObject(field, { group: rbac, kind: 'Role', namespace, name: field.text }, context);
    }
  },
};
