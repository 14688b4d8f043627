import type { Container } from '../../manifest/pods/containers';
import type { Field } from '../../manifest/objects/field';
import type { Control, Offence, ReviewedPod } from './control';
import { distinct, plural, quoted } from './wording';

const probes = ['livenessProbe', 'readinessProbe', 'startupProbe'];
const hooks = ['postStart', 'preStop'];

/** A probe or a lifecycle hook may not make the kubelet call another host than the pod itself. */
export const hostProbesAndHostLifecycle: Control = {
  id: 'hostProbesAndHostLifecycle',
  level: 'baseline',
  fix: 'remove host: the kubelet then calls the pod',
  versions: [{ since: 34, evaluate: noOtherHostIsCalled }],
};

function noOtherHostIsCalled({ containers }: ReviewedPod): Offence | undefined {
  const called = containers.flatMap((container) => hostsOf(container).map((host) => ({ container, host })));
  const [first] = called;
  if (first === undefined) return undefined;
  const who = distinct(called.map(({ container }) => container.name));
  const hosts = distinct(called.map(({ host }) => host.text ?? ''));
  const uses = plural(who.length, 'uses', 'use');
  return {
    reason: 'probe or lifecycle host',
    detail: `${plural(who.length, 'container')} ${quoted(who)} ${uses} ${plural(hosts.length, 'probe or lifecycle host')} ${quoted(hosts)}`,
    field: first.host,
  };
}

function hostsOf({ field }: Container): readonly Field[] {
  const handlers = [...probes.map((name) => field.at(name)), ...hooks.map((name) => field.at('lifecycle', name))];
  return handlers
    .filter(({ isSet }) => isSet)
    .flatMap((handler) => [handler.at('httpGet', 'host'), handler.at('tcpSocket', 'host')])
    .filter(({ text }) => text !== undefined && text !== '');
}
