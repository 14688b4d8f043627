import { Field } from '../../manifest/objects/field';
import type { Manifest } from '../../manifest/objects/manifest';

/** Every rule of a PrometheusRule. */
export function rulesOf(manifest: Manifest): readonly Field[] {
  return Field.root(manifest)
    .at('spec', 'groups')
    .items()
    .flatMap((group) => group.at('rules').items());
}
