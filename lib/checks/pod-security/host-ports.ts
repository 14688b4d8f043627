import type { Container } from '../../manifest/pods/containers';
import type { Field } from '../../manifest/objects/field';
import type { Control, Offence, ReviewedPod } from './control';
import { distinct, named, plural } from './wording';

/** A pod may not listen on a port of its node. */
export const hostPorts: Control = {
  id: 'hostPorts',
  level: 'baseline',
  fix: 'remove hostPort (and hostNetwork, which opens every containerPort on the node), and put a Service in front',
  versions: [{ since: 0, evaluate: noHostPort }],
};

function noHostPort({ spec, containers }: ReviewedPod): Offence | undefined {
  const onHost = spec.at('hostNetwork').value === true;
  const opened = containers.flatMap((container) =>
    container.field
      .at('ports')
      .items()
      .map((port) => ({ container, field: hostPortOf(port, container, onHost) }))
      .filter(({ field }) => (field.number ?? 0) !== 0),
  );
  const [first] = opened;
  if (first === undefined) return undefined;
  const who = [...new Set(opened.map(({ container }) => container))];
  const ports = distinct(opened.map(({ field }) => String(field.number)));
  const uses = plural(who.length, 'uses', 'use');
  return {
    reason: 'hostPort',
    detail: `${named(who)} ${uses} ${plural(ports.length, 'hostPort')} ${ports.join(', ')}`,
    field: first.field,
  };
}

/** On the node's network, the API server fills in hostPort from containerPort before the pod is admitted. */
function hostPortOf(port: Field, { list }: Container, onHost: boolean): Field {
  const hostPort = port.at('hostPort');
  const isFilledIn = onHost && list !== 'ephemeralContainers' && (hostPort.number ?? 0) === 0;
  return isFilledIn ? port.at('containerPort') : hostPort;
}
