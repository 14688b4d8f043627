import { podTemplateOf } from '../../../lib/manifest/pods/pod-template';
import { sampleObjects } from '../../conformance/sample-object';
import { describeCluster } from '../describe-cluster';

const podSpec = 'spec: { containers: [{ name: server, image: example.com/server:1 }] }';
const template = `{ metadata: { labels: { app: NAME } }, ${podSpec} }`;
const job =
  '{ completions: 2, parallelism: 2, template: { metadata: { labels: { app: NAME } }, spec: { restartPolicy: Never, containers: [{ name: server, image: example.com/server:1 }] } } }';
const selector = 'selector: { matchLabels: { app: NAME } }';

/** One workload of each kind, the number of its Pods on three nodes, and the labels that its controller adds. */
const workloads: Readonly<Record<string, readonly [spec: string, pods: number, added: readonly string[]]>> = {
  'apps/v1 Deployment': [`spec: { replicas: 2, ${selector}, template: ${template} }`, 2, ['pod-template-hash']],
  'apps/v1 ReplicaSet': [`spec: { replicas: 2, ${selector}, template: ${template} }`, 2, []],
  'apps/v1 StatefulSet': [
    `spec: { replicas: 2, serviceName: NAME, ${selector}, template: ${template} }`,
    2,
    ['apps.kubernetes.io/pod-index', 'controller-revision-hash', 'statefulset.kubernetes.io/pod-name'],
  ],
  'apps/v1 DaemonSet': [
    `spec: { ${selector}, template: ${template} }`,
    3,
    ['controller-revision-hash', 'pod-template-generation'],
  ],
  'batch/v1 Job': [
    `spec: ${job}`,
    2,
    ['batch.kubernetes.io/controller-uid', 'batch.kubernetes.io/job-name', 'controller-uid', 'job-name'],
  ],
};

/** Of the node that a Pod is bound to: the API server copies them. */
const ofTheNode = ['topology.kubernetes.io/region', 'topology.kubernetes.io/zone'];

describeCluster('the Pods that we predict are those that appear', (cluster) => {
  test.each(Object.entries(workloads))('for a %s', async (name, [spec, count, added]) => {
    const [apiVersion = '', kind = ''] = name.split(' ');
    await cluster.addNodes();
    const metadata = `{ name: ${kind.toLowerCase()}, namespace: shop }`;
    const text = `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: ${metadata}\n${spec}`;
    const objects = sampleObjects(text.replaceAll('NAME', kind.toLowerCase()));
    await cluster.apply({ objects });
    await cluster.becomesReady();
    for (const { manifest } of objects) {
      const pods = await cluster.pods(manifest);
      expect(pods).toHaveLength(count);
      const predicted = podTemplateOf({ manifest })?.labels ?? {};
      for (const {
        metadata: { labels = {} },
      } of pods) {
        expect(labels).toMatchObject(predicted);
        const others = Object.keys(labels).filter((key) => predicted[key] === undefined);
        expect(others.sort()).toEqual([...added, ...(copiesNodeLabels(cluster.version) ? ofTheNode : [])].sort());
      }
    }
  });
});

/** PodTopologyLabelsAdmission is on from 1.35. */
function copiesNodeLabels(version: string): boolean {
  return Number(version.split('.')[1]) >= 35;
}
