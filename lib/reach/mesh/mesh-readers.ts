import { consulReader } from './consul/consul-reader';
import { istioReader } from './istio/istio-reader';
import { linkerdReader } from './linkerd/linkerd-reader';
import type { MeshReader } from './mesh-tree';

/** Every mesh whose policies are understood, sorted by name. */
export const meshReaders: readonly MeshReader[] = [consulReader, istioReader, linkerdReader];
