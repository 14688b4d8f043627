import type { Field } from '../../../manifest/objects/field';

/** Whether a text is there: the controller reads an empty one as none. */
export function isFilled({ text }: Field): boolean {
  return text !== undefined && text !== '';
}
