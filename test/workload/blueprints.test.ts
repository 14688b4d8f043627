import { Duration } from 'cdk8s';
import {
  BatchJob,
  ClusterChart,
  Config,
  Environment,
  Port,
  ScheduledJob,
  WebService,
  Worker,
  kubernetesVersions,
  type ContainerFields,
  type KubernetesVersion,
  type PodSpecFields,
  type Probe,
  type ScheduledJobProps,
  type WorkerProps,
} from '../../lib';
import { exampleFleet, renderChart } from '../example-fleet';
import { rejection } from '../rejection';

const image = 'registry.example/app:1.0.0';

function worker(props: Partial<WorkerProps> = {}) {
  return renderChart((chart) => new Worker(chart, 'mailer', { image, ...props }));
}

test('a worker has no Service, even where it listens', () => {
  const objects = worker({ ports: [Port.http(8080)] });
  expect([...objects.keys()].filter((key) => key.endsWith('/mailer'))).toEqual([
    'Deployment/mailer',
    'ServiceAccount/mailer',
    'NetworkPolicy/mailer',
  ]);
});

test('a worker is not asked to drain: nobody sends it traffic', () => {
  expect(JSON.stringify(worker().get('Deployment/mailer'))).not.toContain('preStop');
});

test('a disruption budget can be chosen and left out', () => {
  expect(worker({ disruptionBudget: { minAvailable: '50%' } }).get('PodDisruptionBudget/mailer')).toMatchObject({
    spec: { minAvailable: '50%' },
  });
  expect(worker({ replicas: 3, disruptionBudget: false }).has('PodDisruptionBudget/mailer')).toBe(false);
});

function cronJob(props: Partial<ScheduledJobProps> = {}) {
  return renderChart((chart) => new ScheduledJob(chart, 'report', { image, schedule: '0 3 * * *', ...props })).get(
    'CronJob/report',
  );
}

test('a scheduled job does not overlap, in UTC, unless it says so', () => {
  expect(cronJob()?.spec).toMatchObject({ schedule: '0 3 * * *', timeZone: 'Etc/UTC', concurrencyPolicy: 'Forbid' });
  expect(cronJob({ timeZone: 'Europe/Berlin', concurrencyPolicy: 'Replace' })?.spec).toMatchObject({
    timeZone: 'Europe/Berlin',
    concurrencyPolicy: 'Replace',
  });
});

test('a scheduled job keeps zeros and false when set, and invents nothing when not', () => {
  expect(cronJob({ history: { successful: 0, failed: 0 }, suspend: false, backoffLimit: 0 })?.spec).toMatchObject({
    successfulJobsHistoryLimit: 0,
    failedJobsHistoryLimit: 0,
    suspend: false,
    jobTemplate: { spec: { backoffLimit: 0 } },
  });
  expect(JSON.stringify(cronJob())).not.toMatch(/HistoryLimit|suspend|backoffLimit|Deadline/);
});

test('a batch job runs once: a Job with deadlines as said, and no topology spread', () => {
  const job = renderChart(
    (chart) => new BatchJob(chart, 'migrate', { image, activeDeadline: Duration.minutes(10), restartPolicy: 'Never' }),
  ).get('Job/migrate');
  expect(job).toMatchObject({
    spec: { activeDeadlineSeconds: 600, template: { spec: { restartPolicy: 'Never' } } },
  });
  expect(job).not.toHaveProperty('spec.template.spec.topologySpreadConstraints');
});

describe('configuration', () => {
  const annotationOf = (data: Readonly<Record<string, string>>) => {
    const objects = renderChart((chart) => {
      const config = new Config(chart, 'settings', { data });
      new Worker(chart, 'mailer', { image, config: [config.mount('/etc/mailer')] });
    });
    const deployment: unknown = objects.get('Deployment/mailer');
    return JSON.stringify(deployment).match(/"checksum\/config.settings":"([0-9a-f]{64})"/)?.[1];
  };

  test('rolls the pods when its content changes, and only then', () => {
    const hash = annotationOf({ a: '1', b: '2' });
    expect(hash).toBeDefined();
    expect(annotationOf({ a: '1', b: '3' })).not.toBe(hash);
    expect(annotationOf({ a: '1', c: '2' })).not.toBe(hash);
    expect(annotationOf({ b: '2', a: '1' })).toBe(hash);
  });

  test('is mounted read-only, or read into variables', () => {
    const objects = renderChart((chart) => {
      const config = new Config(chart, 'settings', { data: { A: '1' } });
      new Worker(chart, 'files', { image, config: [config.mount('/etc/app')] });
      new Worker(chart, 'variables', { image, config: [config.asEnvironment()] });
    });
    expect(objects.get('Deployment/files')).toMatchObject({
      spec: {
        template: {
          spec: {
            containers: [{ volumeMounts: [{ name: 'settings', mountPath: '/etc/app', readOnly: true }] }],
            volumes: [{ name: 'settings', configMap: { name: 'settings' } }],
          },
        },
      },
    });
    expect(objects.get('Deployment/variables')).toMatchObject({
      spec: { template: { spec: { containers: [{ envFrom: [{ configMapRef: { name: 'settings' } }] }] } } },
    });
  });
});

