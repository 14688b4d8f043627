import type { Field } from '../../../manifest/field';

/** The fields that a path leads to, `[]` standing for every item of a list. */
export function fieldsAt(root: Field, path: string): readonly Field[] {
  return path
    .split('.')
    .reduce<readonly Field[]>(
      (fields, step) =>
        step.endsWith('[]')
          ? fields.flatMap((field) => field.at(step.slice(0, -2)).items())
          : fields.map((field) => field.at(step)),
      [root],
    );
}
