import type { Control, Offence, ReviewedPod } from './control';
import { setters } from './wording';

/** No Windows container may run as a process of its node. */
export const windowsHostProcess: Control = {
  id: 'windowsHostProcess',
  level: 'baseline',
  fix: 'remove securityContext.windowsOptions.hostProcess',
  versions: [{ since: 0, evaluate: noContainerIsHostProcess }],
};

function noContainerIsHostProcess({ securityContext, containers }: ReviewedPod): Offence | undefined {
  const ofPod = securityContext.at('windowsOptions', 'hostProcess');
  const bad = containers.filter(
    (container) => container.securityContext.at('windowsOptions', 'hostProcess').value === true,
  );
  const field = ofPod.value === true ? ofPod : bad[0]?.securityContext.at('windowsOptions', 'hostProcess');
  if (field === undefined) return undefined;
  return {
    reason: 'hostProcess',
    detail: `${setters(ofPod.value === true, bad)} must not set securityContext.windowsOptions.hostProcess=true`,
    field,
  };
}
