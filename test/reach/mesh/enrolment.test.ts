import type { JsonObject } from '../../../lib/manifest/objects/json';
import type { Labels } from '../../../lib/manifest/objects/label-selector';
import { enrolmentOf } from '../../../lib/reach/mesh/enrolment';
import { workloadNodes } from '../../../lib/reach/space/workload-node';
import { tree } from '../tree';
import { workload } from './mesh';

interface Case {
  readonly namespace?: { readonly name?: string; readonly labels?: Labels; readonly annotations?: Labels };
  readonly pod?: { readonly labels?: Labels; readonly annotations?: Labels; readonly spec?: JsonObject };
}

const inject = 'sidecar.istio.io/inject';
const ambient = { 'istio.io/dataplane-mode': 'ambient' };

// The selectors of Istio's webhook: https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/
test.each<[string, Case, string | undefined]>([
  ['nothing is said', {}, undefined],
  ['the namespace opts in', { namespace: { labels: { 'istio-injection': 'enabled' } } }, 'istio sidecar'],
  ['by revision', { namespace: { labels: { 'istio.io/rev': 'stable' } } }, 'istio sidecar'],
  [
    'the pod opts out',
    { namespace: { labels: { 'istio-injection': 'enabled' } }, pod: { labels: { [inject]: 'false' } } },
    undefined,
  ],
  [
    'by annotation',
    { namespace: { labels: { 'istio-injection': 'enabled' } }, pod: { annotations: { [inject]: 'false' } } },
    undefined,
  ],
  ['the pod opts in', { pod: { labels: { [inject]: 'true' } } }, 'istio sidecar'],
  ['the pod names a revision', { pod: { labels: { 'istio.io/rev': 'stable' } } }, 'istio sidecar'],
  ['an annotation does not opt in', { pod: { annotations: { [inject]: 'true' } } }, undefined],
  [
    'the pod opts in where the namespace opts out',
    { namespace: { labels: { 'istio-injection': 'disabled' } }, pod: { labels: { [inject]: 'true' } } },
    undefined,
  ],
  [
    'kube-system is left alone',
    { namespace: { name: 'kube-system', labels: { 'istio-injection': 'enabled' } } },
    undefined,
  ],
  [
    'the network of the node is left alone',
    { namespace: { labels: { 'istio-injection': 'enabled' } }, pod: { spec: { hostNetwork: true } } },
    undefined,
  ],
  [
    'a proxy is written into the manifest',
    { pod: { spec: { containers: [{ name: 'istio-proxy', image: 'x' }] } } },
    'istio sidecar',
  ],
  ['the namespace is ambient', { namespace: { labels: ambient } }, 'istio ambient'],
  [
    'an ambient namespace with a revision',
    { namespace: { labels: { ...ambient, 'istio.io/rev': 'stable' } } },
    'istio sidecar',
  ],
  [
    'a pod with a revision in an ambient namespace',
    { namespace: { labels: ambient }, pod: { labels: { 'istio.io/rev': 'stable' } } },
    'istio sidecar',
  ],
  [
    'a pod that opts out in an ambient namespace with a revision',
    { namespace: { labels: { ...ambient, 'istio.io/rev': 'stable' } }, pod: { labels: { [inject]: 'false' } } },
    'istio ambient',
  ],
  ['the pod is ambient', { pod: { labels: ambient } }, 'istio ambient'],
  [
    'the pod is not',
    { namespace: { labels: ambient }, pod: { labels: { 'istio.io/dataplane-mode': 'none' } } },
    undefined,
  ],
  ['Linkerd by namespace', { namespace: { annotations: { 'linkerd.io/inject': 'enabled' } } }, 'linkerd sidecar'],
  ['Linkerd for an ingress', { pod: { annotations: { 'linkerd.io/inject': 'ingress' } } }, 'linkerd sidecar'],
  [
    'Linkerd refused',
    {
      namespace: { annotations: { 'linkerd.io/inject': 'enabled' } },
      pod: { annotations: { 'linkerd.io/inject': 'disabled' } },
    },
    undefined,
  ],
  ['Consul', { pod: { annotations: { 'consul.hashicorp.com/connect-inject': 'true' } } }, 'consul sidecar'],
  ['Consul refused', { pod: { annotations: { 'consul.hashicorp.com/connect-inject': 'false' } } }, undefined],
])('%s', (_, { namespace = {}, pod = {} }, expected) => {
  const { name = 'shop', ...metadata } = namespace;
  const manifests = tree(
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name, ...metadata } },
    workload(`${name}/cart`, pod),
  );
  const [node] = workloadNodes(manifests);
  const enrolment = node && enrolmentOf(node, manifests);
  expect(enrolment && `${enrolment.product} ${enrolment.mode}`).toBe(expected);
});
