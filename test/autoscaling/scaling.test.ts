import { ApiObject, Duration } from 'cdk8s';
import { Deployment as PlusDeployment } from 'cdk8s-plus-28';
import {
  ClusterChart,
  Environment,
  istio,
  NodeAgent,
  Port,
  WebService,
  Worker,
  Workload,
  type AutoscalerOptions,
  type ClusterProps,
  type Finding,
  type HorizontalScaling,
  type Scaling,
  type VerticalScaling,
} from '../../lib';
import { ScaledJob } from '../../lib/autoscaling/scaled-job';
import type { Manifest } from '../../lib/manifest/objects/manifest';
import { exampleFleet } from '../example-fleet';

const image = 'registry.example/app:1.0.0';
const keda: AutoscalerOptions = { keda: { version: '2.20' } };
const vpa: AutoscalerOptions = { verticalPodAutoscaler: { version: '1.7' } };
const adapters: AutoscalerOptions = {
  metricAdapters: [{ namespace: 'monitoring', podLabels: { app: 'adapter' }, serves: ['custom', 'external'] }],
};
const queue = {
  type: 'kafka',
  metadata: { bootstrapServers: 'kafka.example:9092', consumerGroup: 'mail', lagThreshold: 50 },
} as const;
const night = { timezone: 'Europe/Berlin', start: '0 22 * * *', end: '0 6 * * *', replicas: 3 };

interface Rendered {
  readonly objects: ReadonlyMap<string, Manifest>;
  readonly findings: readonly Finding[];
  readonly ownership: readonly object[];
}

function rendered(declare: (chart: ClusterChart) => unknown, props: Partial<ClusterProps> = {}): Rendered {
  const fleet = exampleFleet((cluster) => declare(new ClusterChart(cluster, 'shop', { namespace: 'shop' })), props);
  const { manifests, findings, ownership } = fleet.render('test');
  const objects = new Map(
    manifests.map(({ manifest }) => [`${manifest.kind}/${manifest.metadata.name ?? ''}`, manifest]),
  );
  return { objects, findings, ownership };
}

function scaled(scaling: Scaling, props: Partial<ClusterProps> = {}): Rendered {
  return rendered((chart) => new Worker(chart, 'mailer', { image, scaling }), props);
}

function specOf(kind: string, { objects, findings }: Rendered, name = 'mailer'): unknown {
  expect(findings).toEqual([]);
  return objects.get(`${kind}/${name}`)?.spec;
}

function errorOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return 'no error';
}

function problems({ findings }: Rendered): readonly string[] {
  return findings.map(({ path, message }) => `${path}: ${message}`);
}

describe('a workload that is scaled by usage', () => {
  test('gets a HorizontalPodAutoscaler, and its Deployment says no number of pods', () => {
    const result = scaled({ min: 2, max: 10, cpu: 70, memory: { averageValue: '500Mi' } });

    expect(specOf('HorizontalPodAutoscaler', result)).toEqual({
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'mailer' },
      minReplicas: 2,
      maxReplicas: 10,
      metrics: [
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } },
        { type: 'Resource', resource: { name: 'memory', target: { type: 'AverageValue', averageValue: '500Mi' } } },
      ],
    });
    expect(result.objects.get('Deployment/mailer')).not.toHaveProperty('spec.replicas');
    expect(result.objects.get('PodDisruptionBudget/mailer')).toHaveProperty('spec.maxUnavailable', 1);
    expect(result.ownership).toMatchObject([{ path: 'spec.replicas', owner: 'HorizontalPodAutoscaler shop/mailer' }]);
  });

  test('has as few pods as it would have without, where nothing is said', () => {
    const production = { environment: new Environment('prod', { tier: 'production' }) };
    expect(specOf('HorizontalPodAutoscaler', scaled({ max: 5, cpu: 70 }))).toHaveProperty('minReplicas', 1);
    expect(specOf('HorizontalPodAutoscaler', scaled({ max: 5, cpu: 70 }, production))).toHaveProperty('minReplicas', 2);
    expect(specOf('HorizontalPodAutoscaler', scaled({ max: 1, cpu: 70 }, production))).toHaveProperty('minReplicas', 1);
  });

  test.each<[string, Partial<ClusterProps>, object[]]>([
    ['a proxy of a mesh', { mesh: istio({ version: '1.30' }) }, []],
    ['a sidecar', {}, [{ name: 'logs', image }]],
  ])('is measured in its main container where the pod has %s as well', (_, props, sidecars) => {
    const result = rendered(
      (chart) =>
        new Worker(chart, 'mailer', {
          image,
          containerName: 'main',
          scaling: { max: 5, cpu: 70 },
          sidecars: sidecars as [],
        }),
      props,
    );

    expect(specOf('HorizontalPodAutoscaler', result)).toHaveProperty('metrics', [
      {
        type: 'ContainerResource',
        containerResource: { name: 'cpu', container: 'main', target: { type: 'Utilization', averageUtilization: 70 } },
      },
    ]);
  });

  test('is measured as a whole in a mesh whose proxies stand on nodes', () => {
    const gatewayApi = { version: '1.5', channel: 'experimental' } as const;
    const ambient = { mesh: istio({ version: '1.30', mode: 'ambient' }), gatewayApi };
    expect(specOf('HorizontalPodAutoscaler', scaled({ max: 5, cpu: 70 }, ambient))).toHaveProperty(
      'metrics.0.type',
      'Resource',
    );
  });

  test('is an error beside a number of pods, which names both', () => {
    const { findings } = rendered(
      (chart) => new Worker(chart, 'mailer', { image, replicas: 3, scaling: { max: 5, cpu: 70 } }),
    );

    expect(findings.map(({ message }) => message)).toEqual([
      'Invalid value: 3: replicas of shop/mailer says 3, and scaling of shop/mailer leaves it to HorizontalPodAutoscaler shop/mailer: a field has one owner',
    ]);
  });

  test('is an error where it is said twice', () => {
    const { findings } = rendered((chart) =>
      new Worker(chart, 'mailer', { image, scaling: { max: 5, cpu: 70 } }).workload.scale({ max: 6, cpu: 70 }),
    );
    expect(findings).toMatchObject([
      { id: 'unique-field-owner', fix: 'say "scaling" of shop/mailer once' },
      { id: 'unique-object' },
    ]);
  });

  test('is an error on a cluster where nobody measures it', () => {
    const without = { autoscalers: { resourceMetrics: false } };
    expect(problems(scaled({ max: 5, cpu: 70, memory: 80 }, without))).toEqual([
      'scaling.cpu: Forbidden: nothing on test serves metrics.k8s.io, where the usage of pods is asked for',
      'scaling.memory: Forbidden: nothing on test serves metrics.k8s.io, where the usage of pods is asked for',
    ]);
  });
});

