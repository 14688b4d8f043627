import type { Control, Offence, ReviewedPod } from './control';
import { named } from './wording';

/** No container may be privileged: such a container can do on the node whatever root can. */
export const privileged: Control = {
  id: 'privileged',
  level: 'baseline',
  fix: 'remove securityContext.privileged',
  versions: [{ since: 0, evaluate: noContainerIsPrivileged }],
};

function noContainerIsPrivileged({ containers }: ReviewedPod): Offence | undefined {
  const bad = containers.filter(({ securityContext }) => securityContext.at('privileged').value === true);
  const [first] = bad;
  if (first === undefined) return undefined;
  return {
    reason: 'privileged',
    detail: `${named(bad)} must not set securityContext.privileged=true`,
    field: first.securityContext.at('privileged'),
  };
}
