import { exceptOnWindows, type Control, type Offence, type ReviewedPod } from './control';
import { named } from './wording';

/** No process may gain more privileges than its parent, as programs with a set-user-ID bit do. */
export const allowPrivilegeEscalation: Control = {
  id: 'allowPrivilegeEscalation',
  level: 'restricted',
  fix: 'set securityContext.allowPrivilegeEscalation: false on every container',
  versions: [
    { since: 8, evaluate: everyContainerForbidsIt },
    { since: 25, evaluate: exceptOnWindows(everyContainerForbidsIt) },
  ],
};

function everyContainerForbidsIt({ containers }: ReviewedPod): Offence | undefined {
  const bad = containers.filter(
    ({ securityContext }) => securityContext.at('allowPrivilegeEscalation').value !== false,
  );
  const [first] = bad;
  if (first === undefined) return undefined;
  return {
    reason: 'allowPrivilegeEscalation != false',
    detail: `${named(bad)} must set securityContext.allowPrivilegeEscalation=false`,
    field: first.securityContext.at('allowPrivilegeEscalation'),
  };
}
