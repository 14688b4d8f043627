import { Field } from '../../manifest/objects/field';
import { invalid } from '../field-error';
import type { Check } from '../check';

/** The version of a Pod Security Standard is pinned. */
export const noLatestPodSecurity: Check = {
  id: 'no-latest-pod-security',
  severity: 'warning',
  profile: 'production',
  why: 'With an upgrade of the cluster the standard may grow stricter, and Pods that ran before are refused.',
  kinds: ['Namespace'],
  *run({ manifest }, { cluster: { kubernetesVersion } }) {
    for (const mode of ['enforce', 'audit', 'warn']) {
      const version = Field.root(manifest).at('metadata', 'labels').entry(`pod-security.kubernetes.io/${mode}-version`);
      if (version.text !== 'latest') continue;
      yield invalid(version, 'it changes with the version of the cluster', `pin it: v${kubernetesVersion}`);
    }
  },
};
