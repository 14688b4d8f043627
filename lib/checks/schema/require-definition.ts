import { apiGroup, apiVersionOnly } from '../../manifest/objects/api-version';
import type { LocatedManifest, Manifest } from '../../manifest/objects/manifest';
import type { Check } from '../check';
import type { Problem } from '../finding';
import { apiRemoval } from '../../schema/facts/api-removal';
import { isBuiltInGroup } from '../../schema/facts/built-in-groups';
import { closestWord } from '../../schema/structure/closest-word';
import { emittedFacts } from '../../schema/facts/emitted-facts';
import { validateStructure } from '../../schema/structure/validate-structure';
import type { FactsCatalog } from '../../schema/facts/facts-catalog';
import { schemasOf } from './schemas-of';

/** The kind of an object must be served by the API server, or defined in the tree or in the cluster's own facts. */
export const requireDefinition: Check = {
  id: 'require-definition',
  severity: 'error',
  profile: 'baseline',
  why: 'An object of a kind that the cluster does not serve is refused; one of a kind that nothing here describes cannot be checked.',
  kinds: ['*'],
  run: function* (object, context) {
    const { manifest } = object;
    const catalog = schemasOf(context);
    const known = catalog.find(manifest.apiVersion, manifest.kind);
    if (known !== undefined && known.facts.served !== false) return;
    if (apiRemoval(manifest.apiVersion, manifest.kind, context.cluster.kubernetesVersion) !== undefined) return;
    const problem = problemOf(manifest, catalog, context.cluster.kubernetesVersion);
    // What cannot be decided is said once a version of a kind, not once an object: the remedy is one and the same.
    const ofKind = context.manifests.ofKind(apiGroup(manifest.apiVersion), manifest.kind);
    const first = firstByVersion(ofKind).get(manifest.apiVersion);
    if (problem.status !== 'unproved') yield problem;
    else if (first === object) yield asFarAsKnown(problem, ofKind, manifest);
  },
};

const firsts = new WeakMap<object, ReadonlyMap<string, LocatedManifest>>();

/** The first object of each version; the list is looked through once. */
function firstByVersion(objects: readonly LocatedManifest[]): ReadonlyMap<string, LocatedManifest> {
  const known = firsts.get(objects);
  if (known !== undefined) return known;
  const byVersion = new Map([...objects].reverse().map((object) => [object.manifest.apiVersion, object] as const));
  firsts.set(objects, byVersion);
  return byVersion;
}

/**
 * Nothing to wonder about where all objects of a kind have but the fields that this library emits, with the types and the
 * names that the product knows. What a definition forbids besides is not known here.
 */
function asFarAsKnown(problem: Problem, ofKind: readonly LocatedManifest[], { apiVersion, kind }: Manifest): Problem {
  const known = emittedFacts().find(apiVersion, kind);
  if (known === undefined) return problem;
  const other = ofKind.find(
    ({ manifest }) => manifest.apiVersion === apiVersion && validateStructure(manifest, known).problems.length > 0,
  );
  if (other !== undefined) return { ...problem, object: other };
  return {
    ...problem,
    severity: 'info',
    message: `no definition of ${apiVersion} ${kind} is known: its objects have fields that there are, with values of the right type, and the rules of a definition were not applied`,
  };
}

function problemOf({ apiVersion, kind }: Manifest, catalog: FactsCatalog, kubernetes: string): Problem {
  const group = apiGroup(apiVersion);
  const isBuiltIn = isBuiltInGroup(group);
  const noMatches = `no matches for kind "${kind}" in version "${apiVersion}"`;
  if (isBuiltIn && !catalog.hasGroup('apps')) {
    return unproved(`no facts about Kubernetes ${kubernetes} are at hand`, 'pull the schemas of the cluster');
  }
  if (isBuiltIn && /(alpha|beta)/.test(apiVersionOnly(apiVersion))) {
    return unproved(
      `${noMatches} unless the API server turns it on`,
      'pull the schemas of the cluster, or use a stable version',
    );
  }
  const [served] = catalog.servedVersions(group, kind);
  if (served !== undefined) {
    return { path: 'apiVersion', message: noMatches, fix: `use ${formatApiVersion(group, served.version)}` };
  }
  const elsewhere = isBuiltIn ? catalog.apiVersionsOf(kind)[0] : undefined;
  if (elsewhere !== undefined) return { path: 'apiVersion', message: noMatches, fix: `use ${elsewhere}` };
  const suggestion = closestWord(kind, catalog.kindsOf(apiVersion));
  if (isBuiltIn || suggestion !== undefined) {
    const fix = suggestion === undefined ? 'correct the apiVersion or the kind' : `did you mean "${suggestion}"?`;
    return { path: 'kind', message: noMatches, fix };
  }
  return unproved(
    `no definition of ${apiVersion} ${kind} is known, so that no object of it could be checked`,
    "add its CustomResourceDefinition to the tree, or to the schemas that are read: checks: { schemas: ['…'] } of the Fleet, --schemas of the command",
  );
}

function unproved(message: string, fix: string): Problem {
  return { path: 'apiVersion', message, fix, status: 'unproved' };
}

function formatApiVersion(group: string, version: string): string {
  return group === '' ? version : `${group}/${version}`;
}
