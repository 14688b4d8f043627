import { Field } from '../../manifest/objects/field';
import type { JsonValue } from '../../manifest/objects/json';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import { parseQuantity } from '../../manifest/objects/quantity';
import { statefulReplicas } from '../../products/controllers/stateful-replicas';
import type { Check } from '../check';
import type { Problem } from '../finding';

/** A StatefulSet or claim keeps its name and what cannot be changed, so that its data is found again. */
export const noStrandedData: Check = {
  id: 'no-stranded-data',
  severity: 'error',
  profile: 'baseline',
  why:
    'Volumes are found by the names of their StatefulSet, claim template and Pod: under another name the store starts empty, ' +
    'and the data stays where nobody looks. What cannot be changed is refused by the API server.',
  assumptions: ['The last committed tree is what the cluster has.'],
  kinds: ['apps/StatefulSet', 'PersistentVolumeClaim'],
  acceptedByName: true,
  run: function* (object, { previous }) {
    const before = previous?.get(identityOf(object.manifest));
    if (before === undefined) return;
    if (object.manifest.kind === 'StatefulSet') yield* changes(before, object);
    else yield* shrinking(before, object);
  },
  gone: function* (object) {
    const claims = claimsOf(object);
    if (object.manifest.kind === 'StatefulSet' && (claims === undefined || isDeletedWithIt(object))) return;
    const name = formatIdentity(identityOf(object.manifest));
    const { kind, namespace, name: named } = identityOf(object.manifest);
    const why = claims === undefined ? 'and its data with it' : `and nobody mounts the data of ${claims} any more`;
    yield {
      path: 'metadata.name',
      message: `Forbidden: ${name} leaves the tree, ${why}`,
      fix:
        'give it back its name; once its data has been moved, or is not wanted, accept that by name: ' +
        `suppressions: [{ check: 'no-stranded-data', object: { kind: '${kind}', namespace: '${namespace}', name: '${named}' }, reason, expires }]`,
    };
  },
};

/** The claims of a StatefulSet, as messages name them; undefined where it has none. */
function claimsOf({ manifest }: LocatedManifest): string | undefined {
  const root = Field.root(manifest);
  const [template] = root
    .at('spec', 'volumeClaimTemplates')
    .items()
    .flatMap((item) => item.at('metadata', 'name').text ?? []);
  if (template === undefined) return undefined;
  return listClaims(template, root);
}

function listClaims(template: string, root: Field): string {
  const { first, count, nameOf } = statefulReplicas(root);
  const [from, to] = [first, first + Math.max(count, 1) - 1].map((ordinal) => `${template}-${nameOf(ordinal)}`);
  return from === to ? `${from}` : `${from} to ${to}`;
}

function isDeletedWithIt({ manifest }: LocatedManifest): boolean {
  const policy = Field.root(manifest).at('spec', 'persistentVolumeClaimRetentionPolicy');
  return policy.at('whenDeleted').text === 'Delete';
}

function* changes(before: LocatedManifest, after: LocatedManifest): Iterable<Problem> {
  const [old, now] = [before, after].map(({ manifest }) => Field.root(manifest).at('spec'));
  if (old === undefined || now === undefined) return;
  const orphan = orphanCommand(after);
  for (const field of ['serviceName', 'podManagementPolicy', 'selector']) {
    const [was, is] = [old.at(field), now.at(field)];
    const otherwise = unset[field] ?? null;
    if (same(was.value ?? otherwise, is.value ?? otherwise)) continue;
    yield {
      path: is.path,
      message: `Forbidden: may not be changed: it was ${JSON.stringify(was.value ?? otherwise)}`,
      fix: `keep it; or run "${orphan}", which leaves Pods and claims, and apply again`,
    };
  }
  yield* templateChanges(old, now, Field.root(before.manifest), orphan);
}

/** What the API server has where nothing is said. */
const unset: Readonly<Record<string, string>> = { podManagementPolicy: 'OrderedReady', serviceName: '' };

