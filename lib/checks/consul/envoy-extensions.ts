import type { Field } from '../../manifest/objects/field';
import { invalid, required } from '../field-error';
import type { Problem } from '../finding';

/** Each extension has arguments, as a map. */
export function* envoyExtensionProblems(extensions: Field): Iterable<Problem> {
  for (const extension of extensions.items()) {
    const written = extension.at('arguments');
    if (!written.isSet) yield required(written, '', 'set them, or {} for none');
    else if (written.map === undefined) yield invalid(written, 'must be a map', 'write names and values');
  }
}
