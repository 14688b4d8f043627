import { isAtLeast } from '../../fleet/kubernetes-version';
import { apiGroup } from '../../manifest/objects/api-version';
import { Field } from '../../manifest/objects/field';
import type { Check, CheckContext } from '../check';
import { forbidden, invalid, invalidByEach, required } from '../field-error';
import type { Problem } from '../finding';
import { dns1035LabelErrors, dnsLabelErrors, dnsSubdomainErrors } from '../../manifest/grammar/dns-name';
import { pathSegmentErrors } from './grammar/path-syntax';

type Grammar = (name: string) => readonly string[];

/** Every other kind, custom resources among them, has names that are DNS subdomains. */
const grammars: Readonly<Record<string, Grammar>> = {
  '/Namespace': dnsLabelErrors,
  'apiregistration.k8s.io/APIService': pathSegmentErrors,
  'apps/StatefulSet': dnsLabelErrors,
  'rbac.authorization.k8s.io/ClusterRole': pathSegmentErrors,
  'rbac.authorization.k8s.io/ClusterRoleBinding': pathSegmentErrors,
  'rbac.authorization.k8s.io/Role': pathSegmentErrors,
  'rbac.authorization.k8s.io/RoleBinding': pathSegmentErrors,
};

/** Budgets never had rules for their names, beyond those of a path. */
const unnamed = ['policy/PodDisruptionBudget'];

/**
 * An object has a name that its kind allows: mostly a DNS subdomain, a DNS label where the name ends up in DNS. The
 * namespace that it is in has a name by the rules of Namespaces.
 */
export const validObjectName: Check = {
  id: 'valid-object-name',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server rejects the object: names become parts of paths, host names and labels.',
  kinds: ['*'],
  run: function* ({ manifest }, { cluster }) {
    const kind = `${apiGroup(manifest.apiVersion)}/${manifest.kind}`;
    const metadata = Field.root(manifest).at('metadata');
    yield* namespaceProblems(metadata.at('namespace'));
    const [name, generateName] = [metadata.at('name'), metadata.at('generateName')];
    if ((name.text ?? '') === '' && (generateName.text ?? '') === '') {
      if (name.isSet && name.text === undefined) return;
      yield required(name, 'name or generateName is required', 'give the object a name');
      return;
    }
    const errors = grammarOf(kind, cluster.kubernetesVersion);
    const fix = 'use lower-case letters, digits and hyphens';
    if (name.text !== undefined && name.text !== '') yield* invalidByEach(name, errors(name.text), fix);
    // What the server appends makes a trailing hyphen an inner one.
    if (generateName.text !== undefined) {
      yield* invalidByEach(generateName, errors(generateName.text.replace(/-$/, 'a')), fix);
    }
    yield* kindProblems(kind, name);
  },
};

/** It is the name of a Namespace. */
function* namespaceProblems(namespace: Field): Iterable<Problem> {
  const { text = '' } = namespace;
  if (text !== '') yield* invalidByEach(namespace, dnsLabelErrors(text), 'name a Namespace that there can be');
}

function grammarOf(kind: string, version: CheckContext['cluster']['kubernetesVersion']): Grammar {
  if (unnamed.includes(kind)) return pathSegmentErrors;
  if (kind === '/Service') return isAtLeast(version, '1.36') ? dnsLabelErrors : dns1035LabelErrors;
  return grammars[kind] ?? dnsSubdomainErrors;
}

function* kindProblems(kind: string, name: Field): Iterable<Problem> {
  const text = name.text ?? '';
  if (kind === 'batch/CronJob' && text.length > 52) {
    // The controller appends 11 characters to name its Jobs, whose names are at most 63 characters long.
    yield invalid(name, 'must be no more than 52 characters', 'use a shorter name');
  }
  if (kind === 'scheduling.k8s.io/PriorityClass' && text.startsWith('system-')) {
    const rule =
      "priority class names with 'system-' prefix are reserved for system use only. " +
      `error: ${text} is not a known system priority class`;
    yield forbidden(name, rule, 'use a name that does not start with system-');
  }
}
