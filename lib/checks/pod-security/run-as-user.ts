import { exceptInUserNamespace, type Control, type Offence, type ReviewedPod } from './control';
import { setters } from './wording';

/** No container may be told to run as user 0. */
export const runAsUser: Control = {
  id: 'runAsUser',
  level: 'restricted',
  fix: 'set securityContext.runAsUser to another user than 0, or leave it out',
  versions: [
    { since: 23, evaluate: nobodyIsRoot },
    { since: 35, evaluate: exceptInUserNamespace(nobodyIsRoot) },
  ],
};

function nobodyIsRoot({ securityContext, containers }: ReviewedPod): Offence | undefined {
  const ofPod = securityContext.at('runAsUser');
  const bad = containers.filter((container) => container.securityContext.at('runAsUser').value === 0);
  const field = ofPod.value === 0 ? ofPod : bad[0]?.securityContext.at('runAsUser');
  if (field === undefined) return undefined;
  return { reason: 'runAsUser=0', detail: `${setters(ofPod.value === 0, bad)} must not set runAsUser=0`, field };
}
