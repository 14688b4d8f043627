import type { Field } from '../../manifest/objects/field';
import type { Control, Offence, ReviewedPod } from './control';
import { distinct, plural, quoted, setters } from './wording';

const annotationPrefix = 'container.apparmor.security.beta.kubernetes.io/';

/** The AppArmor profile of the container runtime may be replaced by one of the node's, never switched off. */
export const appArmorProfile: Control = {
  id: 'appArmorProfile',
  level: 'baseline',
  fix: 'leave the profile out, or set it to RuntimeDefault or Localhost',
  versions: [{ since: 0, evaluate: noProfileIsSwitchedOff }],
};

function noProfileIsSwitchedOff({ metadata, securityContext, containers }: ReviewedPod): Offence | undefined {
  const ofPod = securityContext.at('appArmorProfile');
  const badPod = isForbidden(ofPod) ? [ofPod.at('type')] : [];
  const badContainers = containers.filter((container) => isForbidden(container.securityContext.at('appArmorProfile')));
  const badTypes = [
    ...badPod,
    ...badContainers.map((container) => container.securityContext.at('appArmorProfile', 'type')),
  ];
  const badAnnotations = metadata
    .at('annotations')
    .entries()
    .filter(([key, value]) => key.startsWith(annotationPrefix) && isForbiddenAnnotation(value.text ?? ''));
  const values = [
    ...distinct(badTypes.map((type) => type.text ?? '')),
    ...distinct(badAnnotations.map(([key, value]) => `${key}=${JSON.stringify(value.text ?? '')}`)),
  ];
  const field = badTypes[0] ?? badAnnotations[0]?.[1];
  if (field === undefined) return undefined;
  const who = [
    ...(badTypes.length === 0 ? [] : [setters(badPod.length > 0, badContainers)]),
    ...(badAnnotations.length === 0 ? [] : [plural(badAnnotations.length, 'annotation')]),
  ];
  return {
    reason: plural(values.length, 'forbidden AppArmor profile'),
    detail: `${who.join(' and ')} must not set AppArmor profile type to ${quoted(values)}`,
    field,
  };
}

function isForbidden(profile: Field): boolean {
  const type = profile.at('type').value;
  return profile.isSet && type !== 'RuntimeDefault' && type !== 'Localhost';
}

function isForbiddenAnnotation(value: string): boolean {
  return value !== '' && value !== 'runtime/default' && !value.startsWith('localhost/');
}
