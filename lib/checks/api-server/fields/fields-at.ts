import type { Field } from '../../../manifest/objects/field';

/** The fields that a path leads to, `[]` standing for every item of a list; none where something before is missing. */
export function fieldsAt(root: Field, path: string): readonly Field[] {
  let fields: readonly Field[] = [root];
  for (const { name, isList } of stepsOf(path)) {
    fields = fields.filter(({ isSet }) => isSet).map((field) => field.at(name));
    if (isList) fields = fields.flatMap((field) => field.items());
    if (fields.length === 0) return fields;
  }
  return fields;
}

interface Step {
  readonly name: string;
  readonly isList: boolean;
}

const parsed = new Map<string, readonly Step[]>();

function stepsOf(path: string): readonly Step[] {
  let steps = parsed.get(path);
  if (steps === undefined) {
    steps = path.split('.').map((step) => ({ name: step.replace('[]', ''), isList: step.endsWith('[]') }));
    parsed.set(path, steps);
  }
  return steps;
}