describe('anything that has a workload', () => {
  const containers = [{ image, portNumber: 8080 }];

  test('is scaled: a Deployment of cdk8s-plus loses its own number', () => {
    const result = rendered((chart) =>
      Workload.from(new PlusDeployment(chart, 'legacy', { containers })).scale({ min: 2, max: 10, cpu: 70 }),
    );
    expect(specOf('HorizontalPodAutoscaler', result, 'legacy')).toHaveProperty('scaleTargetRef.name', 'legacy');
    expect(result.objects.get('Deployment/legacy')).not.toHaveProperty('spec.replicas');
  });

  test('is scaled: an object of another kind, in its own version', () => {
    const controller = { group: 'argoproj.io', kind: 'Rollout', namespace: 'shop', name: 'legacy' };
    const result = rendered((chart) => {
      new ApiObject(chart, 'legacy', {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Rollout',
        metadata: { name: 'legacy' },
        spec: { selector: { matchLabels: { app: 'legacy' } } },
      });
      new Workload(chart, {
        ...{
          name: 'legacy',
          namespace: 'shop',
          controller,
          selectorLabels: { app: 'legacy' },
          serviceAccountName: 'a',
        },
        ...{ ports: [], probes: [], runsToCompletion: false, chart: 'shop', objectLabels: {} },
      }).scale({ max: 3, cpu: 70 });
    });
    expect(specOf('HorizontalPodAutoscaler', result, 'legacy')).toHaveProperty('scaleTargetRef', {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      name: 'legacy',
    });
  });

  test('but what has no number of pods is not', () => {
    const result = rendered((chart) => new NodeAgent(chart, 'agent', { image }).workload.scale({ max: 3, cpu: 70 }));
    expect(problems(result)).toEqual([
      'scaling: Unsupported value: "DaemonSet": it has no number of pods that could be scaled',
    ]);
  });
});

describe('other metrics', () => {
  const metric = { name: 'requests' };
  const average = { type: 'AverageValue', averageValue: '10' } as const;
  const metrics: NonNullable<Extract<Scaling, { max: number }>['metrics']> = [
    { type: 'Pods', pods: { metric, target: average } },
    {
      type: 'Object',
      object: {
        describedObject: { apiVersion: 'v1', kind: 'Service', name: 'mailer' },
        metric,
        target: { type: 'Value', value: 100 },
      },
    },
    {
      type: 'External',
      external: { metric: { ...metric, selector: { matchLabels: { queue: 'mail' } } }, target: average },
    },
  ];

  test('are the words of autoscaling/v2', () => {
    expect(specOf('HorizontalPodAutoscaler', scaled({ max: 5, metrics }, { autoscalers: adapters }))).toHaveProperty(
      'metrics',
      metrics,
    );
  });

  test('need an adapter, of which there is one for each API', () => {
    expect(problems(scaled({ max: 5, metrics }))).toEqual([
      'scaling.metrics[0]: Forbidden: nothing on test serves custom.metrics.k8s.io, where metrics of type Pods are asked for',
      'scaling.metrics[1]: Forbidden: nothing on test serves custom.metrics.k8s.io, where metrics of type Object are asked for',
      'scaling.metrics[2]: Forbidden: nothing on test serves external.metrics.k8s.io, where metrics of type External are asked for',
    ]);
  });

  test('cannot go with events: KEDA has no trigger for them', () => {
    const result = scaled({ max: 5, metrics, events: [queue] }, { autoscalers: { ...keda } });
    expect(problems(result)).toHaveLength(3);
    expect(problems(result)[0]).toBe(
      'scaling.metrics[0]: Forbidden: KEDA scales it, and has no trigger for a metric of type Pods',
    );
  });

  test('scale to zero without KEDA from Kubernetes 1.37 on', () => {
    const zero: Scaling = { min: 0, max: 5, metrics: metrics.slice(2) };
    const newest = { autoscalers: adapters, kubernetesVersion: '1.37' } as const;
    expect(specOf('HorizontalPodAutoscaler', scaled(zero, newest))).toHaveProperty('minReplicas', 0);
    expect(problems(scaled(zero, { ...newest, kubernetesVersion: '1.36' }))).toEqual([
      'scaling.min: Forbidden: test runs no autoscaler that can do it: KEDA could',
    ]);
  });
});

describe('how fast it goes', () => {
  const behavior = {
    scaleDown: {
      stabilizationWindow: Duration.minutes(10),
      policies: [{ type: 'Percent', value: 10, period: Duration.minutes(1) }],
    },
    scaleUp: { selectPolicy: 'Max', tolerance: 0.05 },
  } as const;

  test('is in the fields of the autoscaler', () => {
    const result = scaled({ max: 5, cpu: 70, behavior }, { kubernetesVersion: '1.35' });
    expect(specOf('HorizontalPodAutoscaler', result)).toHaveProperty('behavior', {
      scaleDown: { stabilizationWindowSeconds: 600, policies: [{ type: 'Percent', value: 10, periodSeconds: 60 }] },
      scaleUp: { selectPolicy: 'Max', tolerance: '50m' },
    });
  });

  test('has a tolerance from Kubernetes 1.35 on', () => {
    expect(problems(scaled({ max: 5, cpu: 70, behavior }, { kubernetesVersion: '1.34' }))).toEqual([
      'scaling.behavior.scaleUp.tolerance: Forbidden: Kubernetes 1.34 on test does not have it, 1.35 is the first that does',
    ]);
  });
});

