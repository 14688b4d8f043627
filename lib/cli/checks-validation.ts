import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { groupFindings, type FindingPlace } from '../report/group-findings';
import type { Report } from '../report/report';
import { formatSummary } from '../report/summary';
import { printable, printableLines } from '../manifest/objects/printable';
import { formatObject } from '../report/format-object';
import { sourceLocation } from '../report/source-location';
import { inventoryFolder } from '../synth/writer/inventory';
import { readCheckOptions, type WrittenCheckOptions } from './check-options';
import { checkTrees } from './check-trees';
import { readClusterTrees } from './cluster-trees';

/** The part of the `ValidationContext` of cdk8s-cli that is used here. */
export interface ValidationContext {
  /** Files that were synthesized. */
  readonly manifests: readonly string[];
  readonly report: {
    addViolation(violation: {
      readonly ruleName: string;
      readonly recommendation: string;
      readonly fix: string;
      readonly violatingResources: readonly {
        readonly resourceName: string;
        readonly locations: readonly string[];
        readonly manifestPath: string;
      }[];
    }): void;
    submit(status: 'success' | 'failure', metadata?: { readonly [key: string]: string }): void;
  };
}

/**
 * Runs all checks at the end of `cdk8s synth`, over whatever the app synthesized; an error makes the synth fail.
 *
 * ```yaml
 * # cdk8s.yaml
 * validations:
 *   - package: ./node_modules/cdk8s-blueprints
 *     version: 0.1.0
 *     class: ChecksValidation
 *     properties: { kubernetes: '1.33', clusterFacts: clusters.yaml }
 * ```
 */
export class ChecksValidation {
  /** @param properties paths are relative to the working folder of cdk8s */
  constructor(private readonly properties: WrittenCheckOptions = {}) {}

  /** Judges the synthesized files and fills in the report. */
  validate({ manifests, report }: ValidationContext): Promise<void> {
    const folder = outputFolder(manifests);
    const today = new Date().toISOString().slice(0, 10);
    const trees = folder === undefined ? [] : readClusterTrees(relative(process.cwd(), folder) || '.');
    const checked = checkTrees(trees, { ...readCheckOptions(this.properties), today });
    addViolations(checked, report);
    const failed = checked.findings.some(({ severity }) => severity === 'error');
    report.submit(failed ? 'failure' : 'success', { checks: formatSummary(checked) });
    return Promise.resolve();
  }
}

/** The folder that holds all files, or the one above it that a fleet was written to. */
function outputFolder(files: readonly string[]): string | undefined {
  const [first] = files;
  if (first === undefined) return undefined;
  let common = dirname(first);
  while (!files.every((file) => file.startsWith(join(common, '/')))) common = dirname(common);
  for (let folder = common; folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, inventoryFolder))) return folder;
  }
  return common;
}

function addViolations(checked: Report, report: ValidationContext['report']): void {
  for (const { id, severity, status, message, fix, places } of groupFindings(checked.findings)) {
    report.addViolation({
      ruleName: `${severity} ${id}`,
      recommendation: printableLines(status === 'unproved' ? `unproved: ${message}` : message),
      fix: printableLines(fix),
      violatingResources: places.map(resourceOf),
    });
  }
}

function resourceOf({ object, path, origins, clusters }: FindingPlace) {
  const [origin] = origins;
  return {
    resourceName: printable(object.name),
    locations: [
      [formatObject(object), path, clusters.join(', ')]
        .filter((part) => part !== '')
        .map(printable)
        .join('  '),
    ],
    manifestPath: printable(sourceLocation(origin)?.file ?? origin ?? ''),
  };
}
