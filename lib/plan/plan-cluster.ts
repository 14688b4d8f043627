import { autoscalerKinds } from '../manifest/pods/autoscaler-kinds';
import { podOwningKinds } from '../manifest/pods/workload-kinds';
import type { ClusterFacts } from '../fleet/cluster-facts';
import { appendTo } from '../manifest/objects/append-to';
import { apiGroup } from '../manifest/objects/api-version';
import { Field } from '../manifest/objects/field';
import { namespaceOf } from '../manifest/objects/find-object';
import type { FindingObject } from '../manifest/objects/finding';
import type { LocatedManifest } from '../manifest/objects/manifest';
import { formatIdentity, identityKey, identityOf } from '../manifest/objects/object-identity';
import { findingObject, originOf } from '../checks/judge-object';
import { isBuiltInGroup } from '../schema/facts/built-in-groups';
import { factsFromDefinitions, isDefinition } from '../schema/facts/facts-from-definition';
import { FactsCatalog } from '../schema/facts/facts-catalog';
import type { Effect } from './effects/effect';
import { effectsOf } from './effects/effects-of';
import { guards, type GuardOptions } from './guards';
import { noPods, verdicts, type ObjectPlan } from './object-plan';
import { pairObjects, type PairedObjects } from './pair-objects';
import type { PlanContext } from './plan-context';
import { planUpdate } from './plan-update';
import type { ControlledField, PlanTree, RelatedQuery } from './plan-tree';
import { refusedBefore } from './refused-object';
import { findRenames, type Rename } from './renames';
import { deletionRisk } from './risk/deletion-risk';
import { ChangedSettings } from './settings/changed-settings';

/** What a plan is made of, and what is accepted in it. */
export interface PlanOptions extends GuardOptions {
  readonly cluster: ClusterFacts;
  /** What is known of the cluster by the old tree. @default the same */
  readonly clusterBefore?: ClusterFacts;
  /** What the cluster serves besides the definitions of its tree. */
  readonly schemas: FactsCatalog;
  readonly base: PlanTree;
  readonly next: PlanTree;
  /** Whether the deletion of an object was acknowledged by its name. @default never */
  readonly isAcknowledged?: (object: FindingObject) => boolean;
}

/** What becomes of one cluster when the next tree is applied. */
export interface ClusterPlan {
  /** Every object that is not the same in both trees, the most dangerous first. */
  readonly objects: readonly ObjectPlan[];
  /** What is wrong with the change as a whole. */
  readonly guards: readonly string[];
  /** What changes beside the objects: connections, permissions, images and their like. */
  readonly effects: readonly Effect[];
}

/** Compares two states of a cluster, object by object. Pure: the same trees give the same plan. */
export function planCluster(options: PlanOptions): ClusterPlan {
  const { base, next } = options;
  const paired = pairObjects(base.changed, next.changed);
  const context = contextOf(options, paired);
  const renames = findRenames(paired.deleted, paired.created);
  const objects = [
    ...paired.updated.map((object) => planUpdate(object, context)),
    ...paired.created.map((object) => planCreation(object, renames, context)),
    ...paired.deleted.map((object) => planDeletion(object, renames, context, options)),
  ];
  const deletions = objects.filter(({ verdict }) => verdict === 'deleted').length;
  return {
    objects: objects.sort(mostDangerousFirst),
    guards: guards({ base, next, deletions }, options),
    effects: effectsOf({ paired, context, base, next }),
  };
}

function contextOf(
  { cluster, clusterBefore = cluster, schemas, base, next }: PlanOptions,
  paired: PairedObjects,
): PlanContext {
  const queries = relatedQueries(paired);
  const [before, after] = [base.related(queries), next.related(queries)];
  const definitions = [after, before].map((manifests) =>
    factsFromDefinitions(
      manifests
        .ofKind('apiextensions.k8s.io', 'CustomResourceDefinition')
        .map(({ manifest }) => manifest)
        .filter(isDefinition),
    ),
  );
  const controlled = new Map<string, ControlledField[]>();
  for (const field of [...next.controlled, ...base.controlled]) appendTo(controlled, identityKey(field.object), field);
  return {
    cluster,
    clusterBefore,
    schemas: new FactsCatalog([...definitions, ...schemas.layers]),
    base: before,
    next: after,
    controlled,
    settings: new ChangedSettings(base.settings, next.settings),
  };
}

