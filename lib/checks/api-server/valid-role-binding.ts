import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { emptyText, invalidByEach, required, unsupported } from '../field-error';
import type { Problem } from '../finding';
import { dnsSubdomainErrors } from '../../manifest/grammar/dns-name';
import { pathSegmentErrors } from './grammar/path-syntax';

const group = 'rbac.authorization.k8s.io';

/** A binding names a role and subjects in the way that the authorizer looks them up. */
export const validRoleBinding: Check = {
  id: 'valid-role-binding',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server rejects the binding: a subject of another group or kind would be nobody.',
  kinds: [`${group}/ClusterRoleBinding`, `${group}/RoleBinding`],
  run: function* ({ manifest }) {
    const binding = Field.root(manifest);
    const isNamespaced = manifest.kind === 'RoleBinding';
    yield* roleProblems(binding.at('roleRef'), isNamespaced);
    for (const subject of binding.at('subjects').items()) yield* subjectProblems(subject, isNamespaced);
  },
};

function* roleProblems(role: Field, isNamespaced: boolean): Iterable<Problem> {
  if (role.map === undefined) return;
  const kinds = isNamespaced ? ['Role', 'ClusterRole'] : ['ClusterRole'];
  const [apiGroup, kind, name] = [role.at('apiGroup'), role.at('kind'), role.at('name')];
  if (apiGroup.text !== undefined && apiGroup.text !== '' && apiGroup.text !== group) {
    yield unsupported(apiGroup, [group], `set apiGroup: ${group}`);
  }
  if (kind.text !== undefined && !kinds.includes(kind.text))
    yield unsupported(kind, kinds, `bind a ${kinds.join(' or ')}`);
  yield* emptyText(name, 'name the role');
  yield* invalidByEach(name, pathSegmentErrors(name.text ?? ''), 'use the name of a role');
}

function* subjectProblems(subject: Field, isNamespaced: boolean): Iterable<Problem> {
  const [kind, name, apiGroup] = [subject.at('kind'), subject.at('name'), subject.at('apiGroup')];
  yield* emptyText(name, 'name the subject');
  switch (kind.text) {
    case undefined:
      return;
    case 'ServiceAccount':
      if ((name.text ?? '') !== '') {
        yield* invalidByEach(name, dnsSubdomainErrors(name.text ?? ''), 'use the name of a ServiceAccount');
      }
      if ((apiGroup.text ?? '') !== '') yield unsupported(apiGroup, [''], 'leave apiGroup out');
      if (!isNamespaced && (subject.at('namespace').text ?? '') === '') {
        yield required(subject.at('namespace'), '', 'name the namespace of the ServiceAccount');
      }
      return;
    case 'User':
    case 'Group':
      // The group is filled in where it is left out.
      if (apiGroup.text !== undefined && apiGroup.text !== '' && apiGroup.text !== group) {
        yield unsupported(apiGroup, [group], `set apiGroup: ${group}`);
      }
      return;
    default:
      yield unsupported(kind, ['ServiceAccount', 'User', 'Group'], 'use one of the three kinds');
  }
}
