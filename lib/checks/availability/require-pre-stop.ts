import { Field } from '../../manifest/objects/field';
import { longRunningKinds } from '../../manifest/pods/workload-kinds';
import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import { podTemplateOf } from '../../manifest/pods/pod-template';
import { servicesSelecting } from '../../manifest/network/selecting-services';
import type { Check } from '../check';

/** Pods that a Service sends traffic to go on serving until that has stopped. */
export const requirePreStop: Check = {
  id: 'require-pre-stop',
  severity: 'info',
  profile: 'production',
  why:
    'A Pod is told to end and is taken out of the endpoints at the same time. For the seconds in which not every node ' +
    'knows, new connections go to a process that has closed its port: each rollout loses requests.',
  kinds: longRunningKinds,
  run: function* (object, { manifests }) {
    const pod = podTemplateOf(object);
    const [service] = servicesSelecting(manifests, object);
    if (pod === undefined || service === undefined) return;
    const containers = Field.at(pod.specPath, pod.spec).at('containers').items();
    const [first] = containers;
    if (first === undefined || containers.some((container) => container.at('lifecycle', 'preStop').isSet)) return;
    yield {
      path: first.at('lifecycle', 'preStop').path,
      message: `Required value: ${formatIdentity(identityOf(service.manifest))} still sends traffic when the process is told to end`,
      fix: 'sleep for some seconds in preStop, or suppress this where the process waits by itself',
    };
  },
};
