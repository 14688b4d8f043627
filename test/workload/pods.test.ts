import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { BatchJob, ClusterChart, Port, ScheduledJob, WebService, Worker, type Finding, type Workload } from '../../lib';
import { capabilities } from '../../lib/capabilities';
import { ClusterScope } from '../../lib/fleet/cluster-scope';
import type { Manifest } from '../../lib/manifest/objects/manifest';
import { listCapability } from '../../lib/model/capability';
import { CapabilityName } from '../../lib/model/capability-name';
import type { FieldClaim } from '../../lib/model/ownership';
import { fewestReplicas, workloadModels } from '../../lib/model/pods-model';
import { renderCluster, type RenderedCluster } from '../../lib/synth/render-cluster';
import { declarePods, type PodsOptions } from '../../lib/workload/pods';
import { exampleCluster, exampleFleet, renderChart } from '../example-fleet';

const image = 'registry.example/app:1.0.0';
type Props = Partial<ConstructorParameters<typeof WebService>[2]>;

function service(props: Props): ReadonlyMap<string, Manifest> {
  return renderChart((chart) => new WebService(chart, 'cart', { image, port: Port.http(8080), ...props }));
}

function findings(declare: (chart: ClusterChart) => unknown): readonly Finding[] {
  return exampleFleet((cluster) => declare(new ClusterChart(cluster, 'shop', { namespace: 'shop' }))).render('test')
    .findings;
}

/** The tree of a cluster in which a room that is to come claims a field. */
function claimed(path: string, claim: FieldClaim, props: Props = {}): RenderedCluster {
  const scope = new ClusterScope(exampleCluster());
  const chart = new ClusterChart(scope, 'shop', { namespace: 'shop' });
  const cart = new WebService(chart, 'cart', { image, port: Port.http(8080), ...props });
  const room = listCapability({
    name: new CapabilityName<void>('room'),
    feeds: ['workload'],
    resolve: (model) => model.ownership.claim(cart.workload.controller, path, claim),
  });
  return renderCluster(scope, [...capabilities, room]);
}

function objectOf({ manifests }: RenderedCluster, kind: string): Manifest | undefined {
  return manifests.find(({ manifest }) => manifest.kind === kind && manifest.metadata.name === 'cart')?.manifest;
}

const autoscaled: FieldClaim = {
  by: 'autoscaling',
  origin: 'shop/cart',
  leftTo: 'HorizontalPodAutoscaler shop/cart',
  range: { min: 2, max: 10 },
};

describe('the disruption budget', () => {
  it('follows from the replicas, whichever prop says them', () => {
    const objects = service({ deployment: { replicas: 3 } });
    expect(objects.get('Deployment/cart')).toHaveProperty('spec.replicas', 3);
    expect(objects.has('PodDisruptionBudget/cart')).toBe(true);
    expect(service({ deployment: { replicas: 1 } }).has('PodDisruptionBudget/cart')).toBe(false);
  });

  it('counts on the fewest pods that a controller keeps', () => {
    expect(objectOf(claimed('spec.replicas', autoscaled), 'PodDisruptionBudget')).toBeDefined();
    const one = { ...autoscaled, range: { min: 1, max: 10 } };
    expect(objectOf(claimed('spec.replicas', one), 'PodDisruptionBudget')).toBeUndefined();
  });
});

