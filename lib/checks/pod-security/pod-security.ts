import { parseLabels } from '../../manifest/objects/label-selector';
import { podTemplateOf } from '../../manifest/pods/pod-template';
import { podOwningKinds } from '../../manifest/pods/workload-kinds';
import type { Check } from '../check';
import { knownVersion, levelAndVersion, podSecurityModes } from './namespace-policy';
import { podSecurityViolations } from './pod-security-violations';

/** Every pod is admitted at the level of the Pod Security Standards that its namespace's labels enforce. */
export const podSecurity: Check = {
  id: 'pod-security',
  severity: 'error',
  profile: 'baseline',
  why:
    'The API server refuses such a pod. For a workload it says so in a warning at most, accepts the object, ' +
    'and the rollout then stands still without a single pod.',
  assumptions: ['A namespace without these labels, or outside of the tree, is at the level privileged.'],
  kinds: podOwningKinds,
  run: function* (object, { manifests, cluster }) {
    const template = podTemplateOf(object);
    if (template === undefined) return;
    const namespace = manifests.get({ group: '', kind: 'Namespace', namespace: '', name: template.namespace });
    const labels = parseLabels(namespace?.manifest.metadata.labels) ?? {};
    const reported = new Set<string>();
    for (const mode of podSecurityModes) {
      const { level, version } = levelAndVersion(labels, mode);
      const known = knownVersion(version, cluster.kubernetesVersion);
      const violations = podSecurityViolations(level, known, template.metadata, template.spec, template);
      for (const { message, path, fix } of violations) {
        if (reported.has(message)) continue;
        reported.add(message);
        const violates = mode === 'enforce' ? 'violates' : 'would violate';
        yield {
          path,
          message: `${violates} PodSecurity "${level}:${version}": ${message}`,
          fix,
          severity: mode === 'enforce' ? 'error' : 'warning',
        };
      }
    }
  },
};
