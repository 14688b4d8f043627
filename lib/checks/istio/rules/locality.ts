import type { Field } from '../../../manifest/objects/field';
import { forbidden, invalid } from '../../field-error';
import type { Problem } from '../../finding';

const topologyLabels = ['topology.kubernetes.io/region', 'topology.kubernetes.io/zone', 'topology.istio.io/subzone'];

/** Where requests go by region, zone and sub-zone: shares, or what follows what when a place fails. */
export function* localityProblems(locality: Field): Iterable<Problem> {
  const [shares, failovers] = [locality.at('distribute'), locality.at('failover')];
  if (shares.items().length > 0 && failovers.items().length > 0) {
    yield forbidden(shares, 'may not be set together with failover', 'keep one of the two');
  } else if (failovers.items().length > 0) {
    yield* topologyProblems(locality.at('failoverPriority'), 'failover has the regions already');
  }
  for (const share of shares.items()) yield* shareProblems(share);
  yield* placeProblems(shares.items().map((share) => [share.at('from').text ?? '', share.at('from')]));
  yield* failoverProblems(failovers);
}

/** The same of balancing by zones, which knows regions and zones by itself. */
export function* zoneAwareProblems(zoneAware: Field): Iterable<Problem> {
  yield* topologyProblems(zoneAware.at('failoverPriority'), 'regions and zones are followed already');
  yield* failoverProblems(zoneAware.at('failover'));
}

function* topologyProblems(priority: Field, rule: string): Iterable<Problem> {
  for (const label of priority.items()) {
    if (topologyLabels.includes(label.text ?? '')) yield forbidden(label, rule, 'name another label');
  }
}

function* shareProblems(share: Field): Iterable<Problem> {
  const weights = share.at('to').entries();
  for (const [, weight] of weights) {
    const number = weight.number ?? 0;
    if (number < 1 || number > 100) yield invalid(weight, 'must be between 1 and 100', 'write a percentage');
  }
  const sum = weights.reduce((total, [, weight]) => total + (weight.number ?? 0), 0);
  if (sum !== 100) yield invalid(share.at('to'), 'the weights must add up to 100', 'correct the weights', sum);
  // In this order a wider place comes before those within it.
  yield* placeProblems([...weights].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Places are named in full, and none lies within one that was named before it. */
function* placeProblems(places: readonly (readonly [place: string, field: Field])[]): Iterable<Problem> {
  const regions = new Map<string, Map<string, Set<string>>>();
  for (const [place, field] of places) {
    const [region = '', zone, ...more] = place.split('/');
    const subzone = more.length === 0 ? undefined : more.join('/');
    if (region === '' || zone === '' || subzone === '') {
      yield invalid(
        field,
        'a region, zone or sub-zone is empty',
        'write region, region/zone or region/zone/subzone',
        place,
      );
    } else if (place.slice(0, -1).includes('*')) {
      yield invalid(field, '"*" stands at the end', 'write for instance region/*', place);
    } else if (isNamed(regions, region, zone, subzone)) {
      yield invalid(field, 'lies in a place that is named already, or has one in it', 'name each place once', place);
    } else {
      const zones = regions.get(region) ?? new Map<string, Set<string>>();
      const subzones = zones.get(zone ?? '*') ?? new Set<string>();
      regions.set(region, zones.set(zone ?? '*', subzones.add(subzone ?? '*')));
    }
  }
}

function isNamed(
  regions: ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>,
  region: string,
  zone: string | undefined,
  subzone: string | undefined,
): boolean {
  const zones = regions.get(region);
  if (regions.has('*')) return true;
  if (zones === undefined) return false;
  if (zone === undefined || zones.has('*')) return true;
  const subzones = zones.get(zone);
  if (subzones === undefined) return false;
  return subzone === undefined || subzones.has('*');
}

function* failoverProblems(failovers: Field): Iterable<Problem> {
  for (const failover of failovers.items()) {
    const [from, to] = [failover.at('from'), failover.at('to')];
    for (const field of [from, to]) {
      if (field.text?.includes('/') === true)
        yield invalid(field, 'must be a region alone', 'use failoverPriority for zones');
      if (field.text?.includes('*') === true) yield invalid(field, 'must be one region', 'name the region');
    }
    if ((from.text ?? '') === (to.text ?? ''))
      yield invalid(to, 'must be another region', 'name where requests go instead');
  }
}
