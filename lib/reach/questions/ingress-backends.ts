import { apiGroup } from '../../manifest/objects/api-version';
import { Field } from '../../manifest/objects/field';
import { findObject, namespaceOf, objectsIn } from '../../manifest/objects/find-object';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { servicePortsOf } from '../../manifest/network/service-ports';

/** A Service that an Ingress or a route sends traffic to. */
export interface IngressBackend {
  readonly source: LocatedManifest;
  /** Where the source names it. */
  readonly path: string;
  readonly service: LocatedManifest;
  /** Number or name of the Service's port; every port when left out. */
  readonly port?: number | string;
  /** Number of the one port of the pods that is used; every port behind the Service's when left out. */
  readonly podPort?: number;
  /** Class of the controller that serves it, where the manifests say so. */
  readonly className?: string;
}

const gatewayGroup = 'gateway.networking.k8s.io';
const routeKinds = ['HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute', 'UDPRoute'];

/** Every backend of every Ingress, Gateway API route and OpenShift Route whose Service is in the tree, in the order of the tree. */
export function ingressBackends(manifests: ManifestSet): readonly IngressBackend[] {
  const ingresses = manifests.ofKind('networking.k8s.io', 'Ingress');
  const routes = routeKinds.flatMap((kind) => manifests.ofKind(gatewayGroup, kind));
  const openshiftRoutes = manifests.ofKind('route.openshift.io', 'Route');
  return [
    ...ingresses.flatMap((source) => ofIngress(source, manifests)),
    ...routes.flatMap((source) => ofRoute(source, manifests)),
    ...openshiftRoutes.flatMap((source) => ofOpenshiftRoute(source, manifests)),
  ];
}

function ofIngress(source: LocatedManifest, manifests: ManifestSet): readonly IngressBackend[] {
  const root = Field.root(source.manifest);
  const spec = root.at('spec');
  const legacyClass = root.at('metadata', 'annotations').entry('kubernetes.io/ingress.class').text;
  const className = spec.at('ingressClassName').text ?? legacyClass;
  const paths = spec
    .at('rules')
    .items()
    .flatMap((rule) => rule.at('http', 'paths').items());
  const backends = [spec.at('defaultBackend'), ...paths.map((path) => path.at('backend'))];
  return backends.flatMap((backend) => {
    const service = findService(manifests, namespaceOf(source.manifest), backend.at('service', 'name').text);
    const port = backend.at('service', 'port');
    return backendOf(source, backend, service, port.at('number').number ?? port.at('name').text, className);
  });
}

function ofRoute(source: LocatedManifest, manifests: ManifestSet): readonly IngressBackend[] {
  const spec = Field.root(source.manifest).at('spec');
  const namespace = namespaceOf(source.manifest);
  const parents = spec.at('parentRefs').items();
  // A route whose parent is a Service directs traffic within a mesh: nothing comes in through it.
  const gateways = parents.filter((parent) => (parent.at('kind').text ?? 'Gateway') === 'Gateway');
  if (gateways.length === 0) return [];
  const classNames = gateways.map((gateway) => gatewayClass(manifests, gateway, namespace));
  const className = classNames.find((name) => name !== undefined);
  const rules = spec.at('rules').items();
  return rules.flatMap(referencesOf).flatMap((reference) => {
    if ((reference.at('kind').text ?? 'Service') !== 'Service') return [];
    const target = reference.at('namespace').text ?? namespace;
    const name = reference.at('name').text;
    if (target !== namespace && !isGranted(manifests, source, target, name)) return [];
    return backendOf(source, reference, findService(manifests, target, name), reference.at('port').number, className);
  });
}

/** The port of a Route is a number of the pods, or a name that it has in the Service or in the pods. */
function ofOpenshiftRoute(source: LocatedManifest, manifests: ManifestSet): readonly IngressBackend[] {
  const spec = Field.root(source.manifest).at('spec');
  const { number: podPort, text: name } = spec.at('port', 'targetPort');
  return [spec.at('to'), ...spec.at('alternateBackends').items()].flatMap((reference) => {
    if ((reference.at('kind').text ?? 'Service') !== 'Service') return [];
    const service = findService(manifests, namespaceOf(source.manifest), reference.at('name').text);
    const ports = service === undefined ? [] : servicePortsOf(service.manifest);
    const port = ports.find((each) => each.name === name || each.targetPort === name);
    if (name !== undefined && port === undefined) return [];
    const backends = backendOf(source, reference, service, port?.port, undefined);
    return podPort === undefined ? backends : backends.map((backend) => ({ ...backend, podPort }));
  });
}

function referencesOf(rule: Field): readonly Field[] {
  const mirrors = rule
    .at('filters')
    .items()
    .map((filter) => filter.at('requestMirror', 'backendRef'));
  return [...rule.at('backendRefs').items(), ...mirrors.filter(({ isSet }) => isSet)];
}

function backendOf(
  source: LocatedManifest,
  { path }: Field,
  service: LocatedManifest | undefined,
  port: number | string | undefined,
  className: string | undefined,
): IngressBackend[] {
  if (service === undefined) return [];
  return [
    { source, path, service, ...(port !== undefined && { port }), ...(className !== undefined && { className }) },
  ];
}

function gatewayClass(manifests: ManifestSet, reference: Field, namespace: string): string | undefined {
  const name = reference.at('name').text ?? '';
  const of = reference.at('namespace').text ?? namespace;
  const gateway = findObject(manifests, { group: gatewayGroup, kind: 'Gateway', namespace: of, name });
  return gateway === undefined ? undefined : Field.root(gateway.manifest).at('spec', 'gatewayClassName').text;
}

/** A route reaches into another namespace only where a ReferenceGrant there says so. */
function isGranted(manifests: ManifestSet, { manifest }: LocatedManifest, target: string, name: string | undefined) {
  return objectsIn(manifests, gatewayGroup, 'ReferenceGrant', target).some((grant) => {
    const spec = Field.root(grant.manifest).at('spec');
    const from = spec.at('from').items();
    const to = spec.at('to').items();
    return (
      from.some(
        (origin) =>
          origin.at('group').text === apiGroup(manifest.apiVersion) &&
          origin.at('kind').text === manifest.kind &&
          origin.at('namespace').text === namespaceOf(manifest),
      ) && to.some((granted) => granted.at('kind').text === 'Service' && (granted.at('name').text ?? name) === name)
    );
  });
}

function findService(manifests: ManifestSet, namespace: string, name: string | undefined): LocatedManifest | undefined {
  return name === undefined ? undefined : findObject(manifests, { group: '', kind: 'Service', namespace, name });
}
