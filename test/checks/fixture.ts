import { severityOf } from '../../lib/checks/judge-object';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parse } from 'yaml';
import type { Check } from '../../lib/checks/check';
import { visits } from '../../lib/checks/visits';
import type { ClusterFacts } from '../../lib/fleet/cluster-facts';
import type { JsonObject } from '../../lib/manifest/objects/json';
import { isManifest, type LocatedManifest } from '../../lib/manifest/objects/manifest';
import { ManifestSet } from '../../lib/manifest/objects/manifest-set';
import { formatIdentity, identityOf } from '../../lib/manifest/objects/object-identity';
import { facts } from './facts';

/**
 * A tree in one YAML file, and what a check must say about it. Comments at the top of a document talk of its object (a path may be empty):
 *
 *     # expect: <path>: <message>           a violation, at the severity of the check
 *     # expect warning: <path>: <message>   at another severity
 *     # expect unproved: <path>: <message>  what the check cannot decide
 *     # previous                            the object is part of the last committed tree, not of this one
 *     # cluster: { kubernetesVersion: '1.28' }   first document only: facts that differ from `facts.ts`
 */
export interface Fixture {
  readonly cluster: ClusterFacts;
  readonly manifests: ManifestSet;
  readonly previous?: ManifestSet;
  readonly expected: readonly ExpectedFinding[];
}

export interface ExpectedFinding {
  readonly object: string;
  readonly path: string;
  readonly message: string;
  readonly status: string;
  readonly severity: string;
}

const expectation = /^# expect(?: (error|warning|info))?(?: (unproved))?: ([^:\s].*?)?: (.+)$/;
const clusterHeader = /^# cluster: (.+)$/;

export function readFixture(file: string, check: Check): Fixture {
  const current: LocatedManifest[] = [];
  const previous: LocatedManifest[] = [];
  const expected: ExpectedFinding[] = [];
  let cluster = facts();
  for (const text of readFileSync(file, 'utf8').split(/^---\n/m)) {
    const manifest: unknown = parse(text);
    if (!isManifest(manifest)) throw new Error(`${file} has a document that is no object:\n${text}`);
    const comments = text.split('\n').filter((line) => line.startsWith('# '));
    for (const comment of comments) {
      const overrides = clusterHeader.exec(comment);
      if (overrides?.[1] !== undefined) cluster = facts(parse(overrides[1]) as JsonObject);
      const finding = expectation.exec(comment);
      if (finding === null && comment.startsWith('# expect')) throw new Error(`${file}: unreadable: ${comment}`);
      if (finding === null) continue;
      const [, written, status = 'violated', path = '', message = ''] = finding;
      const severity = written ?? severityOf(check, status === 'unproved' ? { status } : {});
      expected.push({ object: formatIdentity(identityOf(manifest)), status, severity, path, message });
    }
    (comments.includes('# previous') ? previous : current).push({ manifest, file: basename(file) });
  }
  const manifests = new ManifestSet(current);
  if (previous.length === 0) return { cluster, manifests, expected };
  return { cluster, manifests, expected, previous: new ManifestSet(previous) };
}

/** What a check says about the tree of a fixture. */
export function findingsOf(
  check: Check,
  { cluster, manifests, previous }: Omit<Fixture, 'expected'>,
): ExpectedFinding[] {
  const context = previous === undefined ? { manifests, cluster } : { manifests, cluster, previous };
  return manifests.all.flatMap((visited) =>
    visits(check, visited.manifest)
      ? [...check.run(visited, context)].map(({ object = visited, fix, ...problem }) => {
          if (fix.trim() === '') throw new Error(`${check.id} has no fix for: ${problem.message}`);
          return {
            object: formatIdentity(identityOf(object.manifest)),
            status: problem.status ?? 'violated',
            severity: severityOf(check, problem),
            path: problem.path,
            message: problem.message,
          };
        })
      : [],
  );
}

/** `/…/fail.port-is-zero.yaml` is `port is zero`. */
export function whyOf(file: string): string {
  return basename(file, '.yaml')
    .replace(/^(pass|fail)\./, '')
    .replaceAll('-', ' ');
}
