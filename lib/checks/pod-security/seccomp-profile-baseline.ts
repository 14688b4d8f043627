import type { Field } from '../../manifest/objects/field';
import type { Control, Offence, ReviewedPod } from './control';
import { distinct, plural, quoted, setters } from './wording';

const podAnnotation = 'seccomp.security.alpha.kubernetes.io/pod';
const containerAnnotationPrefix = 'container.seccomp.security.alpha.kubernetes.io/';

/** The filter of system calls may not be switched off. */
export const seccompProfileBaseline: Control = {
  id: 'seccompProfile_baseline',
  level: 'baseline',
  fix: 'leave seccompProfile out, or set its type to RuntimeDefault or Localhost',
  versions: [
    { since: 0, evaluate: annotationsAllowed },
    { since: 19, evaluate: noFilterIsSwitchedOff },
  ],
};

function annotationsAllowed({ metadata, containers }: ReviewedPod): Offence | undefined {
  const keys = [podAnnotation, ...containers.map(({ name }) => `${containerAnnotationPrefix}${name}`)];
  const bad = keys
    .map((key) => metadata.at('annotations').entry(key))
    .filter(({ text }) => text !== undefined && !isAllowedAnnotation(text));
  const [first] = bad;
  if (first === undefined) return undefined;
  const settings = distinct(bad.map(({ name, text }) => `${name}=${JSON.stringify(text)}`));
  return {
    reason: 'seccompProfile',
    detail: `forbidden ${plural(settings.length, 'annotation')} ${settings.join(', ')}`,
    field: first,
  };
}

function isAllowedAnnotation(value: string): boolean {
  return value === 'runtime/default' || value === 'docker/default' || value.startsWith('localhost/');
}

/** A profile that is set, on the pod or on a container, is the runtime's or one of the node's. */
export function noFilterIsSwitchedOff({ securityContext, containers }: ReviewedPod): Offence | undefined {
  const ofPod = securityContext.at('seccompProfile');
  const badPod = isForbidden(ofPod) ? [ofPod.at('type')] : [];
  const bad = containers.filter((container) => isForbidden(container.securityContext.at('seccompProfile')));
  const types = [...badPod, ...bad.map((container) => container.securityContext.at('seccompProfile', 'type'))];
  const [first] = types;
  if (first === undefined) return undefined;
  const values = quoted(distinct(types.map(({ text }) => text ?? '')));
  return {
    reason: 'seccompProfile',
    detail: `${setters(badPod.length > 0, bad)} must not set securityContext.seccompProfile.type to ${values}`,
    field: first,
  };
}

function isForbidden(profile: Field): boolean {
  const type = profile.at('type').value;
  return profile.isSet && type !== 'RuntimeDefault' && type !== 'Localhost';
}
