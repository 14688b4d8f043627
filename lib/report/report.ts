import type { CheckResults, Proof } from '../checks/run-checks';
import type { SuppressedFinding } from '../checks/suppress-findings';
import type { Finding } from '../manifest/objects/finding';

/** What is reported: the findings of one or many clusters, and what was proved besides. */
export interface Report {
  /** What is violated or unproved. */
  readonly findings: readonly Finding[];
  /** Checks that hold wherever they looked, sorted by id. */
  readonly proofs: readonly Proof[];
  /** What was found and is accepted for now. */
  readonly suppressed: readonly SuppressedFinding[];
  /** Number of objects that were judged. */
  readonly objects: number;
  /** Names of the clusters that were judged. */
  readonly clusters: readonly string[];
  /** What they were judged as: versions of Kubernetes, and profiles of checks. */
  readonly judgedAs?: { readonly kubernetes: readonly string[]; readonly profiles: readonly string[] };
}

/** How much a report says, and whether in colour. */
export interface ReportOptions {
  /** Colours, for a terminal. @default false */
  readonly color?: boolean;
  /** Whether what was proved is listed as well. @default false */
  readonly proofs?: boolean;
  /** Whether a text lists infos, too, in place of their number alone. @default false */
  readonly verbose?: boolean;
}

/** One way to write a report down. */
export interface ReportFormat {
  /** What `--output` calls it. */
  readonly name: string;
  /** Writes a report down. Same report, same text. */
  readonly format: (report: Report, options?: ReportOptions) => string;
}

/** The results of several clusters as one report. A check is proved if no cluster's tree speaks against it. */
export function mergeResults(results: readonly CheckResults[], unread: readonly Finding[] = []): Report {
  const findings = [...unread, ...results.flatMap((result) => result.findings)];
  const found = new Set(
    results.flatMap(({ findings, suppressed }) => [
      ...findings.map(({ id }) => id),
      ...suppressed.map(({ finding }) => finding.id),
    ]),
  );
  const proofs = new Map<string, Proof>();
  for (const proof of results.flatMap((result) => result.proofs)) {
    const before = proofs.get(proof.id)?.objects ?? 0;
    if (!found.has(proof.id)) proofs.set(proof.id, { ...proof, objects: before + proof.objects });
  }
  return {
    findings,
    proofs: [...proofs.values()].sort((left, right) => (left.id < right.id ? -1 : 1)),
    suppressed: results.flatMap(({ suppressed }) => suppressed),
    objects: results.reduce((sum, { objects }) => sum + objects, 0),
    clusters: results.map(({ cluster }) => cluster),
    judgedAs: {
      kubernetes: distinct(results.map(({ kubernetesVersion }) => kubernetesVersion)),
      profiles: distinct(results.map(({ profile }) => profile)),
    },
  };
}

function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort();
}
