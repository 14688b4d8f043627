import { nearestName } from './near-miss';

/** What to write for the name of a time zone that is none: the zone that it is nearest to, where there is one. */
export function timeZoneFix(name: string): string {
  const meant = nearestName(name, ['UTC', 'Etc/UTC', ...Intl.supportedValuesOf('timeZone')]);
  return meant === undefined ? 'use a name of the IANA list, such as Europe/Berlin' : `write "${meant}"`;
}
