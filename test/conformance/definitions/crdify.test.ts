import { compareDefinitions } from '../../../lib/schema/evolution/compare-definitions';
import type { StructuralSchema } from '../../../lib/schema/facts/schema-facts';
import { hasGo } from '../../control-plane/binaries/go-build';
import { definitionOf } from '../../schema/evolution/definitions';
import { fieldChanges } from '../../schema/evolution/field-changes';
import { crdify } from './crdify';

const describeWithGo = hasGo() ? describe : describe.skip;

/** What it reads as if it stood in the field itself, one schema over the other. */
const misread = ['all-of', 'any-of', 'not', 'one-of'];

interface Pair {
  readonly from: StructuralSchema;
  readonly to: StructuralSchema;
}

/** Every schema of a comparator's changes with every other one of it. */
const pairs = Object.entries(fieldChanges)
  .filter(([comparator]) => !misread.includes(comparator))
  .flatMap(([, changes]) => {
    const schemas = unique(changes.flatMap(({ from, to }) => [from, to]));
    return schemas.flatMap((from) => schemas.map((to): Pair => ({ from, to })));
  });

describeWithGo('a change of a field', () => {
  test('breaks something here where crdify calls it incompatible, and nowhere else', async () => {
    const judge = await crdify();
    const differences = pairs.flatMap((pair) => {
      const [before, after] = [definitionOf(pair.from), definitionOf(pair.to)];
      const theirs = judge(before, after);
      // What it has no validation for, it calls unhandled: then ours alone decides.
      const known = theirs.filter((name) => name !== 'unhandled');
      const ours = compareDefinitions(before, after).filter(({ effect }) => effect !== 'safe');
      const isAlike = theirs.length === 0 ? ours.length === 0 : known.length === 0 || ours.length > 0;
      return isAlike || isItsOwnOpinion(pair, known)
        ? []
        : [{ ...pair, theirs, ours: ours.map(({ message }) => message) }];
    });
    expect(pairs.length).toBeGreaterThan(300);
    expect(differences).toEqual([]);
  });
});

/** Where it is stricter or laxer than API servers are. */
function isItsOwnOpinion({ from, to }: Pair, theirs: readonly string[]): boolean {
  switch (theirs.join()) {
    case '':
      // A schema where there was none is no change to it.
      return from.items === undefined && from.properties === undefined;
    case 'enum':
      // More is accepted without the enum.
      return to.enum === undefined;
    case 'minLength':
      // No text is shorter.
      return to.minLength === 0;
    case 'required':
      // Servers fill in a default before they look for what is required.
      return to.required?.every((name) => to.properties?.[name]?.default !== undefined) === true;
    default:
      return false;
  }
}

function unique(schemas: readonly StructuralSchema[]): readonly StructuralSchema[] {
  return [...new Map(schemas.map((schema) => [JSON.stringify(schema), schema])).values()];
}
