import type { Field } from '../../../manifest/objects/field';
import { forbidden, required } from '../../field-error';
import type { Problem } from '../../finding';
import { patternProblems } from './pattern';

/** What a patch of each kind of configuration is matched by. */
const matchedBy: Readonly<Record<string, string>> = {
  LISTENER: 'listener',
  FILTER_CHAIN: 'listener',
  NETWORK_FILTER: 'listener',
  HTTP_FILTER: 'listener',
  ROUTE_CONFIGURATION: 'routeConfiguration',
  VIRTUAL_HOST: 'routeConfiguration',
  HTTP_ROUTE: 'routeConfiguration',
  CLUSTER: 'cluster',
};

const connectionManagers = ['envoy.filters.network.http_connection_manager', 'envoy.http_connection_manager'];

/** A patch says what it changes, how, and with what; Istio judges none of a waypoint. */
export function* envoyPatchProblems(patch: Field): Iterable<Problem> {
  const [match, change] = [patch.at('match'), patch.at('patch')];
  if (match.at('context').text === 'WAYPOINT') return;
  const operation = change.at('operation').text ?? 'INVALID';
  if ((patch.at('applyTo').text ?? 'INVALID') === 'INVALID')
    yield required(patch.at('applyTo'), '', 'say what is patched');
  else if (!change.isSet) yield required(change, '', 'say what is changed');
  else if (operation === 'INVALID') yield required(change.at('operation'), '', 'say how it is changed');
  else if (operation !== 'REMOVE' && !change.at('value').isSet) {
    yield required(change.at('value'), `${operation} needs a value`, 'say what is put there');
  } else yield* matchProblems(match, patch.at('applyTo').text ?? '');
}

function* matchProblems(match: Field, applyTo: string): Iterable<Problem> {
  const version = match.at('proxy', 'proxyVersion');
  // A longer one is ignored.
  if ((version.text ?? '') !== '' && (version.text ?? '').length <= 1024) yield* patternProblems(version);
  const wanted = matchedBy[applyTo];
  const other = ['listener', 'routeConfiguration', 'cluster', 'waypoint']
    .map((name) => match.at(name))
    .find(({ isSet, name }) => isSet && name !== wanted);
  if (wanted !== undefined && other !== undefined && !match.at(wanted).isSet) {
    yield forbidden(other, `${applyTo} is matched by ${wanted}`, `use ${wanted}, or leave it out`);
  }
  if (wanted === 'listener') yield* filterProblems(match.at('listener', 'filterChain', 'filter'), applyTo);
}

function* filterProblems(filter: Field, applyTo: string): Iterable<Problem> {
  const [name, subFilter] = [filter.at('name'), filter.at('subFilter')];
  if (!filter.isSet) return;
  if ((name.text ?? '') === '') yield required(name, '', 'name the filter');
  else if (subFilter.isSet && applyTo !== 'HTTP_FILTER') yield forbidden(subFilter, 'is for HTTP_FILTER', 'remove it');
  else if (subFilter.isSet && !connectionManagers.includes(name.text ?? '')) {
    yield forbidden(
      subFilter,
      `only ${connectionManagers[0] ?? ''} has filters of its own`,
      'correct the name of the filter',
    );
  } else if (subFilter.isSet && (subFilter.at('name').text ?? '') === '')
    yield required(subFilter.at('name'), '', 'name the filter');
}
