import { Field } from '../objects/field';
import { namespaceOf } from '../objects/find-object';
import type { Manifest } from '../objects/manifest';
import type { ObjectIdentity } from '../objects/object-identity';

export const gatewayGroup = 'gateway.networking.k8s.io';

/** Kinds of the Gateway API that send traffic to backends, as `group/kind`. */
export const routeKinds = ['GRPCRoute', 'HTTPRoute', 'TCPRoute', 'TLSRoute', 'UDPRoute'].map(
  (kind) => `${gatewayGroup}/${kind}`,
);

/** A reference of the Gateway API to another object, with the defaults of the API filled in. */
export interface RouteReference {
  readonly field: Field;
  readonly target: ObjectIdentity;
}

/** Where a route sends traffic: the backends of its rules, and those of its mirrors. */
export function backendsOf(route: Manifest): readonly RouteReference[] {
  const rules = Field.root(route).at('spec', 'rules').items();
  const backends = rules.flatMap((rule) => {
    const ofRule = rule.at('backendRefs').items();
    const filters = [rule, ...ofRule].flatMap((holder) => holder.at('filters').items());
    return [...ofRule, ...filters.map((filter) => filter.at('requestMirror', 'backendRef'))];
  });
  return backends.flatMap((field) => read(field, route, { group: '', kind: 'Service' }));
}

/** What a route is attached to: Gateways, or Services in a mesh. */
export function parentsOf(route: Manifest): readonly RouteReference[] {
  const parents = Field.root(route).at('spec', 'parentRefs').items();
  return parents.flatMap((field) => read(field, route, { group: gatewayGroup, kind: 'Gateway' }));
}

/** The certificates of a Gateway's listeners. */
export function certificatesOf(gateway: Manifest): readonly RouteReference[] {
  const listeners = Field.root(gateway).at('spec', 'listeners').items();
  const certificates = listeners.flatMap((listener) => listener.at('tls', 'certificateRefs').items());
  return certificates.flatMap((field) => read(field, gateway, { group: '', kind: 'Secret' }));
}

function read(
  field: Field,
  manifest: Manifest,
  defaults: { readonly group: string; readonly kind: string },
): RouteReference[] {
  const name = field.at('name').text;
  if (name === undefined) return [];
  const target = {
    group: field.at('group').text ?? defaults.group,
    kind: field.at('kind').text ?? defaults.kind,
    namespace: field.at('namespace').text ?? namespaceOf(manifest),
    name,
  };
  return [{ field, target }];
}