describe('a field that two props declare', () => {
  const cases: readonly (readonly [path: string, props: Props])[] = [
    ['spec.replicas', { replicas: 2, deployment: { replicas: 3 } }],
    ['spec.strategy', { rollingUpdate: { maxSurge: 1 }, deployment: { strategy: { type: 'Recreate' } } }],
    ['spec.template.spec.containers[cart].image', { container: { image: 'registry.example/other:1' } }],
    ['spec.template.spec.containers[cart].command', { command: ['a'], container: { command: ['b'] } }],
    ['spec.template.spec.containers[cart].args', { args: ['a'], container: { args: ['b'] } }],
    ['spec.template.spec.containers[cart].ports', { container: { ports: [{ containerPort: 9 }] } }],
    [
      'spec.template.spec.containers[cart].resources',
      { resources: { requests: { cpu: '1' } }, container: { resources: { requests: { cpu: '2' } } } },
    ],
    [
      'spec.template.spec.containers[cart].livenessProbe',
      { probes: { liveness: { tcpSocket: {} } }, container: { livenessProbe: { exec: { command: ['x'] } } } },
    ],
    [
      'spec.template.spec.containers[cart].env[A]',
      { env: { A: '1' }, container: { env: [{ name: 'A', value: '2' }] } },
    ],
    [
      'spec.template.spec.containers[cart].securityContext.runAsUser',
      { securityContext: { runAsUser: 1 }, container: { securityContext: { runAsUser: 2 } } },
    ],
    [
      'spec.template.spec.containers[cart].lifecycle.preStop',
      { drain: Duration.seconds(7), container: { lifecycle: { preStop: { sleep: { seconds: 9 } } } } },
    ],
    [
      'spec.template.spec.terminationGracePeriodSeconds',
      { terminationGracePeriod: Duration.seconds(40), pod: { terminationGracePeriodSeconds: 50 } },
    ],
    ['spec.template.spec.serviceAccountName', { pod: { serviceAccountName: 'other' } }],
    [
      'spec.template.spec.automountServiceAccountToken',
      { serviceAccount: { automountToken: false }, pod: { automountServiceAccountToken: true } },
    ],
    [
      'spec.template.spec.topologySpreadConstraints',
      {
        topologySpread: [],
        pod: { topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'a', whenUnsatisfiable: 'DoNotSchedule' }] },
      },
    ],
    [
      'spec.template.spec.securityContext.fsGroup',
      { podSecurityContext: { fsGroup: 1 }, pod: { securityContext: { fsGroup: 2 } } },
    ],
    ['spec.template.metadata.labels[app]', { selectorLabels: { app: 'a' }, podLabels: { app: 'b' } }],
  ];

  it.each(cases)('is an error that names both: %s', (path, props) => {
    const found = findings((chart) => new WebService(chart, 'cart', { image, port: Port.http(8080), ...props }));
    expect(found).toMatchObject([
      {
        id: 'unique-field-owner',
        severity: 'error',
        object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'cart' },
        path,
        origin: 'shop/cart',
      },
    ]);
  });

  it('is one of jobs, too', () => {
    const props = { image, backoffLimit: 1, job: { backoffLimit: 2 } };
    expect(findings((chart) => new BatchJob(chart, 'job', props))).toMatchObject([
      { path: 'spec.backoffLimit', fix: 'leave one of them out: "job.backoffLimit" or "backoffLimit"' },
    ]);
    expect(findings((chart) => new ScheduledJob(chart, 'job', { ...props, schedule: '0 0 * * *' }))).toMatchObject([
      { path: 'spec.jobTemplate.spec.backoffLimit' },
    ]);
  });

  it('is no error where both say the same', () => {
    expect(findings((chart) => new Worker(chart, 'w', { image, replicas: 3, deployment: { replicas: 3 } }))).toEqual(
      [],
    );
  });

  it('says what each of them says', () => {
    const [finding] = findings((chart) => new Worker(chart, 'w', { image, replicas: 2, deployment: { replicas: 3 } }));
    expect(finding?.message).toBe(
      'Invalid value: 3: deployment.replicas of shop/w says 3, and replicas of shop/w says 2: a field has one owner',
    );
  });
});

test('what the pod’s own field says of the time to end is what the mesh and the drain know', () => {
  expect(() => service({ drain: Duration.seconds(20), pod: { terminationGracePeriodSeconds: 10 } })).toThrow(
    'terminationGracePeriod\n  Invalid value: 10s: must be longer than drain (20s)',
  );
});

