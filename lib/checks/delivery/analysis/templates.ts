import { Field } from '../../../manifest/objects/field';
import type { ObjectIdentity } from '../../../manifest/objects/object-identity';
import type { CheckContext } from '../../check';
import { referenced } from '../../references/referenced';

/** The templates that a list names, those that they name in turn, and what is not in the tree. */
export interface NamedTemplates {
  /** Each once, from its root. */
  readonly templates: readonly Field[];
  readonly missing: readonly { readonly field: Field; readonly identity: ObjectIdentity }[];
}

export function templatesOf(list: Field, namespace: string, context: CheckContext): NamedTemplates {
  const found = new Map<string, Field>();
  const missing: { field: Field; identity: ObjectIdentity }[] = [];
  const open = [...list.items()];
  for (let ref = open.shift(); ref !== undefined; ref = open.shift()) {
    const identity = identityOfTemplate(ref, namespace);
    const key = `${identity.kind}/${identity.name}`;
    if (found.has(key)) continue;
    const object = referenced(identity, context);
    if (object.from !== 'tree') {
      missing.push({ field: ref.at('templateName'), identity });
      continue;
    }
    const template = Field.root(object.object.manifest);
    found.set(key, template);
    open.push(...template.at('spec', 'templates').items());
  }
  return { templates: [...found.values()], missing };
}

function identityOfTemplate(ref: Field, namespace: string): ObjectIdentity {
  const name = ref.at('templateName').text ?? '';
  return ref.at('clusterScope').boolean === true
    ? { group: 'argoproj.io', kind: 'ClusterAnalysisTemplate', namespace: '', name }
    : { group: 'argoproj.io', kind: 'AnalysisTemplate', namespace, name };
}
