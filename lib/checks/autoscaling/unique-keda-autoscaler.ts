import { appendTo } from '../../manifest/objects/append-to';
import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import { perManifestSet } from '../../manifest/objects/per-manifest-set';
import type { Check } from '../check';

/** Each ScaledObject has a HorizontalPodAutoscaler of its own. */
export const uniqueKedaAutoscaler: Check = {
  id: 'unique-keda-autoscaler',
  severity: 'error',
  profile: 'baseline',
  why: 'KEDA’s webhook refuses the second ScaledObject; where it does not run, two of them rewrite one HorizontalPodAutoscaler.',
  kinds: ['keda.sh/ScaledObject'],
  run: function* (object, { manifests }) {
    const { key, name, path } = autoscalerNameOf(object);
    const [first] = byAutoscaler(manifests).get(key) ?? [];
    if (first !== undefined && first !== object) {
      const other = formatIdentity(identityOf(first.manifest));
      yield {
        path,
        message: `Duplicate value: "${name}": ${other} has this HorizontalPodAutoscaler`,
        fix: 'use a name of its own',
      };
      return;
    }
    const present = manifests.get({
      group: 'autoscaling',
      kind: 'HorizontalPodAutoscaler',
      namespace: namespaceOf(object.manifest),
      name,
    });
    const transfer = Field.root(object.manifest)
      .at('metadata', 'annotations')
      .entry('scaledobject.keda.sh/transfer-hpa-ownership');
    if (present === undefined || transfer.text === 'true') return;
    yield {
      path,
      message: `Duplicate value: "${name}": the tree has a HorizontalPodAutoscaler of this name, and KEDA may not take it over`,
      fix: "remove it, or let KEDA adopt it: the annotation scaledobject.keda.sh/transfer-hpa-ownership: 'true'",
    };
  },
};

const byAutoscaler = perManifestSet((manifests) => {
  const found = new Map<string, LocatedManifest[]>();
  for (const object of manifests.ofKind('keda.sh', 'ScaledObject'))
    appendTo(found, autoscalerNameOf(object).key, object);
  return found;
});

function autoscalerNameOf({ manifest }: LocatedManifest) {
  const own = Field.root(manifest).at('spec', 'advanced', 'horizontalPodAutoscalerConfig', 'name');
  const field = own.text === undefined || own.text === '' ? Field.root(manifest).at('metadata', 'name') : own;
  const name = field === own ? (own.text ?? '') : `keda-hpa-${identityOf(manifest).name}`;
  return { key: `${namespaceOf(manifest)}/${name}`, name, path: field.path };
}
