import type { LocatedManifest } from '../../lib/manifest/objects/manifest';

/** Where requests for a Service are sent, by an object that a mesh reads. */
export interface EmittedRoute {
  readonly service: string;
  /** The Service's port; undefined where the product routes all ports that speak so. */
  readonly port: number | undefined;
  /** Whether it is about requests or connections. */
  readonly about: 'http' | 'tcp';
  readonly to: string;
  /** The port of the Service that it goes to; undefined where the product knows one alone. */
  readonly toPort: number | undefined;
}

/** Every destination of every route of the tree, copies included. */
export function emittedRoutes(manifests: readonly LocatedManifest[]): EmittedRoute[] {
  return manifests.flatMap(({ manifest }) => routesOf(JSON.parse(JSON.stringify(manifest)) as Route));
}

function routesOf({ kind, metadata: { name }, spec = {} }: Route): EmittedRoute[] {
  switch (kind) {
    case 'VirtualService': {
      const service = firstLabel(spec.hosts?.[0] ?? '');
      return (['http', 'tcp'] as const).flatMap((about) =>
        (spec[about] ?? []).flatMap(({ match: [match = {}] = [], route, mirrors = [] }) =>
          [...route, ...mirrors].map(({ destination: { host, port } }) => ({
            service,
            port: match.port,
            about,
            to: firstLabel(host),
            toPort: port.number,
          })),
        ),
      );
    }
    case 'HTTPRoute':
    case 'GRPCRoute': {
      const [parent] = spec.parentRefs ?? [];
      if (parent?.kind !== 'Service') return [];
      return (spec.rules ?? []).flatMap(({ backendRefs = [], filters = [] }) =>
        [...backendRefs, ...filters.map(({ requestMirror }) => requestMirror.backendRef)].map((ref) => ({
          service: parent.name,
          port: parent.port,
          about: 'http' as const,
          to: ref.name,
          toPort: ref.port,
        })),
      );
    }
    case 'ServiceSplitter':
      return (spec.splits ?? []).map(({ service }) => byName(name, service));
    case 'ServiceRouter':
      return (spec.routes ?? []).map(({ destination }) => byName(name, destination.service ?? name));
    default:
      return [];
  }
}

function byName(service: string, to: string): EmittedRoute {
  return { service, port: undefined, about: 'http', to, toPort: undefined };
}

function firstLabel(host: string): string {
  return host.split('.')[0] ?? '';
}

interface Route {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec?: {
    readonly hosts?: readonly string[];
    readonly http?: readonly VirtualRoute[];
    readonly tcp?: readonly VirtualRoute[];
    readonly parentRefs?: readonly { readonly kind: string; readonly name: string; readonly port: number }[];
    readonly rules?: readonly {
      readonly backendRefs?: readonly BackendRef[];
      readonly filters?: readonly { readonly requestMirror: { readonly backendRef: BackendRef } }[];
    }[];
    readonly splits?: readonly { readonly service: string }[];
    readonly routes?: readonly { readonly destination: { readonly service?: string } }[];
  };
}

interface VirtualRoute {
  readonly match?: readonly { readonly port?: number }[];
  readonly route: readonly VirtualDestination[];
  readonly mirrors?: readonly VirtualDestination[];
}

interface VirtualDestination {
  readonly destination: { readonly host: string; readonly port: { readonly number: number } };
}

interface BackendRef {
  readonly name: string;
  readonly port: number;
}
