import { canonicalQuantity } from '../../manifest/objects/canonical-quantity';
import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { invalid } from '../field-error';
import type { Problem } from '../finding';

/** Amounts of resources are written as the API server writes them: `1` and not `1000m`, `1Gi` and not `1024Mi`. */
export const noNoncanonicalQuantity: Check = {
  id: 'no-noncanonical-quantity',
  severity: 'warning',
  profile: 'production',
  why: 'The API server, or the controller of a custom resource, writes the amount its own way, and the GitOps engine shows a difference for ever.',
  assumptions: ['Maps named requests, limits and hard hold amounts of resources, in custom resources too.'],
  kinds: ['*'],
  run: ({ manifest }) => (hasAmounts(manifest) ? amountsBelow(Field.root(manifest)) : []),
};

const maps = ['requests', 'limits', 'hard'];

/** Most objects have none: to know that costs less than to walk through them with a path at hand. */
function hasAmounts(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return (
    (!Array.isArray(value) && maps.some((name) => Object.hasOwn(value, name))) || Object.values(value).some(hasAmounts)
  );
}

function* amountsBelow(parent: Field): Iterable<Problem> {
  for (const child of parent.fields()) {
    if (typeof child.value !== 'object') continue;
    if (maps.includes(child.name)) {
      for (const [, amount] of child.entries()) yield* amountProblems(amount);
    } else {
      yield* amountsBelow(child);
    }
  }
}

function* amountProblems(amount: Field): Iterable<Problem> {
  if (amount.text === undefined) return;
  const canonical = canonicalQuantity(amount.text);
  if (canonical !== undefined && canonical !== amount.text) {
    yield invalid(amount, `the API server writes it as ${JSON.stringify(canonical)}`, `write ${canonical}`);
  }
}
