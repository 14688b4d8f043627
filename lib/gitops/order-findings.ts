import type { Finding } from '../manifest/objects/finding';
import { formatIdentity, identityOf } from '../manifest/objects/object-identity';
import type { ChartManifest } from '../model/capability';
import type { CompleteTree } from '../model/tree-capability';
import type { ReadyEngine } from './engines';
import { circleOf, type SyncUnit } from './sync-unit';

/** Objects of one folder that wait for each other. */
export function circleWithin(circle: readonly ChartManifest[], tree: CompleteTree): readonly Finding[] {
  const names = circle.map(({ manifest }) => formatIdentity(identityOf(manifest)));
  return circle.slice(0, 1).map((first) =>
    findingOf(first, tree, {
      path: 'metadata',
      message: `Forbidden: objects wait for each other in a circle: ${names.join(' after ')}`,
      fix: 'remove one call of addDependency, or what one of them refers to',
    }),
  );
}

/** An object that is to come after others of its folder, where the engine applies them all at once. */
export function noOrderWithin(object: ChartManifest, { name }: ReadyEngine, tree: CompleteTree): Finding {
  return findingOf(object, tree, {
    path: 'metadata',
    message: `Forbidden: ${name} applies the objects of a folder at once, and addDependency wants this one after others of it`,
    fix: 'put what comes first into a namespace of its own, or remove addDependency and let the Pods wait',
  });
}

/** Folders that never become healthy, and a declared order that the engine does not have. */
export function circleFindings(
  units: readonly SyncUnit[],
  { name: engine, ordersUnits = true }: ReadyEngine,
  tree: CompleteTree,
): readonly Finding[] {
  if (!ordersUnits)
    return [
      ...units.flatMap((unit) => noOrderBetween(unit, engine, tree)),
      // Nothing waits for what nobody declared.
      ...declaredCircle(
        units.map((unit) => ({ ...unit, after: unit.declared })),
        tree,
      ),
    ];
  return declaredCircle(units, tree);
}

function declaredCircle(units: readonly SyncUnit[], tree: CompleteTree): readonly Finding[] {
  const circle = circleOf(units);
  if (circle === undefined) return [];
  const byName = new Map(units.map((unit) => [unit.name, unit]));
  const reasons = circle.flatMap((name, index) => byName.get(name)?.reasons.get(circle[index + 1] ?? '') ?? []);
  const why = reasons.length === 0 ? '' : ` (${reasons.join('; ')})`;
  return (byName.get(circle[0] ?? '')?.manifests ?? []).slice(0, 1).map((object) =>
    findingOf(object, tree, {
      path: 'metadata.namespace',
      message: `Forbidden: folders wait for each other in a circle: ${circle.join(' after ')}${why}`,
      fix:
        reasons.length === 0
          ? 'remove one call of addDependency between their charts'
          : 'put what needs the other one into a namespace of its own, or a webhook that is asked about it at failurePolicy: Ignore',
    }),
  );
}

function noOrderBetween(
  { manifests, declared, name }: SyncUnit,
  engine: string,
  tree: CompleteTree,
): readonly Finding[] {
  const [other] = declared;
  if (other === undefined) return [];
  return manifests.slice(0, 1).map((object) =>
    findingOf(object, tree, {
      path: 'metadata.namespace',
      message: `Forbidden: ${engine} syncs folders side by side, and addDependency wants ${name} after ${other}`,
      fix: 'put both into one namespace, or remove addDependency and let the Pods wait',
    }),
  );
}

/** Folders whose names are too long for an engine. */
export function nameFindings(
  units: readonly SyncUnit[],
  { name, nameLimit }: ReadyEngine,
  tree: CompleteTree,
): readonly Finding[] {
  return units
    .filter((unit) => unit.name.length > nameLimit)
    .flatMap((unit) =>
      unit.manifests.slice(0, 1).map((object) =>
        findingOf(object, tree, {
          path: 'metadata.namespace',
          message: `Too long: may not be more than ${nameLimit} bytes: "${unit.name}", as ${name} would know this folder`,
          fix: 'give the cluster or the namespace a shorter name',
        }),
      ),
    );
}

function findingOf(
  { manifest, origin }: ChartManifest,
  { cluster }: CompleteTree,
  problem: Pick<Finding, 'path' | 'message' | 'fix'>,
): Finding {
  const { name = '', namespace } = manifest.metadata;
  const { apiVersion, kind } = manifest;
  return {
    id: 'valid-sync-order',
    severity: 'error',
    status: 'violated',
    object: { apiVersion, kind, ...(namespace === undefined ? {} : { namespace }), name },
    ...problem,
    origin,
    cluster: cluster.name,
  };
}