function* templateChanges(old: Field, now: Field, root: Field, orphan: string): Iterable<Problem> {
  const templates = new Map(
    now
      .at('volumeClaimTemplates')
      .items()
      .map((item) => [item.at('metadata', 'name').text, item]),
  );
  const names = new Set<string | undefined>();
  for (const was of old.at('volumeClaimTemplates').items()) {
    const name = was.at('metadata', 'name').text ?? '';
    names.add(name);
    const is = templates.get(name);
    if (is === undefined) {
      yield {
        path: now.at('volumeClaimTemplates').path,
        message: `Forbidden: claim template "${name}" is not there any more: nobody mounts the data of ${listClaims(name, root)}`,
        fix: 'give it back its name; other volumes need another StatefulSet, to which the data is moved',
      };
    } else if (!same(asStored(was), asStored(is))) {
      yield changedTemplate(name, was, is, orphan);
    }
  }
  for (const [name = '', is] of templates) {
    if (names.has(name)) continue;
    yield {
      path: is.path,
      message: `Forbidden: claim template "${name}" is new, and may not be added: Pods of the StatefulSet have no such volume`,
      fix: 'use another StatefulSet, to which the data is moved',
    };
  }
}

function changedTemplate(name: string, was: Field, is: Field, orphan: string): Problem {
  const size = ['spec', 'resources', 'requests', 'storage'] as const;
  const [before, after] = [was.at(...size), is.at(...size)];
  if (same(asStored(before), asStored(after)))
    return {
      path: is.path,
      message: `Forbidden: claim template "${name}" may not be changed`,
      fix: `keep it; or run "${orphan}", which leaves Pods and claims, and apply again: it holds for new Pods alone`,
    };
  return {
    path: after.path,
    message: `Forbidden: may not be changed: it was ${JSON.stringify(before.value ?? null)}`,
    fix:
      "keep it, and let the claims grow in the tree (claims: 'managed', with the old size as templateSize); or grow each " +
      `claim by "kubectl patch pvc", run "${orphan}", and apply again`,
  };
}

function* shrinking(before: LocatedManifest, after: LocatedManifest): Iterable<Problem> {
  const [was, is] = [before, after].map(({ manifest }) =>
    Field.root(manifest).at('spec', 'resources', 'requests', 'storage'),
  );
  const [old, now] = [was, is].map((field) => parseQuantity(field?.written ?? '')?.nanos);
  if (is === undefined || old === undefined || now === undefined || now >= old) return;
  yield {
    path: is.path,
    message: `Invalid value: ${is.written}: volumes only grow, and it was ${was?.written ?? ''}`,
    fix: 'keep the size; a smaller volume is another claim, to which the data is moved',
  };
}

function orphanCommand({ manifest }: LocatedManifest): string {
  const { name, namespace } = identityOf(manifest);
  return `kubectl delete statefulset ${name} --namespace ${namespace === '' ? 'default' : namespace} --cascade=orphan`;
}

/** A claim template, or a size, as the API server keeps it: with defaults, and quantities that are equal alike. */
function asStored(field: Field): JsonValue {
  const { map } = field;
  if (map === undefined) return parseQuantity(field.written)?.nanos.toString() ?? field.value ?? null;
  const { status: _, ...template } = map;
  const spec = field.at('spec');
  const storage = spec.at('resources', 'requests', 'storage');
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    ...template,
    metadata: { ...field.at('metadata').map, creationTimestamp: null },
    spec: {
      volumeMode: 'Filesystem',
      ...spec.map,
      resources: { ...spec.at('resources').map, requests: { storage: asStored(storage) } },
    },
  };
}

function same(one: JsonValue | undefined, other: JsonValue | undefined): boolean {
  return canonical(one) === canonical(other);
}

function canonical(value: JsonValue | undefined): string {
  return JSON.stringify(value ?? null, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
