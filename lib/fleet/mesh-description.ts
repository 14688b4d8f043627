import { consulDefaults } from './consul';
import { istioDefaults } from './istio';
import { linkerdDefaults } from './linkerd';
import type { ConsulFacts, IstioFacts, LinkerdFacts, MeshFacts } from './mesh-facts';

type Described<Facts extends MeshFacts> = Pick<Facts, 'product' | 'version'> & Partial<Facts>;

/** A mesh as a file describes it: product, version, and what this installation does differently from the default one. */
export type MeshDescription = Described<IstioFacts> | Described<LinkerdFacts> | Described<ConsulFacts>;

/** The defaults of each mesh that a cluster may run. */
export const meshDefaults = { istio: istioDefaults, linkerd: linkerdDefaults, consul: consulDefaults };

/** All that is known of the mesh that a file describes. */
export function meshFrom(description: MeshDescription): MeshFacts {
  switch (description.product) {
    case 'istio':
      return { ...istioDefaults, ...description };
    case 'linkerd':
      return { ...linkerdDefaults, ...description };
    case 'consul':
      return { ...consulDefaults, ...description };
  }
}
