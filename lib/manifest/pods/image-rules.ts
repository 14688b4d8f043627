import { Field } from '../objects/field';
import { parseLabels } from '../objects/label-selector';
import type { ManifestSet } from '../objects/manifest-set';
import { namespaceNameLabel } from '../objects/namespace-labels';
import { perManifestSet } from '../objects/per-manifest-set';

/** What images of one list of containers must begin with in a namespace. */
export interface ImageRule {
  /** Name of the ValidatingAdmissionPolicy. */
  readonly policy: string;
  readonly namespace: string;
  readonly list: string;
  readonly prefixes: readonly string[];
}

/** The rule in CEL that images of a list of containers begin with one of some prefixes. */
export function imageExpression(list: string, prefixes: readonly string[]): string {
  const allowed = `[${prefixes.map((prefix) => JSON.stringify(prefix)).join(', ')}]`;
  return `!has(object.spec.${list}) || object.spec.${list}.all(c, ${allowed}.exists(prefix, c.image.startsWith(prefix)))`;
}

/** The rules of a tree by namespace: those in CEL as `imageExpression` writes it, bound to one namespace by its name. */
export const imageRules = perManifestSet((manifests: ManifestSet): ReadonlyMap<string, readonly ImageRule[]> => {
  const rules = new Map<string, ImageRule[]>();
  for (const { manifest } of manifests.ofKind(group, 'ValidatingAdmissionPolicyBinding')) {
    const spec = Field.root(manifest).at('spec');
    const namespace = boundTo(spec);
    if (namespace === undefined) continue;
    const name = spec.at('policyName').text ?? '';
    rules.set(namespace, [...(rules.get(namespace) ?? []), ...rulesOf(manifests, name, namespace)]);
  }
  return rules;
});

const group = 'admissionregistration.k8s.io';

/** The one namespace whose pods a binding refuses; undefined for what binds otherwise. */
function boundTo(spec: Field): string | undefined {
  const denies = spec
    .at('validationActions')
    .items()
    .some(({ text }) => text === 'Deny');
  const matched = spec.at('matchResources');
  const selector = matched.at('namespaceSelector');
  const labels = parseLabels(selector.at('matchLabels').value) ?? {};
  const isByName =
    Object.keys(matched.map ?? {}).length === 1 &&
    Object.keys(selector.map ?? {}).length === 1 &&
    Object.keys(labels).length === 1;
  return denies && isByName && !spec.at('paramRef').isSet ? labels[namespaceNameLabel] : undefined;
}

function rulesOf(manifests: ManifestSet, policy: string, namespace: string): readonly ImageRule[] {
  const found = manifests.get({ group, kind: 'ValidatingAdmissionPolicy', namespace: '', name: policy });
  if (found === undefined) return [];
  const spec = Field.root(found.manifest).at('spec');
  if (spec.at('matchConditions').isSet) return [];
  return spec
    .at('validations')
    .items()
    .flatMap((validation) => {
      const text = validation.at('expression').text ?? '';
      const list = /^!has\(object\.spec\.(\w+)\) /.exec(text)?.[1] ?? '';
      const prefixes = [...text.matchAll(/"([^"\\]*)"/g)].map(([, prefix = '']) => prefix);
      return imageExpression(list, prefixes) === text ? [{ policy, namespace, list, prefixes }] : [];
    });
}
