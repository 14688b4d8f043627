import type { Field } from '../../../manifest/objects/field';
import { labelKeyErrors } from '../../../manifest/grammar/label-syntax';
import { invalid } from '../../field-error';
import type { Problem } from '../../finding';

const readable = ['metadata.annotations', 'metadata.labels', 'metadata.name', 'metadata.namespace', 'metadata.uid'];

/** Arguments that are read from the metadata of the Rollout name a field of it that can be read. */
export function* argumentFlaws(args: Field): Iterable<Problem> {
  for (const arg of args.items()) {
    const path = arg.at('valueFrom', 'fieldRef', 'fieldPath');
    if (path.text?.startsWith('metadata') === true && !isReadable(path.text))
      yield invalid(
        path,
        `of metadata, these can be read: ${readable.join(', ')}`,
        "name one of them, or an entry such as metadata.labels['app']",
      );
  }
}

function isReadable(path: string): boolean {
  const [, field, key = ''] = /^([^[\]]+)\['(.*)'\]$/.exec(path) ?? [];
  if (field === undefined) return readable.includes(path);
  if (field === 'metadata.annotations') return labelKeyErrors(key.toLowerCase()).length === 0;
  return field === 'metadata.labels' && labelKeyErrors(key).length === 0;
}