describe('a workload that is scaled by events', () => {
  const withKeda = { autoscalers: keda };

  test('gets a ScaledObject of strings', () => {
    const result = scaled(
      {
        min: 0,
        max: 20,
        cpu: 70,
        events: [queue],
        schedule: [night],
        fallback: { failureThreshold: 3, replicas: 5 },
        cooldown: Duration.minutes(10),
        behavior: { scaleDown: { stabilizationWindow: Duration.minutes(10) } },
      },
      withKeda,
    );
    expect(specOf('ScaledObject', result)).toEqual({
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'mailer' },
      minReplicaCount: 0,
      maxReplicaCount: 20,
      cooldownPeriod: 600,
      fallback: { failureThreshold: 3, replicas: 5 },
      advanced: { horizontalPodAutoscalerConfig: { behavior: { scaleDown: { stabilizationWindowSeconds: 600 } } } },
      triggers: [
        { type: 'cpu', metricType: 'Utilization', metadata: { value: '70' } },
        {
          type: 'kafka',
          metadata: { bootstrapServers: 'kafka.example:9092', consumerGroup: 'mail', lagThreshold: '50' },
        },
        {
          type: 'cron',
          metadata: { timezone: 'Europe/Berlin', start: '0 22 * * *', end: '0 6 * * *', desiredReplicas: '3' },
        },
      ],
    });
    expect(result.objects.has('HorizontalPodAutoscaler/mailer')).toBe(false);
    expect(result.objects.has('PodDisruptionBudget/mailer')).toBe(false);
    expect(result.ownership).toMatchObject([{ path: 'spec.replicas', owner: 'ScaledObject shop/mailer' }]);
  });

  test('has its credentials in a TriggerAuthentication', () => {
    const secretTargetRef = [{ parameter: 'password', name: 'kafka', key: 'password' }];
    const result = scaled({ max: 5, events: [{ ...queue, authentication: { secretTargetRef } }] }, withKeda);

    expect(specOf('TriggerAuthentication', result, 'mailer-kafka')).toEqual({ secretTargetRef });
    expect(specOf('ScaledObject', result)).toHaveProperty('triggers.0.authenticationRef', { name: 'mailer-kafka' });
  });

  test('takes over an autoscaler that is there: both halves of it', () => {
    const { objects, findings } = scaled({ max: 5, cpu: 70, takeOver: 'mailer-old' }, withKeda);

    expect(findings).toEqual([]);
    expect(objects.get('ScaledObject/mailer')).toMatchObject({
      metadata: { annotations: { 'scaledobject.keda.sh/transfer-hpa-ownership': 'true' } },
      spec: { advanced: { horizontalPodAutoscalerConfig: { name: 'mailer-old' } } },
    });
  });

  test('gives the autoscaler of KEDA a name where its own would be too long', () => {
    const name = 'a'.repeat(60);
    const result = rendered(
      (chart) => new Worker(chart, name, { image, scaling: { max: 5, events: [queue] } }),
      withKeda,
    );
    expect(specOf('ScaledObject', result, name)).toHaveProperty('advanced.horizontalPodAutoscalerConfig.name', name);
  });

  test.each<[string, Scaling, string]>([
    ['events', { max: 5, events: [queue] }, 'scaling.events'],
    ['a schedule', { max: 5, schedule: [night] }, 'scaling.schedule'],
    ['no pods at all', { min: 0, max: 5, cpu: 70 }, 'scaling.min'],
    ['what is there already', { max: 5, cpu: 70, takeOver: 'old' }, 'scaling.takeOver'],
  ])('is an error without KEDA, with what could do it: %s', (_, scaling, path) => {
    const { findings } = scaled(scaling);
    expect(findings).toMatchObject([
      {
        id: 'unsupported-scaling-intent',
        object: { kind: 'Deployment', name: 'mailer' },
        path,
        message: 'Forbidden: test runs no autoscaler that can do it: KEDA could',
      },
    ]);
    expect(findings[0]?.fix).toContain("run KEDA and say so: autoscalers: { keda: { version: '2.20' } }");
  });

  test.each<[string, Scaling, string]>([
    [
      'no pods by usage alone',
      { min: 0, max: 5, cpu: 70 },
      'scaling.min: Invalid value: 0: CPU and memory are measured in pods',
    ],
    [
      'more pods at night than ever',
      { max: 2, schedule: [night] },
      'scaling.schedule[0].replicas: Invalid value: 3: must be at most max, 2',
    ],
    [
      'a fallback beyond',
      { max: 2, events: [queue], fallback: { failureThreshold: 3, replicas: 5 } },
      'scaling.fallback.replicas: Invalid value: 5: must be at most max, 2',
    ],
    [
      'a fallback of usage',
      { max: 5, cpu: 70, takeOver: 'a', fallback: { failureThreshold: 3, replicas: 5 } },
      'scaling.fallback: Forbidden: there is none for CPU and memory',
    ],
    [
      'a cooldown without zero',
      { min: 1, max: 5, events: [queue], cooldown: Duration.minutes(1) },
      'scaling.cooldown: has no effect: it is the time before the last pod goes, and min is 1',
    ],
    [
      'a trigger',
      { max: 5, events: [{ type: 'kafka', metadata: { consumerGroup: 'mail' } }] },
      'scaling.events[0].metadata.bootstrapServers: Required value',
    ],
    [
      'two triggers of one name',
      {
        max: 5,
        events: [
          { ...queue, name: 'a' },
          { ...queue, name: 'a' },
        ],
      },
      'scaling.events[1].name: Duplicate value: "a"',
    ],
    [
      'two sets of credentials of one name',
      {
        max: 5,
        events: [
          { ...queue, authentication: { secretTargetRef: [{ parameter: 'password', name: 'a', key: 'b' }] } },
          { ...queue, authentication: { secretTargetRef: [{ parameter: 'password', name: 'c', key: 'd' }] } },
        ],
      },
      'scaling.events[1]: Required value: name: two triggers would have their credentials in TriggerAuthentication mailer-kafka',
    ],
  ])('is refused with %s', (_, scaling, message) => {
    const [problem = ''] = problems(scaled(scaling, withKeda));
    expect(problem.slice(0, message.length)).toBe(message);
  });

  test('is judged by the version of KEDA', () => {
    const behavior = 'currentReplicas' as const;
    const old = { autoscalers: { keda: { version: '2.16' } } };
    const result = scaled({ max: 5, events: [queue], fallback: { failureThreshold: 3, replicas: 5, behavior } }, old);
    expect(problems(result)).toEqual([
      'scaling.fallback.behavior: Forbidden: KEDA 2.16 does not have it, 2.17 is the first that does',
    ]);
  });
});

