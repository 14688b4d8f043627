import { isJsonObject, type JsonObject } from '../../manifest/objects/json';
import type { Manifest } from '../../manifest/objects/manifest';
import type { Problem } from '../../manifest/objects/finding';
import { isBuiltInGroup } from '../facts/built-in-groups';
import { withDefaults } from './default-values';
import type { KnownKind } from '../facts/facts-catalog';
import { metadataProblems } from './metadata-problems';
import { withObjectFields } from './object-schema';
import type { KindFacts } from '../facts/schema-facts';
import { CorrelatedValue } from './correlated-value';
import { compileSchema } from './compile-schema';
import { ValidationReport } from './validation-report';
import type { Validator } from './validator';

/** What the API server thinks of an object's structure. */
export interface StructureVerdict {
  readonly problems: readonly Problem[];
  /** The object as it would be stored: with defaults, without nulls and, where it is a subresource, without status. */
  readonly stored: JsonObject;
}

const verdicts = new WeakMap<Manifest, { readonly facts: KindFacts; readonly verdict: StructureVerdict }>();

/** Judges an object by the schema of its kind. Asking twice costs nothing. */
export function validateStructure(manifest: Manifest, known: KnownKind): StructureVerdict {
  const earlier = verdicts.get(manifest);
  if (earlier?.facts === known.facts) return earlier.verdict;
  const verdict = isBuiltInGroup(known.group) ? builtInVerdict(manifest, known) : customVerdict(manifest, known);
  verdicts.set(manifest, { facts: known.facts, verdict });
  return verdict;
}

/**
 * Judges a change of a custom resource as API servers that tolerate what did not change do: Kubernetes 1.30 and newer only
 * warn of it.
 */
export function validateChange(manifest: Manifest, previous: Manifest, known: KnownKind): StructureVerdict {
  const verdict = validateStructure(manifest, known);
  if (verdict.problems.length === 0 || isBuiltInGroup(known.group)) return verdict;
  const change = changeOf(verdict.stored, validateStructure(previous, known).stored, known.facts);
  return {
    problems: [...metadataProblems(manifest, known), ...run(verdict.stored, known, manifest, change)],
    stored: verdict.stored,
  };
}

/** A custom resource as it would be stored, and as it is. */
export function changeOf(stored: JsonObject, previous: JsonObject, { schema }: KindFacts): CorrelatedValue {
  return new CorrelatedValue(stored, previous, withObjectFields(schema));
}

function builtInVerdict(manifest: Manifest, known: KnownKind): StructureVerdict {
  const problems = run(manifest, known, manifest);
  // Nobody but a controller writes a status: the API server drops what is applied, and demands nothing of it.
  const relevant = problems.filter(
    ({ path, message }) => !(path.startsWith('status.') && message === 'Required value'),
  );
  return { problems: [...metadataProblems(manifest, known), ...relevant], stored: manifest };
}

function customVerdict(manifest: Manifest, known: KnownKind): StructureVerdict {
  const { status: _, ...rest } = manifest;
  const received = known.facts.statusSubresource === true ? rest : manifest;
  const filled = withDefaults(received, known.facts.schema);
  const stored = isJsonObject(filled) ? filled : received;
  return { problems: [...metadataProblems(manifest, known), ...run(stored, known, manifest)], stored };
}

function run(object: JsonObject, known: KnownKind, written: JsonObject, change?: CorrelatedValue): readonly Problem[] {
  const report = new ValidationReport([], written, change);
  validatorOf(known)(object, report);
  return report.problems;
}

const validators = new WeakMap<KindFacts, Validator>();

function validatorOf({ group, facts, definitions }: KnownKind): Validator {
  let validator = validators.get(facts);
  if (validator === undefined) {
    validator = isBuiltInGroup(group)
      ? compileSchema(facts.schema, definitions, 'go-struct')
      : compileSchema(withObjectFields(facts.schema), definitions, 'schema');
    validators.set(facts, validator);
  }
  return validator;
}
