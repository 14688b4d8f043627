import type { Field } from '../../../manifest/objects/field';

/** What stands in double braces, such as `args.service`; undefined where the braces are never closed. */
export interface AskedArgument {
  readonly field: Field;
  readonly name: string | undefined;
}

/** Every placeholder in the texts and keys of a metric. */
export function askedArguments(metric: Field): readonly AskedArgument[] {
  const { text } = metric;
  if (text !== undefined) return namesIn(text).map((name) => ({ field: metric, name }));
  return metric
    .fields()
    .flatMap((field) => [...namesIn(field.name).map((name) => ({ field, name })), ...askedArguments(field)]);
}

/** Whether a text is known only once there are arguments. */
export function hasPlaceholder({ text }: Field): boolean {
  return text?.includes('{{') === true;
}

/** The placeholder that a text is, with nothing before or behind it. */
export function placeholderIn({ text = '' }: Field): string | undefined {
  const [name, ...others] = namesIn(text);
  return others.length === 0 && text.startsWith('{{') && text.endsWith('}}') ? name : undefined;
}

function namesIn(text: string): readonly (string | undefined)[] {
  return text
    .split('{{')
    .slice(1)
    .map((part) => (part.includes('}}') ? part.slice(0, part.indexOf('}}')).trim() : undefined));
}