describe('what KEDA alone does', () => {
  const named = { ...queue, name: 'mails' };
  const formula = { formula: 'mails / 2', target: 10 };

  test('is in the fields of its ScaledObject', () => {
    const scaling = {
      min: 2,
      max: 5,
      idle: 0,
      events: [named],
      cooldown: Duration.minutes(1),
      initialCooldown: Duration.minutes(2),
      formula: { ...formula, activationTarget: 2, metricType: 'Value' },
      fallback: { failureThreshold: 3, replicas: 3, behavior: 'scalingModifiers' },
      envSourceContainerName: 'mailer',
      restoreToOriginalReplicaCount: true,
    } as const;
    const result = scaled(scaling, { autoscalers: keda });
    expect(specOf('ScaledObject', result)).toMatchObject({
      scaleTargetRef: { name: 'mailer', envSourceContainerName: 'mailer' },
      idleReplicaCount: 0,
      minReplicaCount: 2,
      cooldownPeriod: 60,
      initialCooldownPeriod: 120,
      fallback: { behavior: 'scalingModifiers' },
      advanced: {
        restoreToOriginalReplicaCount: true,
        scalingModifiers: { formula: 'mails / 2', target: '10', activationTarget: '2', metricType: 'Value' },
      },
    });
    expect(result.objects.has('PodDisruptionBudget/mailer')).toBe(false);
  });

  test.each<[string, Partial<HorizontalScaling>, string]>([
    ['a trigger that a formula cannot name', { events: [queue], formula }, 'scaling.events[0].name: Required value'],
    [
      'a trigger that a formula leaves out',
      { events: [named, { ...named, name: 'calls' }], formula },
      'scaling.formula.formula: Invalid value: "mails / 2": must name "calls"',
    ],
    ['a schedule beside a formula', { events: [named], schedule: [night], formula }, 'scaling.schedule: Forbidden'],
    [
      'a fallback to a formula that is not there',
      { events: [named], fallback: { failureThreshold: 3, replicas: 3, behavior: 'scalingModifiers' } },
      'scaling.fallback.behavior: Forbidden: there is no formula',
    ],
    [
      'a container that is not there',
      { events: [queue], envSourceContainerName: 'main' },
      'scaling.envSourceContainerName: Not found: "main": the pods have no such container',
    ],
    [
      'a time that never counts',
      { events: [queue], min: 1, initialCooldown: Duration.minutes(1) },
      'scaling.initialCooldown: has no effect',
    ],
    [
      'a time that only KEDA has, without events',
      { cpu: 70, initialCooldown: Duration.minutes(1) },
      'scaling.initialCooldown: Forbidden: it is for KEDA',
    ],
  ])('is refused with %s', (_, scaling, message) => {
    expect(problems(scaled({ max: 5, ...scaling }, { autoscalers: keda }))).toEqual([expect.stringContaining(message)]);
  });

  test('is an error without it, or left out where that is said to be enough', () => {
    const idle = { max: 5, min: 1, cpu: 70, idle: 0, events: [queue], envSourceContainerName: 'mailer' } as const;
    expect(problems(scaled(idle))).toEqual([
      'scaling.events: Forbidden: test runs no autoscaler that can do it: KEDA could',
      'scaling.idle: Forbidden: test runs no autoscaler that can do it: KEDA could',
    ]);
    const { objects, findings } = scaled({ ...idle, onUnsupported: 'warn' as const });
    expect(findings.map(({ severity }) => severity)).toEqual(['warning', 'warning']);
    expect(objects.get('HorizontalPodAutoscaler/mailer')).toHaveProperty('spec.minReplicas', 1);
  });
});

describe('a fault of what is declared', () => {
  test.each<[string, Scaling, string]>([
    [
      'a trigger',
      { max: 5, events: [{ ...queue, metadata: { ...queue.metadata, lagTreshold: 5 } as never }] },
      'scaling.events[0].metadata.lagTreshold: unknown field: kafka does not read it; did you mean "lagThreshold"?',
    ],
    [
      'a schedule',
      { max: 2, schedule: [night] },
      'scaling.schedule[0].replicas: Invalid value: 3: must be at most max, 2',
    ],
    [
      'a name that stands for another',
      {
        max: 5,
        events: [
          {
            type: 'cron',
            metadata: { timeZone: 'UTC', start: '0 8 * * *', end: '0 9 * * *', desiredReplicas: 2 } as never,
          },
        ],
      },
      'scaling.events[0].metadata.timeZone: unknown field: cron does not read it; did you mean "timezone"?',
    ],
    [
      'a time zone',
      { max: 5, schedule: [{ ...night, timezone: 'Europe/Belin' }] },
      'scaling.schedule[0].timezone: Invalid value: "Europe/Belin": unknown time zone Europe/Belin',
    ],
    [
      'a time of the day',
      { max: 5, schedule: [{ ...night, start: '0 25 * * *' }] },
      'scaling.schedule[0].start: Invalid value: "0 25 * * *": end of range (25) above maximum (23): 25',
    ],
    ['no pods by usage', { min: 0, max: 5, cpu: 70 }, 'scaling.min: Invalid value: 0'],
  ])('is reported once, in the words of the declaration: %s', (_, scaling, message) => {
    const resources = { requests: { cpu: '100m', memory: '64Mi' } };
    const fleet = exampleFleet(
      (cluster) =>
        new Worker(new ClusterChart(cluster, 'shop', { namespace: 'shop' }), 'mailer', { image, scaling, resources }),
      { autoscalers: keda },
    );
    const errors = fleet.check('test').findings.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ path, message: said }) => `${path}: ${said}`)).toEqual([expect.stringContaining(message)]);
  });

  test('names the zone that is nearest', () => {
    const [finding] = scaled(
      { max: 5, schedule: [{ ...night, timezone: 'Europe/Belin' }] },
      { autoscalers: keda },
    ).findings;
    expect(finding?.fix).toBe('write "Europe/Berlin"');
  });

  test('of a ScaledJob is reported once as well', () => {
    const metadata = { ...queue.metadata, lagTreshold: 5 } as never;
    const fleet = exampleFleet(
      (cluster) =>
        new ScaledJob(new ClusterChart(cluster, 'shop', { namespace: 'shop' }), 'convert', {
          image,
          scaling: { max: 5, events: [{ ...queue, metadata }] },
        }),
      { autoscalers: keda },
    );
    const about = fleet
      .check('test')
      .findings.filter(({ message }) => message.includes('lagTreshold') || message.includes('lagThreshold'));
    expect(about).toMatchObject([{ id: 'unsupported-scaling-intent' }]);
  });
});

