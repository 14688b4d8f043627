import { apiGroup } from '../../manifest/objects/api-version';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { namespaceOf } from '../../manifest/objects/find-object';
import { perManifestSet } from '../../manifest/objects/per-manifest-set';
import { gatewayGroup } from '../../manifest/network/routes';
import { workloadKindOf } from '../../manifest/pods/workload-kinds';
import { isInstaller } from '../../products/installed-objects';
import { makesNothing } from '../../products/made-objects';
import { makesPods } from '../../products/made-pods';
import { isPolicyGroup } from '../../products/policy-groups';
import { isBuiltInGroup } from '../../schema/facts/built-in-groups';

/**
 * A custom resource of a namespace whose name is in the value of a label: its controller may make pods with that label
 * (`cnpg.io/cluster: orders`), which no manifest shows.
 */
export function podMakerNamedIn(value: string, namespace: string, manifests: ManifestSet): LocatedManifest | undefined {
  return namedIn(value, namespace, manifests, mayMake);
}

/**
 * A custom resource whose name is in that of an object that is missing: its controller may make it (Elasticsearch `logs`
 * the Service `logs-http`). Of some kinds it is known what is made.
 */
export function objectMakerNamedIn(
  name: string,
  namespace: string,
  manifests: ManifestSet,
): LocatedManifest | undefined {
  return namedIn(name, namespace, manifests, (object) => mayMake(object) && !isKnown(object));
}

function namedIn(
  text: string,
  namespace: string,
  manifests: ManifestSet,
  isMaker: (object: LocatedManifest) => boolean,
): LocatedManifest | undefined {
  for (const name of namesIn(text)) {
    // Without a namespace of its own, an object is created in `default`.
    const objects = [
      ...manifests.named(namespace, name),
      ...(namespace === 'default' ? manifests.named('', name) : []),
    ];
    const found = objects.findLast(isMaker);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Any custom resource of a namespace whose controller may make pods there, with labels that nobody knows. */
export function someMakerIn(namespace: string, manifests: ManifestSet): LocatedManifest | undefined {
  return firstMakers(manifests).get(namespace);
}

const firstMakers = perManifestSet((manifests): ReadonlyMap<string, LocatedManifest> => {
  const found = new Map<string, LocatedManifest>();
  for (const object of manifests.all) {
    const namespace = namespaceOf(object.manifest);
    if (!found.has(namespace) && mayMake(object) && !isKnown(object)) found.set(namespace, object);
  }
  return found;
});

/** Kinds of which it is known what is made, and with which labels. */
function isKnown(object: LocatedManifest): boolean {
  const { apiVersion, kind } = object.manifest;
  const group = apiGroup(apiVersion);
  if (group === gatewayGroup || makesPods(group, kind) || makesNothing(object)) return true;
  return isInstaller(object) || workloadKindOf(object.manifest) !== undefined;
}

/** More words than names have; what is longer is no name that somebody extended. */
const mostWords = 12;

/** The text, and every run of words in it: `my-kafka-bootstrap`, `my-kafka`, `kafka-bootstrap`, `my` … */
function namesIn(text: string): readonly string[] {
  const words = text.split(/[-._]/);
  if (words.length > mostWords) return [text];
  const runs = words.flatMap((_, start) =>
    words.slice(start).map((__, more) => words.slice(start, start + more + 1).join('-')),
  );
  return [...new Set([text, ...runs.sort((one, other) => other.length - one.length)])].filter((name) => name !== '');
}

/** Kinds whose controllers make other objects are of groups that the API server does not have, or of the Gateway API. */
function mayMake(object: LocatedManifest): boolean {
  const { manifest } = object;
  const group = apiGroup(manifest.apiVersion);
  if (group === gatewayGroup) return manifest.kind === 'Gateway';
  if (makesPods(group, manifest.kind)) return true;
  if (isInstaller(object)) return false;
  return !isBuiltInGroup(group) && !isPolicyGroup(group);
}
