import { rollingKinds } from '../manifest/pods/workload-kinds';
import { apiGroup } from '../manifest/objects/api-version';
import type { JsonObject } from '../manifest/objects/json';
import { findingObject, originOf } from '../checks/judge-object';
import { maskValues } from '../checks/mask-problem';
import { compareDefinitions } from '../schema/evolution/compare-definitions';
import { isBuiltInGroup } from '../schema/facts/built-in-groups';
import type { KnownKind } from '../schema/facts/facts-catalog';
import { controllerNotes, controllersOf } from './controlled-fields';
import { storedObject, writtenObject } from './defaults/stored-object';
import type { Change } from './difference/change';
import { compareValues } from './difference/compare-values';
import { rootNode } from './difference/schema-node';
import { howToChange } from './immutable/how-to-change';
import type { Update } from './immutable/immutable-field';
import { isWithin, refusedChanges } from './immutable/refused-changes';
import { keptChanges } from './kept-changes';
import { maskChanges } from './mask-changes';
import { noPods, type ObjectPlan } from './object-plan';
import type { ChangedObject, PlanContext } from './plan-context';
import { budgetReasons } from './pods/budget-reasons';
import { podCountOf } from './pods/pod-count';
import { isTemplateChange, replacementOf, type Replacement } from './pods/replacement';
import { consumerReasons } from './reasons/consumer-reasons';
import { definitionOutcome, type DefinitionOutcome } from './reasons/definition-reasons';
import { settingReasons } from './reasons/setting-reasons';
import { templateReasons } from './reasons/template-reasons';
import {
  metadataReasons,
  noChangeReasons,
  patientReasons,
  scaleReasons,
  versionReasons,
} from './reasons/update-reasons';
import { refusedBefore } from './refused-object';
import { claimGrowth } from './risk/claim-growth';
import { deletionRisk } from './risk/deletion-risk';
import { recreatedBy } from './risk/recreation';
import { updateRisk } from './risk/update-risk';
import { touchedBy } from './touched-paths';

/** What becomes of an object that both trees have. */
export function planUpdate(object: ChangedObject, context: PlanContext): ObjectPlan {
  const compared = compareObject(object, context);
  const { after } = object;
  const origin = originOf(after);
  const manifests = [object.before.manifest, after.manifest];
  const outcome = outcomeOf(object, compared, context);
  return {
    object: findingObject(after),
    ...outcome,
    changes: maskChanges(compared.changes, manifests),
    reasons: [...outcome.reasons, ...settingReasons(compared.changes, context)].map((reason) =>
      maskValues(reason, manifests),
    ),
    ...(origin === undefined ? {} : { origin }),
  };
}

interface Compared {
  readonly kind: string;
  readonly update: Update;
  /** What the manifest changes. */
  readonly changes: readonly Change[];
  /** What holds whatever the verdict is. */
  readonly notes: readonly string[];
}

type Outcome = Pick<ObjectPlan, 'verdict' | 'dataAtRisk' | 'pods' | 'reasons' | 'isDangerous'>;

function compareObject(object: ChangedObject, context: PlanContext): Compared {
  const { before, after } = object;
  const { apiVersion, kind } = after.manifest;
  const known = context.schemas.find(apiVersion, kind);
  const update = { before: storedObject(before.manifest, known), after: storedObject(after.manifest, known) };
  const node = known === undefined ? undefined : rootNode(known);
  const written = compareValues(
    withoutVersion(writtenObject(before.manifest, known)),
    withoutVersion(writtenObject(after.manifest, known)),
    node,
  );
  const found = compareValues(withoutVersion(update.before), withoutVersion(update.after), node);
  const isTouched = touchedBy(written);
  const all = found.filter(({ path }) => !isServerField(path) && isTouched(path));
  const kept = keptChanges(object, all);
  const controllerOf = controllersOf(object, context);
  const changes = all.filter(
    (change) => controllerOf(change.path) === undefined && !kept.has(change) && !isOrderWithoutMeaning(change, known),
  );
  const isUnknown = known === undefined && changes.length > 0;
  return {
    kind: `${apiGroup(apiVersion)}/${kind}`,
    update,
    changes,
    notes: [
      ...versionReasons(object),
      ...controllerNotes(all, controllerOf),
      ...new Set(kept.values()),
      ...(changes.length === 0 ? noChangeReasons(all) : []),
      ...(isUnknown ? [`not decided: nothing is known of ${kind} in ${apiVersion}, and of what it lets change`] : []),
    ],
  };
}

function withoutVersion({ apiVersion: _, ...object }: JsonObject): JsonObject {
  return object;
}

/** The API tells the items of such a list apart by keys, and reads it in no order. A template is compared as it is. */
function isOrderWithoutMeaning(change: Change, known: KnownKind | undefined): boolean {
  return change.order === 'keys' && known !== undefined && isBuiltInGroup(known.group) && !isTemplateChange(change);
}

