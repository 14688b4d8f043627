import { isAtLeast, type KubernetesVersion } from './kubernetes-version';
import type { MeshFacts } from './mesh-facts';

/** The first version that runs restartable init containers without being told to. */
const firstWith: KubernetesVersion = '1.29';

/** The first version with whose nodes Istio makes its proxies restartable init containers of its own accord. */
const firstTrustedByIstio: KubernetesVersion = '1.33';

/** The first minor versions that make their proxies restartable init containers without being told to. */
const firstMinor = { istio: 27, linkerd: 20 } as const;

/**
 * Whether the proxies of a mesh run as restartable init containers: what is said of the installation, else what the
 * product does on that version of Kubernetes; never where that does not know them.
 */
export function hasNativeSidecars(
  { product, version, nativeSidecars = 'auto' }: Pick<MeshFacts, 'product' | 'version'> & Partial<MeshFacts>,
  kubernetes: KubernetesVersion,
): boolean {
  if (!isAtLeast(kubernetes, firstWith)) return false;
  return nativeSidecars === 'auto' ? isDefault(product, version, kubernetes) : nativeSidecars;
}

function isDefault(product: MeshFacts['product'], version: string, kubernetes: KubernetesVersion): boolean {
  const minor = Number(version.split('.')[1]);
  switch (product) {
    case 'istio':
      return minor >= firstMinor.istio && isAtLeast(kubernetes, firstTrustedByIstio);
    case 'linkerd':
      return minor >= firstMinor.linkerd;
    default:
      return false;
  }
}
