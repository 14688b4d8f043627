import type { Problem } from '../../manifest/objects/finding';
import type { Manifest } from '../../manifest/objects/manifest';
import { factsFromDefinitions } from '../../schema/facts/facts-from-definition';
import { FactsCatalog, type KnownKind } from '../../schema/facts/facts-catalog';
import { compileRules, type RuleChecker } from '../../schema/rules/compile-rules';
import { validateStructure } from '../../schema/structure/validate-structure';
import { ValidationReport } from '../../schema/structure/validation-report';

/** Judges objects of the kind that a definition describes, as the API server does once it has it. */
export class ObjectJudge {
  private readonly catalog: FactsCatalog;
  private readonly checkers = new Map<KnownKind, RuleChecker | undefined>();

  constructor(definition: Manifest) {
    this.catalog = new FactsCatalog([factsFromDefinitions([definition])]);
  }

  /** What is wrong with a new object; rules are asked once its structure is right. */
  problems(object: Manifest): readonly Problem[] {
    const known = this.catalog.find(object.apiVersion, object.kind);
    if (known === undefined || known.facts.served === false) {
      const message = `no matches for kind "${object.kind}" in version "${object.apiVersion}"`;
      return [{ path: 'apiVersion', message, fix: 'use a version that the definition serves' }];
    }
    const { problems, stored } = validateStructure(object, known);
    if (problems.length > 0) return problems;
    const report = new ValidationReport([], object);
    this.checkerOf(known)?.(stored, undefined, report);
    return report.problems;
  }

  private checkerOf(known: KnownKind): RuleChecker | undefined {
    if (!this.checkers.has(known)) this.checkers.set(known, compileRules(known.facts.schema));
    return this.checkers.get(known);
  }
}
