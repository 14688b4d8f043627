import { istioReader } from './istio/istio-reader';
import type { MeshReader } from './mesh-tree';

/** Every mesh whose policies are understood, sorted by name. */
export const meshReaders: readonly MeshReader[] = [istioReader];