describe('what KEDA asks', () => {
  const rabbit = (chart: ClusterChart) =>
    new WebService(chart, 'rabbit', {
      image,
      port: Port.tcp(15672, { name: 'http-api' }),
      ports: [Port.tcp(5672, { name: 'amqp' })],
    });
  const mail = (host: string) =>
    ({ type: 'rabbitmq', metadata: { queueName: 'mail', host, mode: 'QueueLength', value: 20 } }) as const;
  const fromKeda = {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'keda' } },
    podSelector: { matchLabels: { app: 'keda-operator' } },
  };

  test.each([
    'http://rabbit.shop:15672',
    'http://rabbit.shop.svc:15672/',
    'http://rabbit.shop.svc.cluster.local:15672',
  ])('lets it in, at the port of %s alone', (host) => {
    const { objects, findings } = rendered(
      (chart) => {
        rabbit(chart);
        new Worker(chart, 'mailer', { image, scaling: { max: 5, events: [mail(host)] } });
      },
      { autoscalers: keda },
    );
    expect(findings).toEqual([]);
    expect(objects.get('NetworkPolicy/rabbit')).toHaveProperty('spec.ingress', [
      { from: [fromKeda], ports: [{ protocol: 'TCP', port: 15672 }] },
    ]);
  });

  const bySecret = (
    event: object,
    ports: readonly ReturnType<typeof Port.tcp>[] = [Port.tcp(5672, { name: 'amqp' })],
  ) =>
    rendered(
      (chart) => {
        const source = new WebService(chart, 'rabbit', { image, port: Port.tcp(15672, { name: 'http-api' }), ports });
        const metadata = { queueName: 'mail', mode: 'QueueLength', value: 20 } as const;
        const asked = { type: 'rabbitmq', metadata, authenticationRef: { name: 'rabbit' }, source, ...event } as const;
        new Worker(chart, 'mailer', { image, scaling: { max: 5, events: [asked] } });
      },
      { autoscalers: keda },
    );

  test.each<[string, object, [] | undefined, number]>([
    ['the number of a port', { sourcePort: 5672 }, undefined, 5672],
    ['its name', { sourcePort: 'amqp' }, undefined, 5672],
    ['nothing, where there is one', {}, [], 15672],
  ])('lets it in at one port alone where a Secret has the address and the event says %s', (_, event, ports, port) => {
    const { objects, findings } = bySecret(event, ports);
    expect(findings).toEqual([]);
    expect(objects.get('NetworkPolicy/rabbit')).toHaveProperty('spec.ingress', [
      { from: [fromKeda], ports: [{ protocol: 'TCP', port }] },
    ]);
  });

  test.each<[string, object, string]>([
    [
      'of several nobody says which',
      {},
      'sourcePort: Required value: the metadata does not say at which port KEDA asks shop/rabbit',
    ],
    ['it is not there', { sourcePort: 'ampq' }, 'sourcePort: Not found: "ampq": shop/rabbit has no such port'],
    ['there is no source', { source: undefined, sourcePort: 80 }, 'sourcePort: Forbidden: it is a port of source'],
    [
      'the address has another',
      { metadata: { ...mail('http://rabbit.shop:81').metadata }, authenticationRef: undefined },
      'metadata.host: Invalid value: 81: Service shop/rabbit has no such port',
    ],
  ])('is let in at no port where %s', (_, event, message) => {
    const result = bySecret(event);
    expect(problems(result)).toEqual([expect.stringContaining(`scaling.events[0].${message}`)]);
    expect(JSON.stringify(result.objects.get('NetworkPolicy/rabbit'))).not.toContain('keda');
  });

  test.each([
    [
      'a name that KEDA does not find',
      'http://rabbit:15672',
      'scaling.events[0].metadata.host: Invalid value: "rabbit": KEDA asks from its own namespace, keda, where there is no such Service',
    ],
    [
      'a port that is not there',
      'http://rabbit.shop:80',
      'scaling.events[0].metadata.host: Invalid value: 80: Service shop/rabbit has no such port',
    ],
  ])('is refused with %s', (_, host, message) => {
    const result = rendered(
      (chart) => {
        rabbit(chart);
        new Worker(chart, 'mailer', { image, scaling: { max: 5, events: [mail(host)] } });
      },
      { autoscalers: keda },
    );
    expect(problems(result)).toEqual([message]);
  });

  const inMesh = { mesh: istio({ version: '1.30' }) };
  const asked = (autoscalers: AutoscalerOptions) =>
    rendered(
      (chart) => {
        rabbit(chart);
        new Worker(chart, 'mailer', { image, scaling: { max: 5, events: [mail('http://rabbit.shop:15672')] } });
      },
      { ...inMesh, autoscalers },
    );

  test('is let in by its identity, where KEDA is part of the mesh', () => {
    const { objects, findings } = asked({ keda: { version: '2.20', mesh: { serviceAccountName: 'keda-operator' } } });
    expect(findings).toEqual([]);
    expect(JSON.stringify(objects.get('AuthorizationPolicy/rabbit'))).toContain(
      'cluster.local/ns/keda/sa/keda-operator',
    );
  });

  test('is an error where KEDA is outside of a mesh that takes encrypted requests alone', () => {
    expect(problems(asked(keda))).toEqual([
      'mesh.mutualTls: Forbidden: KEDA is outside the mesh, and shop/rabbit accepts encrypted requests alone (strict)',
    ]);
  });
});

