import type { OpenEdge } from './open-edges';
import type { Shop } from './shop';

/** One intent, declared in one way. Every backend expresses it or refuses it; none may pass over it. */
export interface MeshCase {
  /** What is declared: `a timeout`. Names the cluster of the case, too. */
  readonly title: string;
  /** Path that a finding about it has: `traffic.timeout`. */
  readonly intent: string;
  /** Paths of what is declared beside it: a mesh that has none of that refuses it by its own name. */
  readonly besides?: readonly string[];
  /** Whether it protects something: then a refusal is an error, whatever `onUnsupported` says. */
  readonly security: boolean;
  readonly declare: (shop: Shop, onUnsupported: 'error' | 'warn') => unknown;
  /**
   * Whom the mesh then lets in besides, at which server of the shop: everybody else stays refused. Left out where the case
   * is not about that.
   */
  readonly letsIn?: readonly OpenEdge[];
  /**
   * Which ports the workloads that the case adds open to each other, at the layer of the network, at that of the mesh and over
   * both: `caller -> api:8080`. Left out where the case adds none.
   */
  readonly opens?: readonly string[];
  /** What the shop is compared with. @default the shop as it is */
  readonly without?: MeshCase['declare'];
  /** Where it holds by itself, so that nothing need be emitted or said: it asks for less than what is there anyway. */
  readonly holds?: 'without a mesh' | 'everywhere';
  /** Whether no mesh can express it, so that a backend that does not refuse it emits what has no effect. */
  readonly impossible?: boolean;
}
