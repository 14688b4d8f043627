import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { emptyText, invalid, required, unsupported } from '../field-error';
import type { Problem } from '../finding';
import { printerColumnProblems } from './fields/printer-column';
import { structuralProblems } from './fields/structural-schema';
import { dns1035LabelErrors, dnsSubdomainErrors } from './grammar/dns-name';

/** A definition names its kind, and has versions with structural schemas, one of which is stored. */
export const validCustomResourceDefinition: Check = {
  id: 'valid-custom-resource-definition',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server rejects the definition, and with it every object of its kind.',
  kinds: ['apiextensions.k8s.io/CustomResourceDefinition'],
  run: function* ({ manifest }) {
    const root = Field.root(manifest);
    const spec = root.at('spec');
    if (spec.map === undefined) return;
    yield* identityProblems(root, spec);
    yield* namesProblems(spec.at('names'));
    yield* versionsProblems(spec.at('versions'));
  },
};

function* identityProblems(root: Field, spec: Field): Iterable<Problem> {
  const [name, group, scope] = [root.at('metadata', 'name'), spec.at('group'), spec.at('scope')];
  const wanted = `${spec.at('names', 'plural').text ?? ''}.${group.text ?? ''}`;
  if (name.text !== undefined && name.text !== wanted) {
    yield invalid(name, 'must be spec.names.plural+"."+spec.group', `use ${wanted}`);
  }
  yield* emptyText(group, 'name a domain, such as example.com');
  if (group.text !== undefined && group.text !== '') {
    const errors = dnsSubdomainErrors(group.text);
    yield* joined(group, errors);
    if (errors.length === 0 && !group.text.includes('.')) {
      yield invalid(group, 'should be a domain with at least one dot', 'use a domain, such as example.com');
    }
  }
  yield* emptyText(scope, 'use Namespaced or Cluster');
  if (scope.text !== undefined && scope.text !== '' && !['Cluster', 'Namespaced'].includes(scope.text)) {
    yield unsupported(scope, ['Cluster', 'Namespaced'], 'use Namespaced or Cluster');
  }
}

function* namesProblems(names: Field): Iterable<Problem> {
  const [kind, listKind] = [names.at('kind'), names.at('listKind')];
  yield* emptyText(names.at('plural'), 'name the kind in plural, in lower case');
  yield* emptyText(kind, 'name the kind');
  const labels = [names.at('plural'), names.at('singular')];
  for (const name of [...labels, ...names.at('shortNames').items(), ...names.at('categories').items()]) {
    if (name.text !== undefined && name.text !== '') yield* joined(name, dns1035LabelErrors(name.text));
  }
  for (const name of [kind, listKind]) {
    if (name.text === undefined || name.text === '') continue;
    const errors = dns1035LabelErrors(name.text.toLowerCase()).join(',');
    const rule = `may have mixed case, but should otherwise match: ${errors}`;
    if (errors !== '') yield invalid(name, rule, 'use letters and digits');
  }
  if (kind.text !== undefined && kind.text !== '' && kind.text === listKind.text) {
    yield invalid(listKind, 'kind and listKind may not be the same', `use ${kind.text}List`);
  }
}

function* versionsProblems(versions: Field): Iterable<Problem> {
  if (!versions.isSet) return;
  const names = versions.items().map((version) => version.at('name').text ?? '');
  if (new Set(names).size < names.length) {
    yield invalid(versions, 'must contain unique version names', 'give every version a name of its own');
  }
  if (versions.items().filter((version) => version.at('storage').value === true).length !== 1) {
    const fix = 'set storage: true on one version, and false on all others';
    yield invalid(versions, 'must have exactly one version marked as storage version', fix);
  }
  for (const version of versions.items()) {
    const [name, schema] = [version.at('name'), version.at('schema', 'openAPIV3Schema')];
    if (name.text !== undefined) yield* joined(name, dns1035LabelErrors(name.text));
    if (!schema.isSet) yield required(schema, '', 'describe the fields of the kind');
    else yield* structuralProblems(schema);
    for (const column of version.at('additionalPrinterColumns').items()) yield* printerColumnProblems(column);
    yield* scaleProblems(version.at('subresources', 'scale'));
  }
}

function* scaleProblems(scale: Field): Iterable<Problem> {
  for (const [name, root] of [
    ['specReplicasPath', '.spec.'],
    ['statusReplicasPath', '.status.'],
  ] as const) {
    const path = scale.at(name);
    yield* emptyText(path, `use ${root}replicas`);
    if (path.text === undefined || path.text === '') continue;
    if (!path.text.startsWith('.')) {
      yield invalid(path, 'must be a simple json path starting with .', `use ${root}replicas`);
    } else if (!path.text.startsWith(root)) {
      yield invalid(path, `should be a json path under ${root.slice(0, -1)}`, `use ${root}replicas`);
    }
  }
}

/** Here the server says everything about one name in one sentence. */
function* joined(field: Field, errors: readonly string[]): Iterable<Problem> {
  if (errors.length > 0) yield invalid(field, errors.join(','), 'use lower-case letters, digits and hyphens');
}
