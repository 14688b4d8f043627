import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as fc from 'fast-check';
import { apiGroup } from '../../../lib/manifest/objects/api-version';
import { Field } from '../../../lib/manifest/objects/field';
import { isJsonObject } from '../../../lib/manifest/objects/json';
import type { LocatedManifest } from '../../../lib/manifest/objects/manifest';
import { ManifestSet } from '../../../lib/manifest/objects/manifest-set';
import { whoCan } from '../../../lib/manifest/rbac/who-can';
import { concurrently } from '../../control-plane/client/concurrently';
import { patience } from '../../control-plane/client/test-cluster';
import { groupsFor } from '../../control-plane/definitions/definition-groups';
import { committedTrees } from '../../control-plane/trees/committed-trees';
import type { Tree } from '../../control-plane/trees/tree';
import { isNightly } from '../../nightly';
import { describeCluster } from '../describe-cluster';
import type { SimulatedCluster } from '../simulation/simulated-cluster';
import { permissions, subjects, type AskingSubject } from './random-permissions';

/** One question to the server, and to us. */
interface Request {
  readonly subject: AskingSubject;
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly subresource: string;
  readonly namespace: string;
  readonly resourceName?: string;
}

const verbs = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection', 'impersonate'];

describeCluster('who-can agrees with the SubjectAccessReviews of the server', (cluster) => {
  const trees = committedTrees(join(__dirname, '../../..'), 'dist');

  test.each(trees.map((tree) => [tree.name, tree] as const))(
    'for every subject, verb and resource of %s',
    async (_, tree) => {
      const ofAccess = tree.objects.filter(({ manifest }) =>
        /^(Namespace|ServiceAccount|.*Role.*)$/.test(manifest.kind),
      );
      await cluster.define(groupsFor(tree));
      await cluster.apply({ objects: ofAccess });
      expect(await disagreements(cluster, tree.objects, await requestsOf(cluster, tree))).toEqual([]);
    },
  );

  test('for random roles, bindings, groups and names', async () => {
    const requests = everyRequest();
    const answers = new Set<boolean>();
    for (const objects of fc.sample(permissions, isNightly ? 10 : 4)) {
      await cluster.apply({ objects });
      expect(await disagreements(cluster, objects, requests)).toEqual([]);
      for (const request of requests) answers.add(weSay(new ManifestSet(objects), request));
      await cluster.clear();
    }
    // A comparison in which nobody, or everybody, may do something compares nothing.
    expect(answers.size).toBe(2);
  });
});

/**
 * Every verb, for everybody who has an account or a binding in a tree, and for every kind and every resource of a rule
 * there: in the namespace of the subject, in those that bindings stand in, and in none.
 */
async function requestsOf({ server }: SimulatedCluster, { objects }: Tree): Promise<readonly Request[]> {
  const manifests = objects.map(({ manifest }) => manifest);
  const ofRbac = manifests.filter(({ apiVersion }) => apiGroup(apiVersion) === 'rbac.authorization.k8s.io');
  const bindings = ofRbac.filter(({ kind }) => kind.endsWith('Binding'));
  const bound = bindings.flatMap((binding) => Field.root(binding).at('subjects').items()).map(boundSubject);
  const accounts = manifests
    .filter(({ kind }) => kind === 'ServiceAccount')
    .map(({ metadata }) => accountOf(metadata.namespace ?? '', metadata.name ?? ''));
  const subjects = distinct([...accounts, ...bound]);
  const ofRules = ofRbac
    .flatMap((role) => Field.root(role).at('rules').items())
    .flatMap((rule) =>
      textsOf(rule.at('apiGroups')).flatMap((group) =>
        textsOf(rule.at('resources')).map((name) => {
          const [resource = '', subresource = ''] = name.split('/');
          return { group, resource, subresource };
        }),
      ),
    );
  const kinds = distinct(manifests.map(({ apiVersion, kind }) => ({ apiVersion, kind })));
  const ofKinds = await concurrently(kinds, async ({ apiVersion, kind }) => {
    const served = await server.resources.find(apiVersion, kind);
    return served === undefined ? [] : [{ group: apiGroup(apiVersion), resource: served.plural, subresource: '' }];
  });
  const resources = distinct([...ofKinds.flat(), ...ofRules]);
  const elsewhere = bindings.flatMap(({ metadata }) => metadata.namespace ?? []);
  return subjects.flatMap(({ namespace: own, ...subject }) =>
    [...new Set([own, ...elsewhere, ''])].flatMap((namespace) =>
      resources.flatMap((resource) =>
        verbs
          .filter((verb) => comesAbout(resource, verb, namespace))
          .map((verb) => ({ subject, verb, namespace, ...resource })),
      ),
    ),
  );
}

/** Namespaces are asked for as a whole: a request lies within one of them only where it names it. */
function comesAbout(
  { group, resource }: Pick<Request, 'group' | 'resource'>,
  verb: string,
  namespace: string,
): boolean {
  const isNameless = ['list', 'watch', 'create', 'deletecollection'].includes(verb);
  return !(group === '' && resource === 'namespaces' && isNameless && namespace !== '');
}