describe('configuration of any name', () => {
  const name = `${'c'.repeat(70)}.example.com`;

  test('is mounted twice through one volume that the API server accepts, beside its variables and others', () => {
    const fleet = exampleFleet((cluster) => {
      const chart = new ClusterChart(cluster, 'shop', { namespace: 'shop' });
      const config = new Config(chart, 'settings', { name, data: { A: '1' } });
      new Worker(chart, 'mailer', {
        image,
        config: [config.mount('/etc/a'), config.mount('/etc/b'), config.asEnvironment()],
        container: { envFrom: [{ configMapRef: { name: 'other', optional: true } }] },
      });
    });
    expect(fleet.check('test').findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    const deployment = fleet.render('test').manifests.find(({ manifest }) => manifest.kind === 'Deployment');
    expect(deployment?.manifest).toMatchObject({
      spec: {
        template: {
          spec: {
            containers: [
              {
                envFrom: [{ configMapRef: { name } }, { configMapRef: { name: 'other' } }],
                volumeMounts: [{ mountPath: '/etc/a' }, { mountPath: '/etc/b' }],
              },
            ],
            volumes: [{ configMap: { name } }],
          },
        },
      },
    });
  });
});

describe('probes', () => {
  const probeOf = (readiness: Probe, ports = [Port.http(8080)]) => {
    const objects = worker({ ports, probes: { readiness } });
    return objects.get('Deployment/mailer');
  };
  const emitted = (readinessProbe: object) => ({
    spec: { template: { spec: { containers: [{ readinessProbe }] } } },
  });

  test.each<[string, Probe, object]>([
    [
      'HTTP',
      { httpGet: { path: '/ok', headers: { A: 'b' } } },
      { httpGet: { path: '/ok', port: 8080, httpHeaders: [{ name: 'A', value: 'b' }] } },
    ],
    ['gRPC', { grpc: { service: 'ready' } }, { grpc: { port: 8080, service: 'ready' } }],
    ['TCP', { tcpSocket: { port: 9000 } }, { tcpSocket: { port: 9000 } }],
    ['the name of a port', { tcpSocket: { port: 'http' } }, { tcpSocket: { port: 8080 } }],
    ['a command', { exec: { command: ['true'] } }, { exec: { command: ['true'] } }],
    [
      'timing, zero included',
      { exec: { command: ['true'] }, initialDelay: Duration.seconds(0), period: Duration.minutes(1) },
      { exec: { command: ['true'] }, initialDelaySeconds: 0, periodSeconds: 60 },
    ],
  ])('become the fields of the container: %s', (_, probe, fields) => {
    expect(probeOf(probe)).toMatchObject(emitted(fields));
  });

  test('without any port are refused', () => {
    expect(() => probeOf({ grpc: {} }, [])).toThrow(
      rejection(
        'Worker shop/mailer',
        'probes.readiness.grpc.port',
        'Required value: the workload declares no port that could stand in',
      ),
    );
  });
});

test.each([0, 65536, 1.5, -1, Number.NaN])('port %d is refused, at the container and at the Service', (port) => {
  const message = `Invalid value: ${port}: must be between 1 and 65535, inclusive`;
  expect(() => Port.udp(port)).toThrow(rejection('Port.udp', 'containerPort', message));
  expect(() => Port.tcp(80, { servicePort: port })).toThrow(rejection('Port.tcp', 'servicePort', message));
});

describe('a field that is newer than the cluster', () => {
  const findings = (kubernetesVersion: KubernetesVersion, build: (chart: ClusterChart) => unknown) =>
    exampleFleet((cluster) => build(new ClusterChart(cluster, 'shop', { namespace: 'shop' })), {
      kubernetesVersion,
      environment: new Environment('dev'),
    })
      .check('test')
      .findings.filter(({ severity }) => severity === 'error')
      .map(({ id, path, message, origin }) => `${id}  ${path}: ${message} (${origin ?? ''})`);
  const service = (pod: PodSpecFields, container: Partial<ContainerFields>) => (chart: ClusterChart) =>
    new WebService(chart, 'cart', { image, port: Port.http(8080), pod: { os: { name: 'linux' }, ...pod }, container });

  test('is refused at synth, with where it stands', () => {
    expect(findings('1.32', service({}, { lifecycle: { stopSignal: 'SIGUSR1' } }))).toEqual([
      'valid-schema  spec.template.spec.containers[0].lifecycle.stopSignal: unknown field "spec.template.spec.containers[0].lifecycle.stopSignal" (shop/cart)',
    ]);
  });

  test.each<[string, KubernetesVersion, PodSpecFields, Partial<ContainerFields>]>([
    ['lifecycle.preStop.sleep', '1.29', {}, { lifecycle: { preStop: { sleep: { seconds: 5 } } } }],
    ['appArmorProfile', '1.30', {}, { securityContext: { appArmorProfile: { type: 'RuntimeDefault' } } }],
    ['supplementalGroupsPolicy', '1.31', { securityContext: { supplementalGroupsPolicy: 'Strict' } }, {}],
    ['resources of the pod', '1.32', { resources: { limits: { cpu: 1 } } }, {}],
    ['lifecycle.stopSignal', '1.33', {}, { lifecycle: { stopSignal: 'SIGUSR1' } }],
    ['hostnameOverride', '1.34', { hostnameOverride: 'cart.example.com' }, {}],
    ['schedulingGroup', '1.36', { schedulingGroup: { podGroupName: 'carts' } }, {}],
  ])('is refused before the version that has it, and accepted from there on: %s', (_, since, pod, container) => {
    const accepting = kubernetesVersions.filter((version) => {
      const found = findings(version, service(pod, container));
      return !found.some((finding) => finding.startsWith('valid-schema'));
    });
    expect(accepting).toEqual(kubernetesVersions.slice(kubernetesVersions.indexOf(since)));
  });
});
