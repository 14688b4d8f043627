import type { MeshFacts } from '../fleet/mesh-facts';
import { istioLabels } from './istio';
import { linkerdInject } from './linkerd';

/** What a namespace says so that all of its pods take part in a mesh. */
export interface NamespaceMarker {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

const none: NamespaceMarker = { labels: {}, annotations: {} };

/** The marker of a cluster's mesh; nothing where there is no mesh, or where only pods can say that they take part. */
export function meshNamespaceMarker(mesh: MeshFacts | undefined): NamespaceMarker {
  switch (mesh?.product) {
    case 'istio':
      if (mesh.mode === 'ambient') return { ...none, labels: { [istioLabels.dataplaneMode]: 'ambient' } };
      return {
        ...none,
        labels:
          mesh.revision === undefined
            ? { [istioLabels.injection]: 'enabled' }
            : { [istioLabels.revision]: mesh.revision },
      };
    case 'linkerd':
      return { ...none, annotations: { [linkerdInject]: 'enabled' } };
    case 'consul':
    case undefined:
      return none;
  }
}
