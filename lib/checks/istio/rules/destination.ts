import type { Field } from '../../../manifest/objects/field';
import { invalid, required } from '../../field-error';
import type { Problem } from '../../finding';
import { hostProblems, isDnsLabel } from './host-name';
import { portNumberProblems } from './port';

/** Where requests go: a host, and perhaps one of its subsets and ports. */
export function* destinationProblems(destination: Field): Iterable<Problem> {
  const [host, subset, port] = [destination.at('host'), destination.at('subset'), destination.at('port')];
  if (host.text === '*') yield invalid(host, 'requests go to one host', 'name the Service');
  else yield* hostProblems(host, 'name the Service');
  if ((subset.text ?? '') !== '') yield* subsetNameProblems(subset);
  if (port.isSet) yield* portNumberProblems(port.at('number'));
}

export function* subsetNameProblems(name: Field): Iterable<Problem> {
  if ((name.text ?? '') === '') yield required(name, '', 'name the subset');
  else if (!isDnsLabel(name.text ?? '')) {
    yield invalid(
      name,
      'must be letters, digits and "-", at most 63, with a letter or digit at both ends',
      'rename the subset',
    );
  }
}
