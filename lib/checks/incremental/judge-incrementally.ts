import type { LocatedManifest } from '../../manifest/objects/manifest';
import { ManifestSet } from '../../manifest/objects/manifest-set';
import type { Check, CheckContext } from '../check';
import type { CheckDispatch } from '../check-dispatch';
import type { Finding, Problem } from '../finding';
import { findingOf, judgeObject } from '../judge-object';
import type { Judgement } from '../judge-objects';
import { AnswerDigests } from './answer-digests';
import type { CheckCache, StoredProblem, StoredResult } from './check-cache';
import { compactRun } from './compact-run';
import { digest } from './digest';
import { EarlierRun } from './earlier-run';
import { ReadRecorder } from './read-recorder';

/**
 * As `judgeObjects`, with the same findings, but an object is checked only if its content, or the answer to a
 * question that was asked when it was checked last, is not what it was.
 */
export function judgeIncrementally(dispatch: CheckDispatch, context: CheckContext, cache: CheckCache): Judgement {
  const { manifests, previous, cluster } = context;
  const contents = new AnswerDigests(manifests);
  const digests = new Map([['now', contents]]);
  if (previous !== undefined) digests.set('previous', new AnswerDigests(previous));

  const key = keyOf(dispatch, context, cache.version);
  const earlier = new EarlierRun(cache.get(cluster.name), key, digests);
  const recorder = new ReadRecorder(earlier);
  const watched: CheckContext = {
    ...context,
    manifests: new ManifestSet(manifests, recorder.observer('now')),
    ...(previous === undefined ? {} : { previous: new ManifestSet(previous, recorder.observer('previous')) }),
  };

  const located = new Map(manifests.all.map((object) => [contents.object(object), object]));
  const results = new Map<string, StoredResult>();
  const findings: Finding[] = [];
  const visited = new Map<Check, number>();
  let reused = 0;
  for (const object of manifests.all) {
    for (const check of dispatch.checksFor(object.manifest)) visited.set(check, (visited.get(check) ?? 0) + 1);
    const known = earlier.resultOf(contents.object(object));
    if (known !== undefined) reused += 1;
    const result = known ?? judge(object);
    results.set(contents.object(object), result);
    for (const stored of result.problems) findings.push(...restore(object, stored));
  }
  cache.set(cluster.name, compactRun({ key, results, recorder, digests }));
  return { findings, visited, reused };

  function judge(object: LocatedManifest): StoredResult {
    const problems: StoredProblem[] = [];
    const reads = recorder.record(() => {
      for (const check of dispatch.checksFor(object.manifest)) {
        for (const problem of judgeObject(check, object, watched)) problems.push(store(check, problem));
      }
    });
    return { queries: [...reads.queries], groups: [...reads.groups], problems };
  }

  function store({ id: check }: Check, { object, ...problem }: Problem): StoredProblem {
    return { check, ...problem, ...(object === undefined ? {} : { object: contents.object(object) }) };
  }

  function restore(visitedObject: LocatedManifest, { check: id, object, ...problem }: StoredProblem): Finding[] {
    const check = dispatch.byId.get(id);
    if (check === undefined) return [];
    const about = object === undefined ? undefined : located.get(object);
    const whole: Problem = about === undefined ? problem : { ...problem, object: about };
    return [findingOf(check, visitedObject, cluster.name, whole)];
  }
}

/** What every result depends on, besides the tree: another check, fact, schema or version, and nothing is reused. */
function keyOf({ checks }: CheckDispatch, { cluster, schemas, previous }: CheckContext, version: string): string {
  const ids = checks.map(({ id, severity }) => `${id} ${severity}`);
  return digest(JSON.stringify([version, ids, cluster, schemas?.layers ?? [], previous !== undefined]));
}
