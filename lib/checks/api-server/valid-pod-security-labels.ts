import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { invalid } from '../field-error';
import { isLevel, isVersion, podSecurityModes } from '../pod-security/namespace-policy';

/** The Pod Security labels of a namespace name a level and a version that exist. */
export const validPodSecurityLabels: Check = {
  id: 'valid-pod-security-labels',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server rejects a namespace whose Pod Security labels it cannot read.',
  kinds: ['Namespace'],
  run: function* ({ manifest }) {
    const labels = Field.root(manifest).at('metadata', 'labels');
    for (const mode of podSecurityModes) {
      const level = labels.entry(`pod-security.kubernetes.io/${mode}`);
      if (level.text !== undefined && !isLevel(level.text)) {
        yield invalid(level, 'must be one of privileged, baseline, restricted', 'set one of the three levels');
      }
      const version = labels.entry(`pod-security.kubernetes.io/${mode}-version`);
      if (version.text !== undefined && !isVersion(version.text)) {
        yield invalid(version, 'must be "latest" or "v1.x"', 'write the version as v1.34, or latest');
      }
    }
  },
};
