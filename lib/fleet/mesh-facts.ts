import { hasNativeSidecars } from './native-sidecars';
import { consulDefaults, consulShape, consulVersion, type ConsulFacts } from './consul';
import { differences } from './differences';
import { istioDefaults, istioShape, istioVersion, type IstioFacts } from './istio';
import { newestKubernetesVersion, type KubernetesVersion } from './kubernetes-version';
import { linkerdDefaults, linkerdShape, linkerdVersion, type LinkerdFacts } from './linkerd';
import { mustBe, variantsOf, type Shape } from './shape';

/** The service mesh of a cluster: decides which kinds and API versions are emitted, and what must be refused. */
export type MeshFacts = ConsulFacts | IstioFacts | LinkerdFacts;

/** Name of a mesh that a cluster may run. */
export type MeshProduct = MeshFacts['product'];

type Described<Facts extends MeshFacts> = Pick<Facts, 'product' | 'version'> & Partial<Facts>;

/** A mesh as a file describes it: product, version, and what this installation does differently from the default one. */
export type MeshDescription = Described<ConsulFacts> | Described<IstioFacts> | Described<LinkerdFacts>;

/** How the facts of a mesh are checked. */
export const meshShape = variantsOf('product', {
  consul: consulShape,
  istio: istioShape,
  linkerd: linkerdShape,
} satisfies Readonly<Record<MeshProduct, unknown>>);

const versions = { consul: consulVersion, istio: istioVersion, linkerd: linkerdVersion } satisfies Readonly<
  Record<MeshProduct, unknown>
>;

/** How the mesh of a cluster is checked where a program says it: its version must be known here, too. */
export const declaredMeshShape: Shape = (value, path) => {
  const product = products.find((name) => name === value);
  if (product !== undefined)
    return mustBe(
      path,
      value,
      'what its function says',
      `write ${product}({ version: '…' }), by the function of that name`,
    );
  const problem = meshShape(value, path);
  if (problem !== undefined || !isDescription(value)) return problem;
  return versions[value.product](value.version, `${path}.version`);
};

const products: readonly MeshProduct[] = ['consul', 'istio', 'linkerd'];

function isDescription(value: unknown): value is MeshDescription {
  return meshShape(value, '') === undefined;
}

/** All that is known of the mesh that somebody describes, in a cluster of a Kubernetes version. */
export function meshFrom(
  description: MeshDescription,
  kubernetes: KubernetesVersion = newestKubernetesVersion,
): MeshFacts {
  const nativeSidecars = hasNativeSidecars(description, kubernetes);
  switch (description.product) {
    case 'consul':
      return { ...consulDefaults, ...description, nativeSidecars };
    case 'istio':
      return { ...istioDefaults, ...description, nativeSidecars };
    case 'linkerd':
      return { ...linkerdDefaults, ...description, nativeSidecars };
  }
}

/** Product and version of a mesh, and what its installation does differently from the default one. */
export function describeMesh(
  { product, version, ...options }: MeshFacts,
  kubernetes: KubernetesVersion = newestKubernetesVersion,
): object {
  const usual = { consul: consulDefaults, istio: istioDefaults, linkerd: linkerdDefaults }[product];
  const nativeSidecars = hasNativeSidecars({ product, version }, kubernetes);
  return { product, version, ...differences(options, { ...usual, nativeSidecars }) };
}
