import { appendTo } from '../../manifest/objects/append-to';
import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import { httpProbePaths } from '../../manifest/pods/http-probe-paths';
import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import { perManifestSet } from '../../manifest/objects/per-manifest-set';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { PodTemplate } from '../../manifest/pods/pod-template';
import type { Check } from '../check';
import { required } from '../field-error';
import { linkerdParentsOf } from './route-parents';
import { podsOf, portsOf, readServer } from './server-ports';

/** Where routes are attached to a Server, one of them covers the path of each HTTP probe of its port. */
export const requireLinkerdProbeAuthorization: Check = {
  id: 'require-linkerd-probe-authorization',
  severity: 'error',
  profile: 'baseline',
  why: 'Linkerd authorizes the probes of a port by itself until a route is attached to its Server. From then on a probe whose path is in no route gets 404 or 403, and the pod never becomes ready.',
  assumptions: ['whoever a probe route is authorized for includes the kubelet, which has no identity'],
  kinds: ['policy.linkerd.io/Server'],
  run: function* (object, { manifests }) {
    const server = readServer(object);
    const routes = routesByServer(manifests).get(
      `${namespaceOf(object.manifest)}/${object.manifest.metadata.name ?? ''}`,
    );
    if (server === undefined || routes === undefined) return;
    for (const pod of podsOf(server, manifests)) {
      for (const path of probePaths(pod, portsOf(server, pod))) {
        if (routes.some((route) => covers(route, path))) continue;
        const owner = formatIdentity(identityOf(pod.owner.manifest));
        yield required(
          Field.root(object.manifest).at('spec'),
          `no route of this Server matches ${path}, a probe of ${owner}`,
          'attach a route for the path, authorized by a NetworkAuthentication of 0.0.0.0/0 and ::/0',
        );
      }
    }
  },
};

const routesByServer = perManifestSet((manifests) => {
  const routes = new Map<string, LocatedManifest[]>();
  const all = [
    ...manifests.ofKind('gateway.networking.k8s.io', 'HTTPRoute'),
    ...manifests.ofKind('policy.linkerd.io', 'HTTPRoute'),
  ];
  for (const route of all) {
    for (const { field, kind } of linkerdParentsOf(route.manifest)) {
      if (kind !== 'policy.linkerd.io/Server') continue;
      const key = `${namespaceOf(route.manifest)}/${field.at('name').text ?? ''}`;
      appendTo(routes, key, route);
    }
  }
  return routes;
});

function probePaths(pod: PodTemplate, ports: readonly number[]): ReadonlySet<string> {
  const paths = httpProbePaths(pod);
  return new Set(ports.flatMap((port) => paths.get(port) ?? []));
}

/** Whether some match of a route has the path; a rule without matches has every path. */
function covers({ manifest }: LocatedManifest, path: string): boolean {
  const rules = Field.root(manifest).at('spec', 'rules').items();
  return rules.some((rule) => {
    const matches = rule.at('matches').items();
    return matches.length === 0 || matches.some((match) => matchesPath(match.at('path'), path));
  });
}

function matchesPath(match: Field, path: string): boolean {
  const value = match.at('value').text ?? '/';
  switch (match.at('type').text ?? 'PathPrefix') {
    case 'Exact':
      return path === value;
    case 'PathPrefix':
      return value === '/' || path === value || path.startsWith(value.endsWith('/') ? value : `${value}/`);
    default:
      return true;
  }
}
