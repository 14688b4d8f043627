import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { servicePortsOf } from '../../manifest/network/service-ports';
import { servicesSelecting } from '../../manifest/network/selecting-services';
import type { Check } from '../check';
import { forbidden, required } from '../field-error';
import { actionOf, httpAttributesOf } from './authorization-rule';
import { portProtocol } from '../../reach/mesh/istio/port-protocol';
import { selectedLabels } from './selected-workloads';

/** A rule about requests of HTTP names ports, and only such that speak HTTP. */
export const noIstioHttpRuleOnTcpPort: Check = {
  id: 'no-istio-http-rule-on-tcp-port',
  severity: 'error',
  profile: 'baseline',
  why: 'On a port that is not HTTP, Istio drops what it cannot tell from a rule: a DENY then denies every connection, an ALLOW allows none.',
  kinds: ['security.istio.io/AuthorizationPolicy'],
  run: function* (object, { manifests }) {
    const denies = actionOf(object.manifest) === 'DENY';
    const rules = Field.root(object.manifest).at('spec', 'rules').items();
    if (rules.every((rule) => httpAttributesOf(rule).length === 0)) return;
    const tcpPorts = tcpPortsOf(object, manifests);
    for (const rule of rules) {
      const [attribute] = httpAttributesOf(rule);
      if (attribute === undefined) continue;
      const ports = rule
        .at('to')
        .items()
        .flatMap((to) => to.at('operation', 'ports').items());
      for (const port of ports) {
        if (!tcpPorts.has(Number(port.text))) continue;
        yield forbidden(
          port,
          `${attribute.path} needs HTTP, and this port is TCP`,
          'make a rule of its own for the port, by source alone',
        );
      }
      if (denies && ports.length === 0 && tcpPorts.size > 0) {
        yield required(
          rule.at('to'),
          `without ports the rule denies all connections to TCP ${[...tcpPorts].join(', ')}`,
          'list the ports that speak HTTP under operation.ports',
        );
      }
    }
  },
};

/** Container ports that a Service of the selected pods declares as TCP or opaque. */
function tcpPortsOf(policy: LocatedManifest, manifests: ManifestSet): ReadonlySet<number> {
  const namespace = namespaceOf(policy.manifest);
  const labels = selectedLabels(policy);
  const pods =
    labels === undefined ? manifests.pods(namespace) : manifests.podsSelectedBy(namespace, { matchLabels: labels });
  const ports = new Set<number>();
  for (const { manifest } of new Set(pods.flatMap((pod) => servicesSelecting(manifests, pod.owner)))) {
    for (const port of servicePortsOf(manifest)) {
      if (portProtocol(port.field) === 'tcp' && typeof port.targetPort === 'number') ports.add(port.targetPort);
    }
  }
  return ports;
}
