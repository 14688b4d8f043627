import type { LocatedManifest } from '../../manifest/objects/manifest';
import { ManifestSet } from '../../manifest/objects/manifest-set';
import type { Check, CheckContext } from '../check';
import type { CheckDispatch } from '../check-dispatch';
import type { Finding, Problem } from '../finding';
import { findingOf, judgeObject } from '../judge-object';
import { countVisits, judgeObjects, type Judgement } from '../judge-objects';
import { AnswerDigests } from './answer-digests';
import type { StoredProblem, StoredResult, StoredRuns } from './check-cache';
import { compactRun } from './compact-run';
import { digest } from './digest';
import { EarlierRun } from './earlier-run';
import { outlinesOf, ReadRecorder } from './read-recorder';
import { sampleContents } from './sample-contents';
import { areFactsAlike, WatchedFacts } from './watched-facts';

/**
 * As `judgeObjects`, with the same findings, but an object is checked only if its content, or the answer to a
 * question that was asked when it was checked last, is not what it was. Whether it stood in the tree of this cluster or
 * of another one that is like it in what was asked makes no difference.
 */
export function judgeIncrementally(dispatch: CheckDispatch, context: CheckContext, stored: StoredRuns): Judgement {
  const { manifests, previous, cluster } = context;
  if (!stored.wants(() => sampleContents(manifests.all))) return judgeObjects(dispatch, context);
  const contents = new AnswerDigests(manifests);
  const outlines = new AnswerDigests(manifests.outlines, contents);
  const digests = new Map([
    ['now', contents],
    [outlinesOf('now'), outlines],
  ]);
  if (previous !== undefined) {
    const before = new AnswerDigests(previous);
    digests.set('previous', before).set(outlinesOf('previous'), new AnswerDigests(previous.outlines, before));
  }

  const key = keyOf(dispatch, context, stored.version);
  const candidate = stored.candidates(cluster.name).find((run) => run.key === key && areFactsAlike(cluster, run.facts));
  const earlier = new EarlierRun(candidate, digests);
  const recorder = new ReadRecorder(earlier);
  const facts = new WatchedFacts(cluster);
  const watched: CheckContext = {
    ...context,
    cluster: facts.facts,
    manifests: new ManifestSet(manifests, recorder.observer('now')),
    ...(previous === undefined ? {} : { previous: new ManifestSet(previous, recorder.observer('previous')) }),
  };

  const results = new Map<string, StoredResult>();
  const findings: Finding[] = [];
  const objectsOf = new Map<readonly Check[], number>();
  let reused = 0;
  for (const object of manifests.all) {
    const visitors = dispatch.checksFor(object.manifest);
    objectsOf.set(visitors, (objectsOf.get(visitors) ?? 0) + 1);
    const known = earlier.resultOf(contents.object(object));
    if (known !== undefined) reused += 1;
    const result = known ?? judge(object);
    results.set(contents.object(object), result);
    for (const problem of result.problems) findings.push(...restore(object, problem));
  }
  const isUnchanged = reused === manifests.all.length && reused === Object.keys(candidate?.objects ?? {}).length;
  if (!isUnchanged) {
    const read = { ...candidate?.facts, ...facts.digests() };
    stored.set(cluster.name, compactRun({ key, facts: read, results, recorder, digests }));
  }
  return { findings, visited: countVisits(objectsOf), reused };

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
    return { check, ...problem, ...(object === undefined ? {} : { object: addressOf(object) }) };
  }

  function restore(visitedObject: LocatedManifest, { check: id, object, ...problem }: StoredProblem): Finding[] {
    const check = dispatch.byId.get(id);
    if (check === undefined) return [];
    const about = object === undefined ? undefined : find(object);
    const whole: Problem = about === undefined ? problem : { ...problem, object: about };
    return [findingOf(check, visitedObject, cluster.name, whole)];
  }

  function addressOf(object: LocatedManifest): string {
    const content = contents.object(object);
    return content === '' ? `${outlined}${outlines.object(object)}` : content;
  }

  function find(address: string): LocatedManifest | undefined {
    return address.startsWith(outlined) ? outlines.find(address.slice(outlined.length)) : contents.find(address);
  }
}

/** Begins the address of an object that a problem is about by its outline. */
const outlined = 'outline ';

/** What every result depends on, besides the tree and the facts: another check, schema or version, and nothing is reused. */
function keyOf({ checks }: CheckDispatch, { schemas, previous }: CheckContext, version: string): string {
  const ids = checks.map(({ id, severity }) => `${id} ${severity}`);
  return digest(JSON.stringify([version, ids, schemas?.layers ?? [], previous !== undefined]));
}
