import { exceptInUserNamespace, type Control, type Offence, type ReviewedPod } from './control';
import { distinct, named, quoted } from './wording';

/** What the container runtime hides of `/proc` stays hidden. */
export const procMount: Control = {
  id: 'procMount',
  level: 'baseline',
  fix: 'remove securityContext.procMount, or run the pod in a user namespace (hostUsers: false, baseline since v1.35)',
  versions: [
    { since: 0, evaluate: procStaysMasked },
    { since: 35, evaluate: exceptInUserNamespace(procStaysMasked) },
  ],
};

export function procStaysMasked({ containers }: ReviewedPod): Offence | undefined {
  const bad = containers.filter(({ securityContext }) => {
    const mount = securityContext.at('procMount');
    return mount.isSet && mount.value !== 'Default';
  });
  const [first] = bad;
  if (first === undefined) return undefined;
  const types = distinct(bad.map(({ securityContext }) => securityContext.at('procMount').text ?? ''));
  return {
    reason: 'procMount',
    detail: `${named(bad)} must not set securityContext.procMount to ${quoted(types)}`,
    field: first.securityContext.at('procMount'),
  };
}