function boundSubject(subject: Field): AskingSubject & { readonly namespace: string } {
  const name = subject.at('name').text ?? '';
  switch (subject.at('kind').text) {
    case 'ServiceAccount':
      return accountOf(subject.at('namespace').text ?? '', name);
    case 'Group':
      return { user: 'somebody', groups: [name, 'system:authenticated'], namespace: '' };
    default:
      return { user: name, groups: ['system:authenticated'], namespace: '' };
  }
}

function textsOf(list: Field): readonly string[] {
  return list.items().flatMap((item) => item.text ?? []);
}

function distinct<T>(items: readonly T[]): readonly T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

/** Requests as they come about: one for a single Namespace lies within it, and a new object has no name yet. */
function everyRequest(): readonly Request[] {
  const resources = [
    ['', 'pods', ''],
    ['', 'pods', 'log'],
    ['', 'namespaces', ''],
    ['', 'nodes', ''],
    ['apps', 'deployments', ''],
    ['apps', 'deployments', 'scale'],
  ] as const;
  return subjects.flatMap((subject) =>
    ['get', 'list', 'create', 'deletecollection', 'impersonate'].flatMap((verb) =>
      resources.flatMap(([group, resource, subresource]) => {
        const isNameless = subresource === '' && ['list', 'create', 'deletecollection'].includes(verb);
        const request = { subject, verb, group, resource, subresource };
        const names = isNameless ? [undefined] : [undefined, 'one'];
        if (resource === 'nodes') return names.map((name) => ({ ...request, ...named(name), namespace: '' }));
        if (resource !== 'namespaces') {
          return ['red', ''].flatMap((namespace) => names.map((name) => ({ ...request, ...named(name), namespace })));
        }
        return isNameless ? [{ ...request, namespace: '' }] : [{ ...request, ...named('red'), namespace: 'red' }];
      }),
    ),
  );
}

function named(resourceName: string | undefined): { readonly resourceName?: string } {
  return resourceName === undefined ? {} : { resourceName };
}

/** What the server says otherwise than we do. Caches and controllers behind it get a moment to follow. */
async function disagreements(
  cluster: SimulatedCluster,
  objects: readonly LocatedManifest[],
  requests: readonly Request[],
): Promise<readonly object[]> {
  const manifests = new ManifestSet(objects);
  const deadline = Date.now() + patience;
  let disputed = requests;
  for (;;) {
    const answers = await concurrently(disputed, (request) => serverSays(cluster, request));
    disputed = disputed.filter((request, index) => answers[index] !== weSay(manifests, request));
    if (disputed.length === 0) return [];
    if (Date.now() > deadline) break;
    await sleep(200);
  }
  const objectsInWords = objects.map(({ manifest }) => manifest);
  return disputed.slice(0, 1).map((request) => ({ request, we: weSay(manifests, request), objects: objectsInWords }));
}

function weSay(manifests: ManifestSet, { subject, verb, group, resource, subresource, ...place }: Request): boolean {
  const { namespace, resourceName } = place;
  const question = {
    verb,
    group,
    resource,
    subresource,
    ...(namespace === '' ? {} : { namespace }),
    ...(resourceName === undefined ? {} : { resourceName }),
  };
  return whoCan(manifests, question).grants.some(
    (grant) =>
      isSubject(grant.subject, subject) &&
      // Asked without a namespace, it lists what holds in any, and asked without a name, what holds for some.
      (namespace !== '' || grant.namespace === undefined) &&
      (resourceName !== undefined || grant.resourceNames === undefined),
  );
}

function isSubject(granted: { kind: string; name: string; namespace?: string }, subject: AskingSubject): boolean {
  switch (granted.kind) {
    case 'Group':
      return subject.groups.includes(granted.name);
    case 'User':
      return subject.user === granted.name;
    default:
      return subject.user === `system:serviceaccount:${granted.namespace ?? ''}:${granted.name}`;
  }
}

async function serverSays({ server }: SimulatedCluster, request: Request): Promise<boolean> {
  const { subject, verb, group, resource, subresource, namespace, resourceName = '' } = request;
  const resourceAttributes = { verb, group, resource, subresource, namespace, name: resourceName };
  const review = {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SubjectAccessReview',
    spec: { user: subject.user, groups: subject.groups, resourceAttributes },
  };
  const path = '/apis/authorization.k8s.io/v1/subjectaccessreviews';
  const content = { body: JSON.stringify(review), contentType: 'application/json' };
  const { body } = await server.client.request('POST', path, content);
  if (!isJsonObject(body.status)) throw new Error(JSON.stringify(body));
  return body.status.allowed === true;
}

function accountOf(namespace: string, name: string): AskingSubject & { readonly namespace: string } {
  return {
    namespace,
    user: `system:serviceaccount:${namespace}:${name}`,
    groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'],
  };
}
