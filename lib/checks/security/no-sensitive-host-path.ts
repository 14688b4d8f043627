import type { Check } from '../check';
import { podCheck } from '../pod-check';

/** What the paths of a node are worth to whoever gets into the container. */
const sensitive: readonly { readonly path: RegExp; readonly what: string }[] = [
  {
    path: /(?:docker|containerd|crio|cri-dockerd|podman)\.sock$/,
    what: 'the socket of the container runtime: any container may be started on the node, as root',
  },
  { path: /^\/?$/, what: 'the whole disk of the node' },
  { path: /^\/(?:boot|dev|etc|proc|root|sys|usr)(?:\/|$)/, what: 'a system folder of the node' },
  {
    path: /^\/(?:run|var\/run|var\/lib\/(?:docker|containerd|kubelet|etcd))\/?$/,
    what: 'the state of the container runtime, with the Secrets of all Pods',
  },
  { path: /^\/var\/lib\/kubelet\//, what: 'the state of the kubelet, with the Secrets of all Pods' },
];

/** No pod mounts a path of its node through which the node can be taken over. */
export const noSensitiveHostPath: Check = podCheck({
  id: 'no-sensitive-host-path',
  severity: 'error',
  profile: 'production',
  why: 'Whoever gets into the container has the node, and with it the Secrets of every Pod on it.',
  problems: function* ({ spec }) {
    for (const volume of spec.at('volumes').items()) {
      const field = volume.at('hostPath', 'path');
      const known = field.text === undefined ? undefined : sensitive.find(({ path }) => path.test(field.text ?? ''));
      if (known === undefined) continue;
      const message = `Forbidden: ${field.text} is ${known.what}`;
      yield { path: field.path, message, fix: 'leave it out; where an agent needs it, say so in a suppression' };
    }
  },
});
