import { containerPortsOf, formatContainerPort } from '../../manifest/pods/container-ports';
import { Field } from '../../manifest/objects/field';
import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import type { PodTemplate } from '../../manifest/pods/pod-template';
import type { Check } from '../check';
import { invalid } from '../field-error';
import { podsOf, portsOf, readServer } from './server-ports';

/** The port of a Server is one that the containers of its pods declare. */
export const requireLinkerdServerContainerPort: Check = {
  id: 'require-linkerd-server-container-port',
  severity: 'error',
  profile: 'baseline',
  why: 'Linkerd matches a Server to container ports that a pod declares. For a port that none declares, the Server and every policy for it do nothing.',
  kinds: ['policy.linkerd.io/Server'],
  run: function* (object, { manifests }) {
    const server = readServer(object);
    if (server === undefined) return;
    for (const pod of podsOf(server, manifests)) {
      if (portsOf(server, pod).length > 0) continue;
      const owner = formatIdentity(identityOf(pod.owner.manifest));
      yield invalid(
        Field.root(object.manifest).at('spec', 'port'),
        `no container of ${owner} declares this port; declared: ${declaredPorts(pod)}`,
        "name a declared port, or declare it under the container's ports",
      );
    }
  },
};

function declaredPorts(pod: PodTemplate): string {
  const ports = containerPortsOf(pod).map(formatContainerPort);
  return ports.length === 0 ? 'none' : ports.join(', ');
}