/** Fields that the API server writes itself. */
function isServerField(path: string): boolean {
  return /^metadata\.(creationTimestamp|generation|managedFields|resourceVersion|selfLink|uid)\b/.test(path);
}

function outcomeOf(object: ChangedObject, compared: Compared, context: PlanContext): Outcome {
  const { kind, changes, update, notes } = compared;
  const problems = refusedBefore(object, context);
  const isDefinition = kind === 'apiextensions.k8s.io/CustomResourceDefinition';
  const { kubernetesVersion } = context.cluster;
  const immutable = refusedChanges(kind, changes, update, kubernetesVersion);
  const isSaid = new Set(immutable.map(({ change: { path } }) => path));
  const differences = isDefinition ? compareDefinitions(object.before.manifest, object.after.manifest) : [];
  const definition = definitionOutcome(
    differences.filter(({ path }) => !isSaid.has(path)),
    kubernetesVersion,
  );
  const growth = claimGrowth(object, context);
  const refused = new Set([
    ...immutable.map(({ change, message }) => `${change.path}: ${message}`),
    ...problems.refused,
    ...definition.refused,
    ...growth.refused,
  ]);
  const recreator = recreatedBy(object.after.manifest);
  if (refused.size > 0 && (recreator === undefined || problems.refused.length > 0)) {
    const help = [
      ...growth.reasons,
      ...howToChange(
        kind,
        immutable.map(({ change }) => change),
      ),
    ];
    return outcome('rejected', { reasons: [...refused, ...notes, ...help], isDangerous: true });
  }
  if (changes.length === 0) return outcome('no-op', { reasons: notes });
  if (recreator !== undefined && (refused.size > 0 || recreator.includes('hook'))) {
    return recreation(object, compared, { recreator, refused: [...refused] }, context);
  }
  return accepted(object, compared, { doubts: [...growth.reasons, ...problems.doubts], definition }, context);
}

function outcome(verdict: ObjectPlan['verdict'], rest: Partial<Outcome>): Outcome {
  return { verdict, dataAtRisk: false, pods: noPods, reasons: [], isDangerous: false, ...rest };
}

function recreation(
  { before }: ChangedObject,
  { kind, notes }: Compared,
  { recreator, refused }: { readonly recreator: string; readonly refused: readonly string[] },
  { base }: PlanContext,
): Outcome {
  const { dataAtRisk, reasons } = deletionRisk(before, base);
  const replaced = rollingKinds.includes(kind) ? podCountOf(before, base)?.maximum : 0;
  return outcome('recreated', {
    dataAtRisk,
    pods: { replaced, atOnce: replaced },
    reasons: [`deleted and made anew by ${recreator}`, ...refused, ...reasons, ...notes],
    isDangerous: refused.length > 0 || dataAtRisk,
  });
}

function accepted(
  object: ChangedObject,
  { kind, changes, update, notes }: Compared,
  known: { readonly doubts: readonly string[]; readonly definition: DefinitionOutcome },
  context: PlanContext,
): Outcome {
  const risk = updateRisk(kind, changes, update);
  const dataAtRisk = risk.dataAtRisk || known.definition.dataAtRisk;
  const isDangerous = dataAtRisk || known.definition.isBreaking;
  const reasons = [...risk.reasons, ...known.definition.reasons, ...notes, ...known.doubts];
  if (changes.every(({ path }) => isWithin(path, 'metadata'))) {
    return outcome('metadata', { dataAtRisk, isDangerous, reasons: [...metadataReasons(kind, changes), ...reasons] });
  }
  const replacement = replacementFor(object, kind, changes, update, context);
  if (replacement !== undefined && replacement.pods.replaced !== 0) {
    const why = templateReasons(object, changes, context);
    const budgets = budgetReasons(object.after, context.next);
    return outcome('rolls', {
      dataAtRisk,
      isDangerous,
      pods: replacement.pods,
      reasons: [...why, ...replacement.reasons, ...budgets, ...reasons],
    });
  }
  const told = [
    ...(replacement?.reasons ?? []),
    ...patientReasons(kind, changes),
    ...scaleReasons(changes),
    ...consumerReasons(object, context),
  ];
  return outcome('in-place', { dataAtRisk, isDangerous, reasons: [...told, ...reasons] });
}

function replacementFor(
  { before }: ChangedObject,
  kind: string,
  changes: readonly Change[],
  { after }: Update,
  { base, next, cluster }: PlanContext,
): Replacement | undefined {
  if (!rollingKinds.includes(kind) || !changes.some(isTemplateChange)) return undefined;
  const nodes = base.ofKind('', 'Node').length > 0 ? base : next;
  const count = podCountOf(before, kind === 'apps/DaemonSet' ? nodes : base);
  return replacementOf(kind, after, { count, version: cluster.kubernetesVersion });
}
