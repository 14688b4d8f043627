import { Field } from './field';
import type { Manifest } from './manifest';

/** Whether an object is a hook of a Helm chart, such as a test: Helm makes it when its moment comes, and not otherwise. */
export function isHelmHook(manifest: Manifest): boolean {
  return Field.root(manifest).at('metadata', 'annotations').entry('helm.sh/hook').isSet;
}