describe('what a metric adapter asks', () => {
  const adapter = { namespace: 'monitoring', podLabels: { app: 'prometheus-adapter' }, serves: ['custom'] } as const;
  const asked = (url: string, props: Partial<ClusterProps> = {}, identity: object = {}) =>
    rendered(
      (chart) =>
        new WebService(chart, 'prometheus', {
          image,
          port: Port.http(9090),
          ports: [Port.tcp(10901, { name: 'thanos' })],
        }),
      { ...props, autoscalers: { metricAdapters: [{ ...adapter, ...identity, asks: [url] }] } },
    );

  test.each(['http://prometheus.shop:9090', 'http://prometheus.shop.svc.cluster.local:9090/prom'])(
    'lets it in, at the port of %s alone',
    (url) => {
      const { objects, findings } = asked(url);
      expect(findings).toEqual([]);
      expect(objects.get('NetworkPolicy/prometheus')).toHaveProperty('spec.ingress', [
        {
          from: [
            {
              namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } },
              podSelector: { matchLabels: { app: 'prometheus-adapter' } },
            },
          ],
          ports: [{ protocol: 'TCP', port: 9090 }],
        },
      ]);
    },
  );

  test('lets it in by its identity in a mesh, and is an error where it is outside of one that encrypts all', () => {
    const inMesh = { mesh: istio({ version: '1.30' }) };
    const inside = asked('http://prometheus.shop:9090', inMesh, { mesh: { serviceAccountName: 'adapter' } });
    expect(inside.findings).toEqual([]);
    expect(JSON.stringify(inside.objects.get('AuthorizationPolicy/prometheus'))).toContain(
      'cluster.local/ns/monitoring/sa/adapter',
    );
    expect(problems(asked('http://prometheus.shop:9090', inMesh))).toEqual([
      'mesh.mutualTls: Forbidden: the metric adapter in monitoring is outside the mesh, and shop/prometheus accepts encrypted requests alone (strict)',
    ]);
  });

  test('changes nothing where it is not of the tree', () => {
    const { objects, findings } = asked('http://prometheus.monitoring:9090');
    expect(findings).toEqual([]);
    expect(JSON.stringify(objects.get('NetworkPolicy/prometheus'))).not.toContain('prometheus-adapter');
  });

  test('is an error at a port that is not there, and where it is no URL', () => {
    expect(problems(asked('http://prometheus.shop'))).toEqual([
      'autoscalers.metricAdapters[0].asks[0]: Invalid value: "http://prometheus.shop": Service shop/prometheus has no port 80',
    ]);
    expect(errorOf(() => asked('prometheus.shop:9090'))).toContain('must be a URL');
  });
});

