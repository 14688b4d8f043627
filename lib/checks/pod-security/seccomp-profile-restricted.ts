import { exceptOnWindows, type Control, type Offence, type ReviewedPod } from './control';
import { noFilterIsSwitchedOff, seccompProfileBaseline } from './seccomp-profile-baseline';
import { named } from './wording';

/** Every container runs with a filter of system calls. */
export const seccompProfileRestricted: Control = {
  id: 'seccompProfile_restricted',
  level: 'restricted',
  fix: 'set securityContext.seccompProfile: { type: RuntimeDefault } on the pod',
  versions: [
    { since: 19, overrides: seccompProfileBaseline.id, evaluate: everyContainerIsFiltered },
    { since: 25, overrides: seccompProfileBaseline.id, evaluate: exceptOnWindows(everyContainerIsFiltered) },
  ],
};

function everyContainerIsFiltered(pod: ReviewedPod): Offence | undefined {
  const switchedOff = noFilterIsSwitchedOff(pod);
  if (switchedOff !== undefined) return switchedOff;
  const ofPod = pod.securityContext.at('seccompProfile');
  const silent = pod.containers.filter((container) => !container.securityContext.at('seccompProfile').isSet);
  if (ofPod.isSet || silent.length === 0) return undefined;
  return {
    reason: 'seccompProfile',
    detail: `pod or ${named(silent)} must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"`,
    field: ofPod.at('type'),
  };
}