describe('a claim of another room', () => {
  it('leaves replicas to a controller: the manifest does not say them, the ledger says who does', () => {
    const rendered = claimed('spec.replicas', autoscaled);
    expect(rendered.findings).toEqual([]);
    expect(objectOf(rendered, 'Deployment')).not.toHaveProperty('spec.replicas');
    expect(rendered.ownership).toEqual([
      {
        group: 'apps',
        kind: 'Deployment',
        namespace: 'shop',
        name: 'cart',
        path: 'spec.replicas',
        by: 'autoscaling',
        origin: 'shop/cart',
        owner: 'HorizontalPodAutoscaler shop/cart',
      },
    ]);
  });

  it('conflicts with what the user declared', () => {
    expect(claimed('spec.replicas', autoscaled, { replicas: 3 }).findings).toMatchObject([
      {
        message:
          'Invalid value: 3: replicas of shop/cart says 3, and autoscaling of shop/cart leaves it to HorizontalPodAutoscaler shop/cart: a field has one owner',
      },
    ]);
  });

  it('sets fields of the pod, of a container and of the object', () => {
    const claim = (value: FieldClaim & { value: unknown }) => value;
    const of = (path: string, value: string) =>
      objectOf(claimed(path, claim({ by: 'room', origin: 'x', value })), 'Deployment');
    expect(of('spec.template.spec.priorityClassName', 'high')).toHaveProperty(
      'spec.template.spec.priorityClassName',
      'high',
    );
    expect(of('spec.template.spec.containers[cart].resources.requests.cpu', '1')).toHaveProperty(
      'spec.template.spec.containers[0].resources.requests.cpu',
      '1',
    );
    expect(of('spec.minReadySeconds', '5')).toHaveProperty('spec.minReadySeconds', '5');
  });
});

describe('a blueprint of another kind', () => {
  /** All that a blueprint is: a construct, and the controller of its kind. */
  class NodeAgent extends Construct {
    readonly workload: Workload;

    constructor(scope: Construct, id: string, options: Omit<PodsOptions, 'name' | 'component'>) {
      super(scope, id);
      this.workload = declarePods(this, { name: id, component: 'agent', ...options });
    }
  }

  it('is a DaemonSet, without a number of pods and so without a budget', () => {
    const objects = renderChart((chart) => {
      const daemonSet = { updateStrategy: { type: 'OnDelete' } };
      const pod = { tolerations: [{ operator: 'Exists' }] };
      const agent = new NodeAgent(chart, 'agent', {
        props: { image, pod },
        controller: { kind: 'DaemonSet', daemonSet },
      });
      agent.workload.connections.allowTo(new Worker(chart, 'worker', { image, ports: [Port.http(80)] }));
    });
    expect(objects.get('DaemonSet/agent')).toMatchObject({
      apiVersion: 'apps/v1',
      spec: {
        updateStrategy: { type: 'OnDelete' },
        selector: { matchLabels: { 'app.kubernetes.io/name': 'agent' } },
        template: { spec: { tolerations: [{ operator: 'Exists' }], serviceAccountName: 'agent' } },
      },
    });
    expect(objects.get('DaemonSet/agent')).not.toHaveProperty('spec.replicas');
    expect(objects.get('DaemonSet/agent')).not.toHaveProperty('spec.template.spec.topologySpreadConstraints');
    expect(objects.get('NetworkPolicy/agent')).toHaveProperty('spec.egress');
    expect(objects.has('PodDisruptionBudget/agent')).toBe(false);
  });

  it('is a StatefulSet behind its own Service, with a budget where there are several pods', () => {
    const objects = renderChart((chart) => {
      new NodeAgent(chart, 'store', {
        props: { image },
        ports: [Port.redis(6379)],
        service: { spec: { clusterIP: 'None' } },
        controller: {
          kind: 'StatefulSet',
          replicas: 3,
          serviceName: 'store',
          statefulSet: { podManagementPolicy: 'Parallel' },
        },
      });
    });
    expect(objects.get('StatefulSet/store')).toMatchObject({
      spec: { replicas: 3, serviceName: 'store', podManagementPolicy: 'Parallel' },
    });
    expect(objects.has('PodDisruptionBudget/store')).toBe(true);
  });
});

test('other rooms read how many pods a workload has', () => {
  const scope = new ClusterScope(exampleCluster());
  new Worker(new ClusterChart(scope, 'shop', { namespace: 'shop' }), 'w', { image, replicas: 4 });
  const fewest: number[] = [];
  const reader = listCapability({
    name: new CapabilityName<void>('reader'),
    needs: [workloadModels],
    resolve: (_, needed) => {
      for (const { pods } of needed(workloadModels))
        if (pods?.replicas !== undefined) fewest.push(fewestReplicas(pods.replicas));
    },
  });
  renderCluster(scope, [reader, ...capabilities]);
  expect(fewest).toEqual([4]);
});
