import { addedBeyond, capabilitiesBaseline } from './capabilities-baseline';
import { exceptOnWindows, type Control, type Offence, type ReviewedPod } from './control';
import { named } from './wording';

/** Containers give up every Linux capability; binding a port below 1024 may be added back. */
export const capabilitiesRestricted: Control = {
  id: 'capabilities_restricted',
  level: 'restricted',
  fix: 'set securityContext.capabilities: { drop: [ALL] } on every container, and add nothing but NET_BIND_SERVICE',
  versions: [
    { since: 22, overrides: capabilitiesBaseline.id, evaluate: allAreDropped },
    { since: 25, overrides: capabilitiesBaseline.id, evaluate: exceptOnWindows(allAreDropped) },
  ],
};

function allAreDropped(pod: ReviewedPod): Offence | undefined {
  const missing = pod.containers.filter(
    ({ securityContext }) =>
      !securityContext
        .at('capabilities', 'drop')
        .items()
        .some(({ value }) => value === 'ALL'),
  );
  const added = addedBeyond(pod, ['NET_BIND_SERVICE']);
  const field = missing[0]?.securityContext.at('capabilities', 'drop') ?? added?.field;
  if (field === undefined) return undefined;
  const details = [
    ...(missing.length === 0 ? [] : [`${named(missing)} must set securityContext.capabilities.drop=["ALL"]`]),
    ...(added === undefined ? [] : [added.detail]),
  ];
  return { reason: 'unrestricted capabilities', detail: details.join('; '), field };
}
