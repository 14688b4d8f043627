import { Field } from '../../manifest/objects/field';
import { identityOf } from '../../manifest/objects/object-identity';
import type { Check } from '../check';

/** A namespace with workloads says which Pods the API server may let in. */
export const requirePodSecurityLevel: Check = {
  id: 'require-pod-security-level',
  severity: 'warning',
  profile: 'production',
  why: 'Without a level every Pod is let in: privileged ones, and those that mount the disk of the node or share its network.',
  kinds: ['Namespace'],
  run: function* ({ manifest }, { manifests }) {
    const { name } = identityOf(manifest);
    if (manifests.pods(name).length === 0) return;
    const level = Field.root(manifest).at('metadata', 'labels').entry('pod-security.kubernetes.io/enforce');
    if (level.isSet) return;
    const message = `Required value: any Pod is let into namespace ${name}`;
    yield { path: level.path, message, fix: 'set it to restricted, or to baseline where that is too much' };
  },
};