describe('requests that are scaled', () => {
  const limitRange = (chart: ClusterChart) =>
    new ApiObject(chart, 'limits', {
      apiVersion: 'v1',
      kind: 'LimitRange',
      metadata: { name: 'limits' },
      spec: { limits: [{ type: 'Container', max: { memory: '2Gi' }, min: { cpu: '10m' } }] },
    });

  test('are those of a VerticalPodAutoscaler, and stand in the ledger', () => {
    const result = scaled(
      { vertical: { updateMode: 'Recreate', containers: { '*': { max: { memory: '1Gi' } } } } },
      { autoscalers: vpa },
    );
    expect(specOf('VerticalPodAutoscaler', result)).toEqual({
      targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'mailer' },
      updatePolicy: { updateMode: 'Recreate' },
      resourcePolicy: { containerPolicies: [{ containerName: '*', maxAllowed: { memory: '1Gi' } }] },
    });
    expect(result.objects.get('Deployment/mailer')).toHaveProperty('spec.replicas', 1);
    expect(result.ownership).toMatchObject([{ path: 'pods.resources', owner: 'VerticalPodAutoscaler shop/mailer' }]);
  });

  test('are those that do not decide the number of pods', () => {
    const both = { max: 5, cpu: 70, vertical: { updateMode: 'Initial' } } as const;
    expect(specOf('VerticalPodAutoscaler', scaled(both, { autoscalers: vpa }))).toHaveProperty('resourcePolicy', {
      containerPolicies: [{ containerName: '*', controlledResources: ['memory'] }],
    });
    expect(problems(scaled({ ...both, memory: 80 }, { autoscalers: vpa }))).toEqual([
      'scaling.vertical: Forbidden: the number of pods follows from the usage of cpu and memory as shares of their requests',
    ]);
    const explicit = {
      ...both,
      vertical: { updateMode: 'Initial', containers: { '*': { controlledResources: ['cpu'] } } },
    } as const;
    expect(problems(scaled(explicit, { autoscalers: vpa }))).toEqual([
      'scaling.vertical.containers[*].controlledResources: Forbidden: the number of pods follows from the usage of cpu as a share of the request, which would change with it',
    ]);
    const off = { ...both, memory: 80, vertical: { updateMode: 'Off' } } as const;
    expect(specOf('VerticalPodAutoscaler', scaled(off, { autoscalers: vpa }))).toHaveProperty(
      'updatePolicy.updateMode',
      'Off',
    );
    const byAmount = { max: 5, cpu: { averageValue: '500m' }, vertical: { updateMode: 'Initial' } } as const;
    expect(specOf('VerticalPodAutoscaler', scaled(byAmount, { autoscalers: vpa }))).not.toHaveProperty(
      'resourcePolicy',
    );
  });

  test('stay within the LimitRange of the namespace', () => {
    const within = (max: string | undefined) =>
      rendered(
        (chart) => {
          limitRange(chart);
          const containers = { '*': max === undefined ? {} : { max: { memory: max } } };
          new Worker(chart, 'mailer', { image, scaling: { vertical: { updateMode: 'Recreate', containers } } });
        },
        { autoscalers: vpa },
      );
    expect(specOf('VerticalPodAutoscaler', within(undefined))).toHaveProperty('resourcePolicy.containerPolicies', [
      { containerName: '*', minAllowed: { cpu: '10m' }, maxAllowed: { memory: '2Gi' } },
    ]);
    expect(specOf('VerticalPodAutoscaler', within('1Gi'))).toHaveProperty(
      'resourcePolicy.containerPolicies.0.maxAllowed',
      { memory: '1Gi' },
    );
    expect(problems(within('4Gi'))).toEqual([
      'scaling.vertical.containers[*].max.memory: Invalid value: "4Gi": LimitRange limits lets a container have 2Gi at most',
    ]);
  });

  test.each<[string, Partial<ClusterProps>, 'InPlace' | 'InPlaceOrRecreate', string | undefined]>([
    [
      '1.4 with the gate',
      { autoscalers: { verticalPodAutoscaler: { version: '1.4', featureGates: ['InPlaceOrRecreate'] } } },
      'InPlaceOrRecreate',
      undefined,
    ],
    ['1.5', { autoscalers: { verticalPodAutoscaler: { version: '1.5' } } }, 'InPlaceOrRecreate', undefined],
    [
      '1.4',
      { autoscalers: { verticalPodAutoscaler: { version: '1.4' } } },
      'InPlaceOrRecreate',
      'its gate InPlaceOrRecreate is off',
    ],
    [
      '1.3',
      { autoscalers: { verticalPodAutoscaler: { version: '1.3' } } },
      'InPlaceOrRecreate',
      '1.4 is the first that has it',
    ],
    ['1.7', { autoscalers: vpa }, 'InPlace', 'its gate InPlace is off'],
    [
      '1.7 with the gate',
      { autoscalers: { verticalPodAutoscaler: { version: '1.7', featureGates: ['InPlace'] } } },
      'InPlace',
      undefined,
    ],
    [
      '1.7 on Kubernetes 1.32',
      { autoscalers: vpa, kubernetesVersion: '1.32' },
      'InPlaceOrRecreate',
      'Kubernetes 1.32 on test changes no running pod, 1.33 is the first that does',
    ],
  ])('change in running pods where version and gates let them: %s', (_, props, updateMode, reason) => {
    const found = problems(scaled({ vertical: { updateMode } }, props));
    expect(found).toHaveLength(reason === undefined ? 0 : 1);
    expect(found.join()).toContain(reason ?? '');
  });

  const gates = (version: string, ...featureGates: string[]) => ({
    autoscalers: { verticalPodAutoscaler: { version, featureGates } },
  });
  const boost = { cpu: { factor: 3, duration: Duration.seconds(30) } };

  test('have every field of its newest version', () => {
    const vertical = {
      updateMode: 'Recreate',
      evictAfterOOM: Duration.minutes(5),
      recommender: 'careful',
      startupBoost: { cpu: { quantity: '2' } },
      containers: { '*': { oomBumpUpRatio: 1.5, oomMinBumpUp: '200Mi', startupBoost: boost }, logs: { mode: 'Off' } },
    } as const;
    expect(
      specOf('VerticalPodAutoscaler', scaled({ vertical }, gates('1.7', 'PerVPAConfig', 'CPUStartupBoost'))),
    ).toEqual({
      targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'mailer' },
      updatePolicy: { updateMode: 'Recreate', evictAfterOOMSeconds: 300 },
      recommenders: [{ name: 'careful' }],
      startupBoost: { cpu: { type: 'Quantity', quantity: '2' } },
      resourcePolicy: {
        containerPolicies: [
          {
            containerName: '*',
            oomBumpUpRatio: '1500m',
            oomMinBumpUp: '200Mi',
            startupBoost: { cpu: { type: 'Factor', factor: 3, durationSeconds: 30 } },
          },
          { containerName: 'logs', mode: 'Off' },
        ],
      },
    });
  });

  test.each<[string, Omit<VerticalScaling, 'updateMode'>, Partial<ClusterProps>, string[]]>([
    [
      'startupBoost without its gate',
      { startupBoost: boost },
      gates('1.7'),
      ['startupBoost: Forbidden: VerticalPodAutoscaler 1.7 on test: its gate CPUStartupBoost is off'],
    ],
    [
      'startupBoost of a container on 1.6',
      { containers: { '*': { startupBoost: boost } } },
      gates('1.6', 'CPUStartupBoost'),
      ['containers[*].startupBoost: Forbidden: VerticalPodAutoscaler 1.6 on test: 1.7 is the first that has it'],
    ],
    [
      'startupBoost on Kubernetes 1.32',
      { startupBoost: boost },
      { ...gates('1.7', 'CPUStartupBoost'), kubernetesVersion: '1.32' },
      ['startupBoost: Forbidden: Kubernetes 1.32 on test changes no running pod, 1.33 is the first that does'],
    ],
    [
      'what its recommender does after running out of memory',
      { evictAfterOOM: Duration.minutes(1), containers: { '*': { oomBumpUpRatio: 2, oomMinBumpUp: '1Gi' } } },
      gates('1.5'),
      [
        'evictAfterOOM: Forbidden: VerticalPodAutoscaler 1.5 on test: 1.7 is the first that has it',
        'containers[*].oomBumpUpRatio: Forbidden: VerticalPodAutoscaler 1.5 on test: its gate PerVPAConfig is off',
        'containers[*].oomMinBumpUp: Forbidden: VerticalPodAutoscaler 1.5 on test: its gate PerVPAConfig is off',
      ],
    ],
  ])('are refused where version or gates do not have them: %s', (_, vertical, props, reasons) => {
    expect(problems(scaled({ vertical: { updateMode: 'Recreate', ...vertical } }, props))).toEqual(
      reasons.map((reason) => `scaling.vertical.${reason}`),
    );
  });

  test('are an error without the VerticalPodAutoscaler', () => {
    expect(problems(scaled({ vertical: { updateMode: 'Off' } }))).toEqual([
      'scaling.vertical: Forbidden: test runs no autoscaler that changes requests: the VerticalPodAutoscaler could',
    ]);
  });
});

