import type { Field } from '../manifest/objects/field';

/** A field that is there, and a rule about it. */
export interface RuledField<Rule> {
  readonly field: Field;
  readonly rule: Rule;
}

/**
 * Rules about fields, each with the path of its field: `spec.ports[].protocol`, `[]` standing for every item of a list,
 * no path for the root itself. They are found in one walk over what an object has, so that a rule about what it does not
 * have costs nothing.
 */
export class FieldRules<Rule extends { readonly path: string }> {
  private readonly start = new Step<Rule>();

  constructor(rules: readonly Rule[]) {
    for (const rule of rules) {
      let step = this.start;
      for (const name of rule.path.split('.')) {
        if (name === '') continue;
        step = step.field(name.replace('[]', ''));
        if (name.endsWith('[]')) step = step.item();
      }
      step.rules.push(rule);
    }
  }

  /** Every field below the root that is set and that a rule is about. */
  about(root: Field): readonly RuledField<Rule>[] {
    const found: RuledField<Rule>[] = [];
    collect(this.start, root, found);
    return found;
  }
}

class Step<Rule> {
  readonly rules: Rule[] = [];
  readonly fields = new Map<string, Step<Rule>>();
  items: Step<Rule> | undefined;

  field(name: string): Step<Rule> {
    const known = this.fields.get(name) ?? new Step<Rule>();
    this.fields.set(name, known);
    return known;
  }

  item(): Step<Rule> {
    return (this.items ??= new Step<Rule>());
  }
}

function collect<Rule>(step: Step<Rule>, field: Field, found: RuledField<Rule>[]): void {
  if (!field.isSet) return;
  for (const rule of step.rules) found.push({ field, rule });
  if (step.items !== undefined) for (const item of field.items()) collect(step.items, item, found);
  const { map } = field;
  if (map === undefined) return;
  for (const [name, next] of step.fields) if (map[name] !== undefined) collect(next, field.at(name), found);
}