/** What a plan has to know of objects that do not change. */
function relatedQueries({ updated, created, deleted }: PairedObjects): readonly RelatedQuery[] {
  const objects = [...updated.map(({ after }) => after), ...created, ...deleted];
  const kindsOf = (...kinds: readonly string[]): readonly LocatedManifest[] =>
    objects.filter(({ manifest }) => kinds.includes(manifest.kind));
  const names = (of: readonly LocatedManifest[]): ReadonlySet<string> =>
    new Set(of.map(({ manifest }) => identityOf(manifest).name));
  const workloads = kindsOf(...workloadKinds);
  const custom = objects.filter(({ manifest }) => !isBuiltInGroup(apiGroup(manifest.apiVersion)));
  const gone = deleted.filter(({ manifest: { kind } }) => kind === 'CustomResourceDefinition');
  const goneKinds = gone.flatMap(({ manifest }) => Field.root(manifest).at('spec', 'names', 'kind').text ?? []);
  const claims = [...deleted, ...updated.map(({ after }) => after)].filter(
    ({ manifest: { kind } }) => kind === 'PersistentVolumeClaim',
  );
  const classes = claims.flatMap(({ manifest }) => Field.root(manifest).at('spec', 'storageClassName').text ?? []);
  const queries: readonly RelatedQuery[] = [
    { kinds: autoscalerKinds.map(kindOnly), words: names(workloads) },
    // What a pod asks for depends on the proxy that its namespace lets in, on defaults, and on its runtime.
    {
      kinds: ['LimitRange', 'Namespace'],
      words: new Set(workloads.map(({ manifest }) => namespaceOf(manifest))),
    },
    ...(workloads.length === 0 ? [] : [{ kinds: ['RuntimeClass'] }]),
    {
      kinds: ['PodDisruptionBudget'],
      words: new Set(workloads.map(({ manifest }) => namespaceOf(manifest))),
    },
    { kinds: workloadKinds, words: names(kindsOf('ConfigMap', 'Secret')) },
    { kinds: ['CustomResourceDefinition'], words: new Set(custom.map(({ manifest: { kind } }) => kind)) },
    { kinds: ['StorageClass'], words: new Set(classes) },
    { words: names(deleted.filter(({ manifest: { kind } }) => kind === 'Namespace')) },
    ...(kindsOf('DaemonSet').length === 0 ? [] : [{ kinds: ['Node'] }]),
    ...(goneKinds.length === 0 ? [] : [{ kinds: goneKinds }]),
  ];
  return queries.filter(({ words }) => words === undefined || words.size > 0);
}

const workloadKinds = podOwningKinds.map(kindOnly);

function kindOnly(groupAndKind: string): string {
  return groupAndKind.slice(groupAndKind.indexOf('/') + 1);
}

function planCreation(object: LocatedManifest, renames: readonly Rename[], context: PlanContext): ObjectPlan {
  const { refused, doubts } = refusedBefore({ after: object }, context);
  const origin = originOf(object);
  const from = renames.find(({ to }) => to === object)?.from;
  const renamed = from === undefined ? [] : [`takes the place of ${nameOf(from)}`];
  return {
    object: findingObject(object),
    verdict: refused.length > 0 ? 'rejected' : 'created',
    dataAtRisk: false,
    pods: noPods,
    changes: [],
    reasons: [...refused, ...renamed, ...doubts],
    isDangerous: refused.length > 0,
    ...(origin === undefined ? {} : { origin }),
  };
}

function planDeletion(
  object: LocatedManifest,
  renames: readonly Rename[],
  { base }: PlanContext,
  { isAcknowledged = () => false }: PlanOptions,
): ObjectPlan {
  const { dataAtRisk, isStateful, reasons } = deletionRisk(object, base);
  const about = findingObject(object);
  const isAccepted = isStateful && isAcknowledged(about);
  const origin = originOf(object);
  const to = renames.find(({ from }) => from === object)?.to;
  return {
    object: about,
    verdict: 'deleted',
    dataAtRisk,
    pods: noPods,
    changes: [],
    reasons: [
      ...(to === undefined
        ? []
        : [`${nameOf(to)} takes its place${isStateful ? '; what it holds does not move there' : ''}`]),
      ...reasons,
      ...(isStateful
        ? [isAccepted ? 'the deletion is acknowledged' : `acknowledge it by name: ${acknowledgementOf(about)}`]
        : []),
    ],
    isDangerous: isStateful && !isAccepted,
    ...(origin === undefined ? {} : { origin }),
  };
}

/** How a user names the object whose deletion is meant. */
export function acknowledgementOf({ kind, namespace, name }: FindingObject): string {
  return namespace === undefined ? `${kind}/${name}` : `${kind}/${namespace}/${name}`;
}

function nameOf({ manifest }: LocatedManifest): string {
  return formatIdentity(identityOf(manifest));
}

function mostDangerousFirst(one: ObjectPlan, other: ObjectPlan): number {
  return rankOf(one) - rankOf(other);
}

function rankOf({ verdict, dataAtRisk, isDangerous }: ObjectPlan): number {
  return verdicts.indexOf(verdict) + (dataAtRisk ? 0 : 100) + (isDangerous ? 0 : 1000);
}
