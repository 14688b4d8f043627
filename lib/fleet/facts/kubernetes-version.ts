import { kubernetesVersions, type KubernetesVersion } from '../kubernetes-version';
import { oneOf } from '../shape';
import type { Fact } from './fact';

/** What the API server is. */
export interface KubernetesVersionFact {
  /**
   * Kubernetes minor version of the API server. Decides which fields and API versions may be emitted.
   * An unknown one throws.
   */
  readonly kubernetesVersion: KubernetesVersion;
}

export const kubernetesVersionFact: Fact<KubernetesVersionFact, KubernetesVersionFact> = {
  props: { kubernetesVersion: oneOf(...kubernetesVersions) },
  lines: { 'kubernetesVersion?': oneOf(...kubernetesVersions) },
  resolve: ({ kubernetesVersion }) => ({ kubernetesVersion }),
  describe: ({ kubernetesVersion }) => ({ kubernetesVersion }),
};
