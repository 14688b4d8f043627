import type { Field } from '../../../manifest/objects/field';
import { isFilled } from './is-filled';

/** What tells the destinations of the two versions apart: subsets of one host, or hosts. */
export interface Split {
  readonly by: 'subset' | 'host';
  /** The stable one and the canary. */
  readonly names: readonly string[];
}

export function splitOf(canary: Field): Split {
  const rule = canary.at('trafficRouting', 'istio', 'destinationRule');
  if (rule.isSet) return { by: 'subset', names: textsOf(rule, ['stableSubsetName', 'canarySubsetName']) };
  const hasRoles = isFilled(canary.at('stableService')) || isFilled(canary.at('canaryService'));
  if (canary.at('pingPong').isSet && !hasRoles)
    return { by: 'host', names: textsOf(canary.at('pingPong'), ['pingService', 'pongService']) };
  return { by: 'host', names: textsOf(canary, ['stableService', 'canaryService']) };
}

/** Whether a route has a destination for each of both. */
export function isSplit(route: Field, { by, names }: Split): boolean {
  const destinations = route
    .at('route')
    .items()
    .map((each) => each.at('destination'));
  const known = destinations.map((each) => (by === 'subset' ? each.at('subset').text : hostOf(each)) ?? '');
  return names.every((name) => name !== '' && known.includes(name));
}

/** The name of a Service, also where its namespace and domain are written. */
function hostOf(destination: Field): string | undefined {
  return destination.at('host').text?.split('.')[0];
}

function textsOf(field: Field, names: readonly string[]): readonly string[] {
  return names.map((name) => field.at(name).text ?? '');
}
