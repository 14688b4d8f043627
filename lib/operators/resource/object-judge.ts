import type { Manifest } from '../../manifest/objects/manifest';
import { factsFromDefinitions } from '../../schema/facts/facts-from-definition';
import { FactsCatalog, type KnownKind } from '../../schema/facts/facts-catalog';
import { compileRules, type RuleChecker } from '../../schema/rules/compile-rules';
import { validateStructure, type StructureVerdict } from '../../schema/structure/validate-structure';
import { ValidationReport } from '../../schema/structure/validation-report';

/** Judges objects of the kind that a definition describes, as the API server does once it has it. */
export class ObjectJudge {
  private readonly catalog: FactsCatalog;
  private readonly checkers = new Map<KnownKind, RuleChecker | undefined>();

  constructor(definition: Manifest) {
    this.catalog = new FactsCatalog([factsFromDefinitions([definition])]);
  }

  /** What is wrong with a new object, and how it is stored; rules are asked once its structure is right. */
  judge(object: Manifest): StructureVerdict {
    const known = this.catalog.find(object.apiVersion, object.kind);
    if (known === undefined || known.facts.served === false) {
      const message = `no matches for kind "${object.kind}" in version "${object.apiVersion}"`;
      const fix = 'use a version that the definition serves';
      return { problems: [{ path: 'apiVersion', message, fix }], stored: object };
    }
    const { problems, stored } = validateStructure(object, known);
    if (problems.length > 0) return { problems, stored };
    const report = new ValidationReport([], object);
    this.checkerOf(known)?.(stored, undefined, report);
    return { problems: report.problems, stored };
  }

  private checkerOf(known: KnownKind): RuleChecker | undefined {
    if (!this.checkers.has(known)) this.checkers.set(known, compileRules(known.facts.schema));
    return this.checkers.get(known);
  }
}
