import * as plus from 'cdk8s-plus-28';
import { ApiObject, Cron } from 'cdk8s';
import { Construct } from 'constructs';
import { Port, WebService, Workload, type ClusterChart } from '../../lib';
import { renderChart } from '../example-fleet';
import { rejection } from '../rejection';

const containers = [{ image: 'legacy:1', portNumber: 8080 }];

const makers: Readonly<Record<string, (chart: ClusterChart) => plus.Workload>> = {
  Deployment: (chart) => new plus.Deployment(chart, 'legacy', { containers }),
  StatefulSet: (chart) =>
    new plus.StatefulSet(chart, 'legacy', {
      containers,
      service: new plus.Service(chart, 'legacy-service', { ports: [{ port: 80 }] }),
    }),
  DaemonSet: (chart) => new plus.DaemonSet(chart, 'legacy', { containers }),
  Job: (chart) => new plus.Job(chart, 'legacy', { containers }),
  CronJob: (chart) => new plus.CronJob(chart, 'legacy', { containers, schedule: Cron.daily() }),
};

test.each(Object.keys(makers))('a %s of cdk8s-plus joins in: its policy selects its own pods', (kind) => {
  let adapted: Workload | undefined;
  const objects = renderChart((chart) => {
    const make = makers[kind];
    if (make === undefined) throw new Error(kind);
    adapted = Workload.from(make(chart));
    const server = new WebService(chart, 'server', { image: 'server:1', port: Port.http(80) });
    adapted.connections.allowTo(server);
  });
  const group = kind === 'Job' || kind === 'CronJob' ? 'batch' : 'apps';
  expect(adapted).toMatchObject({
    name: 'legacy',
    namespace: 'shop',
    controller: { group, kind, namespace: 'shop', name: 'legacy' },
    ports: [{ containerPort: 8080, protocol: 'TCP' }],
    runsToCompletion: group === 'batch',
  });
  const labels = adapted?.selectorLabels ?? {};
  expect(Object.keys(labels)).not.toEqual([]);
  const manifest = objects.get(`${kind}/legacy`);
  const template =
    kind === 'CronJob' ? 'spec.jobTemplate.spec.template.metadata.labels' : 'spec.template.metadata.labels';
  expect(manifest).toHaveProperty(template, expect.objectContaining(labels));
  expect(objects.get('NetworkPolicy/legacy')).toHaveProperty('spec.podSelector.matchLabels', labels);
  expect(objects.get('NetworkPolicy/server')).toHaveProperty('spec.ingress', [
    { from: [{ podSelector: { matchLabels: labels } }], ports: [{ protocol: 'TCP', port: 80 }] },
  ]);
});

test('adapting changes no byte of the workload itself', () => {
  const legacyOf = (adapt: boolean) =>
    renderChart((chart) => {
      const legacy = new plus.Deployment(chart, 'legacy', { containers });
      if (adapt) Workload.from(legacy);
    }).get('Deployment/legacy');
  expect(legacyOf(true)).toEqual(legacyOf(false));
});

test('a workload of any other cdk8s-plus joins in by its type', () => {
  // As a package for another Kubernetes version has it: a class of its own, with private members of its own.
  class Deployment extends Construct {
    private readonly props = { replicas: 1 };
    readonly matchLabels = { app: 'legacy' };
    readonly podMetadata = { getLabel: () => undefined };
    readonly containers = [{ name: 'main', ports: [{ number: 8080, protocol: 'TCP' }] }];
    constructor(scope: Construct, id: string) {
      super(scope, id);
      new ApiObject(this, 'Resource', {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: id },
        ...this.props,
      });
    }
  }
  const objects = renderChart((chart) => {
    const server = new WebService(chart, 'server', { image: 'server:1', port: Port.http(80) });
    Workload.from(new Deployment(chart, 'legacy')).connections.allowTo(server);
  });
  expect(objects.get('NetworkPolicy/legacy')).toHaveProperty('spec.podSelector.matchLabels', { app: 'legacy' });
});

describe('an object that is written as Kubernetes has it', () => {
  const deployment = (spec: object = {}) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'raw', namespace: 'shop' },
    spec: {
      selector: { matchLabels: { app: 'raw' } },
      template: {
        metadata: { labels: { app: 'raw' } },
        spec: {
          serviceAccountName: 'robot',
          terminationGracePeriodSeconds: 90,
          containers: [
            {
              name: 'main',
              image: 'raw:1',
              ports: [
                { name: 'web', containerPort: 8080 },
                { containerPort: 53, protocol: 'UDP' },
              ],
              readinessProbe: { httpGet: { port: 'web', path: '/ready' } },
              livenessProbe: { exec: { command: ['true'] } },
            },
          ],
        },
      },
      ...spec,
    },
  });

  test('joins in with one call', () => {
    let adapted: Workload | undefined;
    const objects = renderChart((chart) => {
      const server = new WebService(chart, 'server', { image: 'server:1', port: Port.http(80) });
      adapted = Workload.from(new ApiObject(chart, 'raw', deployment()));
      adapted.connections.allowTo(server).allowFrom(server, { ports: ['web'] });
    });
    expect(adapted).toMatchObject({
      name: 'raw',
      namespace: 'shop',
      controller: { group: 'apps', kind: 'Deployment', namespace: 'shop', name: 'raw' },
      selectorLabels: { app: 'raw' },
      serviceAccountName: 'robot',
      ports: [
        { name: 'web', containerPort: 8080, protocol: 'TCP' },
        { name: 'port-53', containerPort: 53, protocol: 'UDP' },
      ],
      probes: [{ handler: 'httpGet', port: 8080, path: '/ready' }],
      containers: ['main'],
      runsToCompletion: false,
    });
    expect(adapted?.terminationGracePeriod?.toSeconds()).toBe(90);
    expect(objects.get('NetworkPolicy/raw')).toHaveProperty('spec.podSelector.matchLabels', { app: 'raw' });
  });

  test('says what it speaks, and where its Service is, as any other', () => {
    renderChart((chart) => {
      const service = { name: 'raw', headless: false };
      const { ports } = Workload.from(new ApiObject(chart, 'raw', deployment()), { ports: [Port.grpc(8080)], service });
      expect(ports).toEqual([Port.grpc(8080)]);
    });
  });

  test('that makes no pods is refused, and so is one whose pods have no labels', () => {
    const call = (object: { apiVersion: string; kind: string }) => () =>
      renderChart((chart) => Workload.from(new ApiObject(chart, 'raw', object)));
    expect(call({ apiVersion: 'v1', kind: 'ConfigMap' })).toThrow(
      rejection(
        'Workload shop/raw',
        'spec.template',
        'Required value: a ConfigMap of v1 makes no pods that are known here',
      ),
    );
    const template = { spec: { containers: [] } };
    expect(call(deployment({ selector: {}, template }))).toThrow('no label tells its pods from others');
  });
});
