import * as plus from 'cdk8s-plus-28';
import { Cron } from 'cdk8s';
import { Port, WebService, Workload, type ClusterChart } from '../../lib';
import { renderChart } from '../example-fleet';

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
