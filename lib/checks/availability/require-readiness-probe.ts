import { Field } from '../../manifest/objects/field';
import { longRunningKinds } from '../../manifest/pods/workload-kinds';
import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import { podTemplateOf } from '../../manifest/pods/pod-template';
import { servicesSelecting } from '../../manifest/network/selecting-services';
import type { Check } from '../check';

/** Pods that a Service sends traffic to say when they are ready for it. */
export const requireReadinessProbe: Check = {
  id: 'require-readiness-probe',
  severity: 'warning',
  profile: 'production',
  why: 'Traffic arrives as soon as the process runs, before it listens: each rollout and each new Pod loses requests.',
  kinds: longRunningKinds,
  run: function* (object, { manifests }) {
    const pod = podTemplateOf(object);
    const [service] = servicesSelecting(manifests, object);
    if (pod === undefined || service === undefined) return;
    const spec = Field.at(pod.specPath, pod.spec);
    const containers = spec.at('containers').items();
    const gates = spec.at('readinessGates').items();
    if (gates.length > 0 || containers.some((container) => container.at('readinessProbe').isSet)) return;
    yield {
      path: containers[0]?.at('readinessProbe').path ?? spec.at('containers').path,
      message: `Required value: ${formatIdentity(identityOf(service.manifest))} sends traffic to these Pods`,
      fix: 'add a readinessProbe to the container that serves it',
    };
  },
};
