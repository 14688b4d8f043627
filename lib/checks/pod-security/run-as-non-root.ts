import { exceptInUserNamespace, type Control, type Offence, type ReviewedPod } from './control';
import { named, setters } from './wording';

/** The kubelet must refuse to start an image that runs as root. */
export const runAsNonRoot: Control = {
  id: 'runAsNonRoot',
  level: 'restricted',
  fix: 'set securityContext.runAsNonRoot: true on the pod, and nowhere false',
  versions: [
    { since: 0, evaluate: nobodyRunsAsRoot },
    { since: 35, evaluate: exceptInUserNamespace(nobodyRunsAsRoot) },
  ],
};

function nobodyRunsAsRoot({ securityContext, containers }: ReviewedPod): Offence | undefined {
  const ofPod = securityContext.at('runAsNonRoot');
  const allowing = containers.filter((container) => container.securityContext.at('runAsNonRoot').value === false);
  const explicit = ofPod.value === false ? ofPod : allowing[0]?.securityContext.at('runAsNonRoot');
  if (explicit !== undefined) {
    return {
      reason: 'runAsNonRoot != true',
      detail: `${setters(ofPod.value === false, allowing)} must not set securityContext.runAsNonRoot=false`,
      field: explicit,
    };
  }
  const silent = containers.filter((container) => !container.securityContext.at('runAsNonRoot').isSet);
  if (ofPod.value === true || silent.length === 0) return undefined;
  return {
    reason: 'runAsNonRoot != true',
    detail: `pod or ${named(silent)} must set securityContext.runAsNonRoot=true`,
    field: ofPod,
  };
}
