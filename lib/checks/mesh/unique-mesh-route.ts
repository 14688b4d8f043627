import { appendTo } from '../../manifest/objects/append-to';
import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import { perManifestSet } from '../../manifest/objects/per-manifest-set';
import { gatewayGroup, parentsOf } from '../../manifest/network/routes';
import type { Check, CheckContext } from '../check';
import { forbidden } from '../field-error';
import { networkingGroup } from '../istio/istio-groups';
import { fullHost, serviceOfHost } from '../istio/mesh-hosts';
import { isForMesh } from '../istio/virtual-service-routes';

const kinds = ['GRPCRoute', 'HTTPRoute'];

/** Calls between workloads to one port of a Service are routed by one object. */
export const uniqueMeshRoute: Check = {
  id: 'unique-mesh-route',
  severity: 'error',
  profile: 'baseline',
  why: 'Of two objects that route the same calls, one wins, or parts of both hold: which is up to the mesh, and to which of them is older.',
  assumptions: ['routes of one kind that all have conditions are meant to be merged, as the Gateway API allows'],
  kinds: kinds.map((kind) => `${gatewayGroup}/${kind}`),
  run: function* (object, context) {
    for (const claim of claimsOf(object)) {
      const other = virtualServiceOf(claim.service, context) ?? routeBefore(claim, context.manifests);
      if (other === undefined) continue;
      yield forbidden(
        claim.field,
        `${formatIdentity(identityOf(other.manifest))} routes the calls to this Service`,
        'keep one of the two, with the rules of both',
      );
    }
  },
};

/** What a route says about the calls to one Service. */
interface Claim {
  readonly field: Field;
  readonly route: LocatedManifest;
  /** `namespace/name`. */
  readonly service: string;
  /** Every port when left out. */
  readonly port: number | undefined;
}

function claimsOf(route: LocatedManifest): Claim[] {
  return parentsOf(route.manifest).flatMap(({ field, target }) =>
    target.kind === 'Service' && (target.group === '' || target.group === 'core')
      ? [{ field, route, service: `${target.namespace}/${target.name}`, port: field.at('port').number }]
      : [],
  );
}

/** An earlier route of the same namespace whose rules cannot stand beside these. Routes of clients' namespaces are theirs alone. */
function routeBefore(claim: Claim, manifests: ManifestSet): LocatedManifest | undefined {
  for (const earlier of claims(manifests).get(claim.service) ?? []) {
    if (earlier.route === claim.route) return undefined;
    const samePort = earlier.port === undefined || claim.port === undefined || earlier.port === claim.port;
    const [one, two] = [earlier.route.manifest, claim.route.manifest];
    const meet = one.kind !== two.kind || (takesEverything(earlier.route) && takesEverything(claim.route));
    if (samePort && meet && namespaceOf(one) === namespaceOf(two)) return earlier.route;
  }
  return undefined;
}

function takesEverything({ manifest }: LocatedManifest): boolean {
  const rules = Field.root(manifest).at('spec', 'rules').items();
  return rules.length === 0 || rules.some((rule) => rule.at('matches').items().length === 0);
}

const claims = perManifestSet((manifests): ReadonlyMap<string, readonly Claim[]> => {
  const byService = new Map<string, Claim[]>();
  for (const kind of kinds) {
    for (const claim of manifests.ofKind(gatewayGroup, kind).flatMap(claimsOf))
      appendTo(byService, claim.service, claim);
  }
  return byService;
});

function virtualServiceOf(service: string, { manifests, cluster }: CheckContext): LocatedManifest | undefined {
  return manifests.ofKind(networkingGroup, 'VirtualService').find(
    ({ manifest }) =>
      isForMesh(manifest) &&
      Field.root(manifest)
        .at('spec', 'hosts')
        .items()
        .some(({ text = '' }) => {
          const found = serviceOfHost(fullHost(text, namespaceOf(manifest), cluster), cluster);
          return found !== undefined && `${found.namespace}/${found.name}` === service;
        }),
  );
}
