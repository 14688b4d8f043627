import { Field } from '../../manifest/objects/field';
import type { JsonValue } from '../../manifest/objects/json';
import { isJsonArray } from '../../manifest/objects/json';
import { possibleVariants } from '../../products/flagd/possible-variants';
import { ruleFlaws } from '../../products/flagd/rule-flaws';
import type { Check } from '../check';
import type { Problem } from '../finding';
import { listNames } from '../list-names';

/** Every flag of a FeatureFlag is one that flagd can serve, whatever the context. */
export const validFeatureFlag: Check = {
  id: 'valid-feature-flag',
  severity: 'error',
  profile: 'baseline',
  why:
    'The definition of FeatureFlag lets any variants and targeting through. What flagd cannot read, its webhook refuses or ' +
    'flagd serves as an error, for which the application falls back to the default in its code.',
  kinds: ['core.openfeature.dev/FeatureFlag'],
  run: function* ({ manifest }) {
    const flagSpec = Field.root(manifest).at('spec', 'flagSpec');
    const evaluators = flagSpec.at('$evaluators');
    const shared = new Set(evaluators.entries().map(([name]) => name));
    // flagd puts each in place once, in any order: one that names another one may be left as it is.
    for (const [, evaluator] of evaluators.entries()) yield* ruleFlaws(evaluator, new Set());
    for (const [, flag] of flagSpec.at('flags').entries()) {
      yield* variantFlaws(flag);
      const targeting = flag.at('targeting');
      const flaws = [...ruleFlaws(targeting, shared)];
      yield* flaws;
      if (flaws.length === 0) yield* unservedVariants(flag, possibleVariants(targeting, evaluators));
      yield* metadataFlaws(flag.at('metadata'));
    }
    yield* metadataFlaws(flagSpec.at('metadata'));
  },
};

function* variantFlaws(flag: Field): Iterable<Problem> {
  const variants = flag.at('variants');
  const entries = variants.entries();
  if (variants.map !== undefined && entries.length === 0)
    yield { path: variants.path, message: 'Required value: a flag has one variant at least', fix: 'add a variant' };
  const [first, ...others] = entries;
  if (first === undefined) return;
  const [name, { value }] = first;
  const type = typeOf(value);
  if (type === undefined)
    yield {
      path: first[1].path,
      message: `Invalid value: ${first[1].written}: must be a boolean, text, a number or a map`,
      fix: 'write one of these; a list can stand in a map',
    };
  for (const [, other] of others)
    if (type !== undefined && typeOf(other.value) !== type)
      yield {
        path: other.path,
        message: `Invalid value: ${other.written}: must be a ${type}, like the variant ${name}`,
        fix: 'give all variants one type: applications ask for a flag by its type',
      };
  const chosen = flag.at('defaultVariant');
  if (chosen.text !== undefined && !variants.entry(chosen.text).isSet) yield notAVariant(chosen, chosen.text, variants);
}

function* unservedVariants(flag: Field, { named, computed }: ReturnType<typeof possibleVariants>): Iterable<Problem> {
  const variants = flag.at('variants');
  const told = new Set<string>();
  for (const { variant, at } of named) {
    if (variants.entry(variant).isSet || told.has(variant + at.path)) continue;
    told.add(variant + at.path);
    yield notAVariant(at, variant, variants);
  }
  for (const { path, written } of computed)
    yield {
      path,
      message: `Invalid value: ${written}: it is computed which variant this names`,
      fix: 'name variants in full, by { if: [ … ] } or fractional',
      status: 'unproved',
      severity: 'warning',
    };
}

function notAVariant({ path }: Field, name: string, variants: Field): Problem {
  const names = variants.entries().map(([variant]) => variant);
  return {
    path,
    message: `Unsupported value: ${JSON.stringify(name)}: the variants are ${listNames(names)}`,
    fix: `name one of them, or add the variant ${JSON.stringify(name)}`,
  };
}

function* metadataFlaws(metadata: Field): Iterable<Problem> {
  for (const [, { value, path, written }] of metadata.entries())
    if (!['string', 'number', 'boolean'].includes(typeof value))
      yield {
        path,
        message: `Invalid value: ${written}: must be text, a number or a boolean`,
        fix: 'write one of these',
      };
}

function typeOf(value: JsonValue | undefined): string | undefined {
  if (value === null || value === undefined || isJsonArray(value)) return undefined;
  const type = typeof value;
  if (type === 'string') return 'text';
  return type === 'object' ? 'map' : type;
}