describe('from JavaScript', () => {
  test.each<[string, object, string]>([
    ['a mistyped field', { max: 5, memroy: 70 }, 'scaling.memroy: unknown field; did you mean "memory"?'],
    ['no maximum', { min: 1, cpu: 70 }, 'scaling.max: Required value'],
    ['a minimum above', { min: 6, max: 5, cpu: 70 }, 'scaling.min: Invalid value: 6: must be at most max, 5'],
    [
      'nothing to follow',
      { max: 5 },
      'scaling: Required value: at least one of cpu, memory, metrics, events, schedule',
    ],
    ['half a pod', { max: 1.5, cpu: 70 }, 'scaling.max: Invalid value: 1.5: must be a whole number'],
    ['no usage', { max: 5, cpu: 0 }, 'scaling.cpu: Invalid value: 0: must be at least 1'],
    [
      'two targets',
      { max: 5, cpu: { averageUtilization: 5, averageValue: '1' } },
      'scaling.cpu.averageValue: Forbidden',
    ],
    [
      'a mode that is deprecated',
      { vertical: { updateMode: 'Auto' } },
      'scaling.vertical.updateMode: Unsupported value: "Auto": it is deprecated, and means "Recreate"',
    ],
    [
      'a number for a time',
      { max: 5, cpu: 70, cooldown: 300 },
      'scaling.cooldown: Invalid value: 300: must be a Duration',
    ],
    ['a metric without its source', { max: 5, metrics: [{ type: 'Pods' }] }, 'scaling.metrics[0].pods: Required value'],
    [
      'a metric with the source of another',
      { max: 5, metrics: [{ type: 'Resource', pods: { metric: { name: 'a' }, target: { type: 'Value', value: 1 } } }] },
      'scaling.metrics[0].resource: Required value',
    ],
    [
      'an hour and more',
      { max: 5, cpu: 70, behavior: { scaleUp: { stabilizationWindow: Duration.hours(2) } } },
      'scaling.behavior.scaleUp.stabilizationWindow: Invalid value: "7200s": must be whole seconds, from 0 to 3600',
    ],
    [
      'no policy',
      { max: 5, cpu: 70, behavior: { scaleUp: { policies: [] } } },
      'scaling.behavior.scaleUp.policies: Required value',
    ],
    [
      'more about a container that is left as it is',
      { vertical: { updateMode: 'Initial', containers: { logs: { mode: 'Off', max: { cpu: '1' } } } } },
      'scaling.vertical.containers.logs.max: Forbidden: mode is "Off"',
    ],
    [
      'an amount that is none',
      { vertical: { updateMode: 'Initial', containers: { '*': { max: { cpu: 'much' } } } } },
      'scaling.vertical.containers.*.max.cpu: Invalid value: "much": must be a quantity',
    ],
    [
      'two boosts in one',
      { vertical: { updateMode: 'Off', startupBoost: { cpu: { factor: 2, quantity: '2' } } } },
      'scaling.vertical.startupBoost.cpu.quantity: Forbidden',
    ],
    ['an idle number', { max: 5, cpu: 70, idle: 1 }, 'scaling.idle: Invalid value: 1: must be 0'],
    ['idling without events', { max: 5, cpu: 70, idle: 0 }, 'scaling.idle: Forbidden: nothing says when to come back'],
  ])('is told of %s', (_, scaling, message) => {
    const [path = ''] = message.split(': ');
    const error = errorOf(() => scaled(scaling as Scaling));
    expect(error).toContain(`Worker shop/mailer  ${path}\n`);
    expect(error).toContain(`\n  ${message.slice(path.length + 2)}`);
  });

  test.each<[object, string, string]>([
    [{ maxReplicas: 5, cpu: 70 }, 'scaling.maxReplicas', 'write "max"'],
    [{ minReplicas: 1, max: 5, cpu: 70 }, 'scaling.minReplicas', 'write "min"'],
    [{ max: 5, triggers: [] }, 'scaling.triggers', 'write "events"'],
    [{ max: 5, targetCPUUtilizationPercentage: 70 }, 'scaling.targetCPUUtilizationPercentage', 'write "cpu"'],
    [{ max: 5, schedule: [{ ...night, timeZone: 'UTC' }] }, 'scaling.schedule[0].timeZone', 'write "timezone"'],
    [{ max: 5, cpu: '70%' }, 'scaling.cpu', 'write 70'],
    [{ max: 5, memory: '70' }, 'scaling.memory', 'write 70'],
    [{ max: 5, cpu: 0.7 }, 'scaling.cpu', 'write 70'],
    [{ max: 5, cpu: '500m' }, 'scaling.cpu', 'write { averageValue: "500m" }'],
    [{ max: 5, cpu: { averageUtilization: '70%' } }, 'scaling.cpu.averageUtilization', 'write 70'],
    [{ max: 5, cpu: { utilization: 70 } }, 'scaling.cpu.utilization', 'write "averageUtilization"'],
  ])('is told what to write instead of %j', (scaling, path, fix) => {
    const error = errorOf(() => scaled(scaling as Scaling));
    expect(error).toContain(`Worker shop/mailer  ${path}\n`);
    expect(error).toContain(`fix:  ${fix}\n`);
  });

  test('is told of a trigger that is mistyped, at synth', () => {
    const events: object[] = [{ type: 'kafka', metadata: { ...queue.metadata, lagTreshold: 5 } }];
    expect(problems(scaled({ max: 5, events } as Scaling, { autoscalers: keda }))[0]).toContain(
      'scaling.events[0].metadata.lagTreshold: unknown field: kafka does not read it; did you mean "lagThreshold"?',
    );
  });
});
