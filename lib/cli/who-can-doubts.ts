import type { ManifestSet } from '../manifest/objects/manifest-set';
import type { AccessQuestion } from '../manifest/rbac/who-can';
import { isServedResource } from '../manifest/rbac/served-resource';
import { Field } from '../manifest/objects/field';

/** What the API server asks the authorizer for, and what some kinds ask for besides. */
const knownVerbs: readonly string[] = [
  ...['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'],
  ...['approve', 'attest', 'bind', 'escalate', 'impersonate', 'sign', 'use'],
  ...['head', 'options', 'post', 'put', '*'],
];

/**
 * Words of a question that are no verb or resource that is known, built in, defined in the tree, or named by a role of
 * it: "nobody" would be true, and no answer to what was meant.
 */
export function whoCanDoubts(trees: readonly ManifestSet[], { verb, resource, group }: AccessQuestion): string[] {
  const [name = ''] = resource.split('/');
  const isVerb = knownVerbs.includes(verb) || trees.some((tree) => named(tree, 'verbs').includes(verb));
  const isResource =
    group !== undefined ||
    resource.startsWith('/') ||
    trees.some((tree) => isServedResource(tree, name) || named(tree, 'resources').includes(name));
  return [
    ...(isVerb ? [] : [`warning: "${verb}" is no known verb: must be one of ${knownVerbs.join(', ')}\n`]),
    ...(isResource
      ? []
      : [`warning: "${resource}" is no known resource: write its plural in lower case, as in roles: secrets\n`]),
  ];
}

function named(manifests: ManifestSet, part: 'verbs' | 'resources'): readonly string[] {
  return ['Role', 'ClusterRole']
    .flatMap((kind) => manifests.ofKind('rbac.authorization.k8s.io', kind))
    .flatMap(({ manifest }) => Field.root(manifest).at('rules').items())
    .flatMap((rule) => rule.at(part).items())
    .flatMap(({ text }) => text ?? []);
}
