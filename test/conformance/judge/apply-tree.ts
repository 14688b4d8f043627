import { awaitGone, awaitServed } from '../../control-plane/client/served-definitions';
import type { TestCluster } from '../../control-plane/client/test-cluster';
import type { TreeObject } from '../../control-plane/trees/tree';
import { isDefinition, isNamespace, phaseOf, phases, type Phase } from '../../control-plane/client/apply-phases';
import type { Complaint } from './complaint';
import { concurrently } from '../../control-plane/client/concurrently';
import { judgeObject, type CreatedObject, type Judgement, type JudgeOptions } from './judge-object';
import { provideNamespaces } from './provide-namespaces';

/** What applying a tree came to. */
export interface AppliedTree {
  readonly complaints: readonly Complaint[];
  /** Objects that were not there before. */
  readonly created: readonly CreatedObject[];
}

/** Applies every object of a tree in the order in which a GitOps engine would, and says what the server did to them. */
export async function applyTree(
  cluster: TestCluster,
  objects: readonly TreeObject[],
  options: JudgeOptions = {},
): Promise<AppliedTree> {
  await provideNamespaces(cluster, objects);
  const judgements = [
    ...(await judgeAll(
      cluster,
      objects.filter(({ manifest }) => isNamespace(manifest)),
      options,
    )),
    ...(await judgeDefinitions(
      cluster,
      objects.filter(({ manifest }) => isDefinition(manifest)),
    )),
  ];
  const later = await sortIntoPhases(cluster, objects);
  for (const phase of phases.slice(2)) judgements.push(...(await judgeAll(cluster, later.get(phase) ?? [], options)));
  return {
    complaints: judgements.flatMap(({ complaints }) => complaints),
    created: judgements.flatMap(({ created }) => (created === undefined ? [] : [created])),
  };
}

/** Takes out what was put in, but for Namespaces, whose deletion only a controller can finish. */
export async function removeObjects(cluster: TestCluster, created: readonly CreatedObject[]): Promise<void> {
  const removable = created.filter(({ stored }) => !isNamespace(stored));
  await concurrently(removable, ({ resource, stored }) => cluster.remove(resource, stored));
  const definitions = removable.filter(({ stored }) => isDefinition(stored));
  await awaitGone(
    cluster,
    definitions.map(({ stored }) => stored),
  );
}

function judgeAll(
  cluster: TestCluster,
  objects: readonly TreeObject[],
  options: JudgeOptions = {},
): Promise<Judgement[]> {
  return concurrently(objects, (object) => judgeObject(cluster, object, options));
}

async function judgeDefinitions(cluster: TestCluster, objects: readonly TreeObject[]): Promise<Judgement[]> {
  const judged = await judgeAll(cluster, objects);
  await awaitServed(
    cluster,
    judged.flatMap(({ created }) => (created === undefined ? [] : [created.stored])),
  );
  return judged;
}

async function sortIntoPhases(
  cluster: TestCluster,
  objects: readonly TreeObject[],
): Promise<ReadonlyMap<Phase, readonly TreeObject[]>> {
  const byPhase = new Map<Phase, TreeObject[]>(phases.map((phase) => [phase, []]));
  for (const object of objects) byPhase.get(await phaseOf(cluster, object))?.push(object);
  return byPhase;
}
