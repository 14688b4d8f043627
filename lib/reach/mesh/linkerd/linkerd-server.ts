import { apiGroup } from '../../../manifest/objects/api-version';
import { Field } from '../../../manifest/objects/field';
import { namespaceOf } from '../../../manifest/objects/find-object';
import {
  parseLabelSelector,
  parseLabels,
  matchesSelector,
  type LabelSelector,
  type Labels,
} from '../../../manifest/objects/label-selector';
import type { LocatedManifest } from '../../../manifest/objects/manifest';
import type { ManifestSet } from '../../../manifest/objects/manifest-set';
import { policyName } from '../../policies/policy-name';
import type { ClientMatch } from '../client-match';
import { authenticatedClients, serverAuthorizationClients } from './authentications';
import type { IdentityDomain } from './linkerd-identity';
import { byPrecedence, routeMatches, type LinkerdRouteMatch } from './route-matches';

/** Some clients that a policy lets in. */
export interface Grant {
  readonly name: string;
  readonly clients: ClientMatch;
}

/** A port of some pods that has policies of its own. */
export interface LinkerdServer {
  /** `Server shop/cart-8080`. */
  readonly name: string;
  readonly namespace: string;
  readonly podSelector: LabelSelector;
  readonly port: number | string;
  readonly accessPolicy: string;
  /** Whom policies about it, or about all Servers of its namespace, let in. */
  readonly grants: readonly Grant[];
  /** Routes attached to it, first match first; none where it lets in by client alone. */
  readonly routes: readonly ServerRoute[];
}

export interface ServerRoute extends LinkerdRouteMatch {
  readonly name: string;
  readonly grants: readonly Grant[];
}

/** Every Server of a tree, by name. */
export function readServers(manifests: ManifestSet, domain: IdentityDomain): readonly LinkerdServer[] {
  const policies = manifests.ofKind('policy.linkerd.io', 'AuthorizationPolicy').flatMap((policy) => {
    const clients = authenticatedClients(policy, manifests, domain);
    return clients === undefined ? [] : [{ name: policyName(policy.manifest), policy, clients }];
  });
  const legacy = manifests.ofKind('policy.linkerd.io', 'ServerAuthorization').map((policy) => {
    return { name: policyName(policy.manifest), policy, clients: serverAuthorizationClients(policy, domain) };
  });
  const routes = [
    ...manifests.ofKind('gateway.networking.k8s.io', 'HTTPRoute'),
    ...manifests.ofKind('policy.linkerd.io', 'HTTPRoute'),
    ...manifests.ofKind('gateway.networking.k8s.io', 'GRPCRoute'),
  ];
  return manifests
    .ofKind('policy.linkerd.io', 'Server')
    .flatMap(({ manifest }): LinkerdServer[] => {
      const spec = Field.root(manifest).at('spec');
      const podSelector = parseLabelSelector(spec.at('podSelector').value);
      const port = spec.at('port').number ?? spec.at('port').text;
      if (podSelector === undefined || port === undefined) return [];
      const namespace = namespaceOf(manifest);
      const server = {
        namespace,
        name: manifest.metadata.name ?? '',
        labels: parseLabels(manifest.metadata.labels) ?? {},
      };
      const protocol = spec.at('proxyProtocol').text ?? 'unknown';
      return [
        {
          name: policyName(manifest),
          namespace,
          podSelector,
          port,
          accessPolicy: spec.at('accessPolicy').text ?? 'deny',
          grants: [
            ...policies.filter(({ policy }) => isAbout(policy, server)),
            ...legacy.filter(({ policy }) => selects(policy, server)),
          ],
          routes: routes
            .filter((route) => seesRoute(protocol, route) && isAttached(route, server))
            .flatMap((route) => {
              const grants = policies.filter(({ policy }) => isAboutRoute(policy, route));
              return routeMatches(route.manifest).map((match) => ({
                ...match,
                name: policyName(route.manifest),
                grants,
              }));
            })
            .sort((a, b) => byPrecedence(a, b) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)),
        },
      ];
    })
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

interface ServerIdentity {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Labels;
}

function isAbout({ manifest }: LocatedManifest, { namespace, name }: ServerIdentity): boolean {
  if (namespaceOf(manifest) !== namespace) return false;
  const target = Field.root(manifest).at('spec', 'targetRef');
  switch ((target.at('kind').text ?? '').toLowerCase()) {
    case 'server':
      return target.at('name').text === name;
    case 'namespace':
      return target.at('name').text === namespace;
    default:
      return false;
  }
}

function isAboutRoute({ manifest }: LocatedManifest, route: LocatedManifest): boolean {
  const target = Field.root(manifest).at('spec', 'targetRef');
  return (
    namespaceOf(manifest) === namespaceOf(route.manifest) &&
    (target.at('kind').text ?? '').toLowerCase() === route.manifest.kind.toLowerCase() &&
    target.at('group').text === apiGroup(route.manifest.apiVersion) &&
    target.at('name').text === route.manifest.metadata.name
  );
}

function selects({ manifest }: LocatedManifest, { namespace, name, labels }: ServerIdentity): boolean {
  if (namespaceOf(manifest) !== namespace) return false;
  const server = Field.root(manifest).at('spec', 'server');
  const selector = parseLabelSelector(server.at('selector').value);
  return server.at('name').text === name || (selector !== undefined && matchesSelector(selector, labels));
}

function isAttached({ manifest }: LocatedManifest, { namespace, name }: ServerIdentity): boolean {
  const parents = Field.root(manifest).at('spec', 'parentRefs').items();
  return parents.some(
    (parent) =>
      parent.at('kind').text?.toLowerCase() === 'server' &&
      parent.at('name').text === name &&
      (parent.at('namespace').text ?? namespaceOf(manifest)) === namespace &&
      namespaceOf(manifest) === namespace,
  );
}

/** Routes are for the protocols that the proxy looks into: gRPC ones for gRPC, others for HTTP or what may be it. */
function seesRoute(protocol: string, { manifest }: LocatedManifest): boolean {
  if (protocol === 'opaque' || protocol === 'TLS') return false;
  return (protocol === 'gRPC') === (manifest.kind === 'GRPCRoute');
}
