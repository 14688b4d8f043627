import type { Control, Offence, ReviewedPod } from './control';
import { distinct, named, quoted } from './wording';

const defaultCapabilities: readonly string[] = [
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
];

/** Containers may add no Linux capability beyond those that a container runtime gives by default. */
export const capabilitiesBaseline: Control = {
  id: 'capabilities_baseline',
  level: 'baseline',
  fix: 'remove the capabilities from securityContext.capabilities.add',
  versions: [{ since: 0, evaluate: onlyDefaultCapabilitiesAreAdded }],
};

function onlyDefaultCapabilitiesAreAdded(pod: ReviewedPod): Offence | undefined {
  const added = addedBeyond(pod, defaultCapabilities);
  return added && { reason: 'non-default capabilities', detail: added.detail, field: added.field };
}

/** What containers add besides the allowed capabilities, in words. */
export function addedBeyond(
  { containers }: ReviewedPod,
  allowed: readonly string[],
): Omit<Offence, 'reason'> | undefined {
  const forbidden = containers.flatMap((container) =>
    container.securityContext
      .at('capabilities', 'add')
      .items()
      .filter((capability) => !allowed.includes(capability.text ?? ''))
      .map((capability) => ({ container, capability })),
  );
  const [first] = forbidden;
  if (first === undefined) return undefined;
  const who = [...new Set(forbidden.map(({ container }) => container))];
  const what = distinct(forbidden.map(({ capability }) => capability.text ?? ''));
  return {
    detail: `${named(who)} must not include ${quoted(what)} in securityContext.capabilities.add`,
    field: first.capability,
  };
}
