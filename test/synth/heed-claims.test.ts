import { ApiObject } from 'cdk8s';
import { Deployment as PlusDeployment, StatefulSet as PlusStatefulSet, Service as PlusService } from 'cdk8s-plus-28';
import { ClusterChart, ClusterScope, Workload, type WorkloadDescription } from '../../lib';
import { capabilities } from '../../lib/capabilities';
import { listCapability } from '../../lib/model/capability';
import { CapabilityName } from '../../lib/model/capability-name';
import type { FieldClaim } from '../../lib/model/ownership';
import { renderCluster } from '../../lib/synth/render-cluster';
import { exampleCluster } from '../example-fleet';

const containers = [{ image: 'registry.example/legacy:1' }];
const autoscaled: FieldClaim = {
  by: 'scaling',
  origin: 'shop/legacy',
  leftTo: 'HorizontalPodAutoscaler shop/legacy',
};

/** What becomes of a claim on an object that the user made. */
function claimed(make: (chart: ClusterChart) => Workload, path: string, claim: FieldClaim) {
  const scope = new ClusterScope(exampleCluster());
  const workload = make(new ClusterChart(scope, 'shop', { namespace: 'shop' }));
  const room = listCapability({
    name: new CapabilityName<void>('room'),
    feeds: ['workload'],
    resolve: (model) => model.ownership.claim(workload.controller, path, claim),
  });
  const { manifests, findings, ownership } = renderCluster(scope, [...capabilities, room]);
  const { kind } = workload.controller;
  return { manifest: manifests.find(({ manifest }) => manifest.kind === kind)?.manifest, findings, ownership };
}

const described: WorkloadDescription = {
  name: 'legacy',
  namespace: 'shop',
  controller: { group: 'apps', kind: 'Deployment', namespace: 'shop', name: 'legacy' },
  selectorLabels: { app: 'legacy' },
  serviceAccountName: 'default',
  ports: [],
  probes: [],
  runsToCompletion: false,
  chart: 'shop',
  objectLabels: {},
};

/** A Deployment as YAML has it, described as a workload. */
function rawDeployment(chart: ClusterChart, spec: object): Workload {
  new ApiObject(chart, 'legacy', { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'legacy' }, spec });
  return new Workload(chart, described);
}

const spec = {
  selector: { matchLabels: { app: 'legacy' } },
  template: {
    metadata: { labels: { app: 'legacy' } },
    spec: { containers: [{ name: 'main', image: 'registry.example/legacy:1' }] },
  },
};

describe('a claim on an object that the user made', () => {
  test.each<[string, (chart: ClusterChart) => Workload]>([
    ['a Deployment of cdk8s-plus', (chart) => Workload.from(new PlusDeployment(chart, 'legacy', { containers }))],
    [
      'a StatefulSet of cdk8s-plus',
      (chart) =>
        Workload.from(
          new PlusStatefulSet(chart, 'legacy', {
            containers,
            service: new PlusService(chart, 'service', { ports: [{ port: 80 }] }),
          }),
        ),
    ],
    ['a raw object', (chart) => rawDeployment(chart, spec)],
  ])('leaves the replicas of %s to the controller, and the ledger says so', (_, make) => {
    const { manifest, findings, ownership } = claimed(make, 'spec.replicas', autoscaled);

    expect(findings).toEqual([]);
    expect(manifest).toHaveProperty('spec.template');
    expect(manifest).not.toHaveProperty('spec.replicas');
    expect(ownership).toMatchObject([
      { name: 'legacy', path: 'spec.replicas', owner: 'HorizontalPodAutoscaler shop/legacy' },
    ]);
  });

  test.each<[string, (chart: ClusterChart) => Workload]>([
    [
      'a Deployment of cdk8s-plus',
      (chart) => Workload.from(new PlusDeployment(chart, 'legacy', { containers, replicas: 3 })),
    ],
    ['a raw object', (chart) => rawDeployment(chart, { ...spec, replicas: 3 })],
  ])('is an error that names both where %s says a number', (_, make) => {
    expect(claimed(make, 'spec.replicas', autoscaled).findings).toMatchObject([
      {
        id: 'unique-field-owner',
        severity: 'error',
        message: expect.stringMatching(
          /^Invalid value: 3: spec\.replicas of \S*shop\/legacy\S* says 3, and scaling of shop\/legacy leaves it to HorizontalPodAutoscaler shop\/legacy: a field has one owner$/,
        ) as string,
      },
    ]);
  });

  test('sets a value, also in a container, and agrees with one that is there', () => {
    const claim = { by: 'room', origin: 'x', value: { requests: { cpu: '1' } } };
    const path = 'spec.template.spec.containers[main].resources';
    const { manifest, findings } = claimed((chart) => rawDeployment(chart, spec), path, claim);

    expect(findings).toEqual([]);
    expect(manifest).toHaveProperty('spec.template.spec.containers.0.resources', { requests: { cpu: '1' } });
    const present = { ...spec, minReadySeconds: 5 };
    const same = { by: 'room', origin: 'x', value: 5 };
    expect(claimed((chart) => rawDeployment(chart, present), 'spec.minReadySeconds', same).findings).toEqual([]);
  });

  test('is an error where the tree does not hold the object', () => {
    const { findings } = claimed((chart) => new Workload(chart, described), 'spec.replicas', autoscaled);

    expect(findings).toMatchObject([
      {
        id: 'unique-field-owner',
        object: { name: 'legacy' },
        path: 'spec.replicas',
        message: expect.stringContaining('the tree does not hold the object') as string,
      },
    ]);
  });
});
