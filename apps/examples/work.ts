import { Duration, Size } from 'cdk8s';
import { Cluster, ClusterChart, Environment, ExternalService, Fleet, ScheduledJob, Worker } from '../../lib';

const environment = new Environment('dev');
const clusters = [new Cluster('dev-1', { environment, kubernetesVersion: '1.34' })];

export const fleet = new Fleet({ clusters }).deploy((cluster) => {
  const chart = new ClusterChart(cluster, 'mail', { namespace: 'mail' });
  // Something outside of the cluster, by its names and the addresses that a NetworkPolicy can hold.
  const smtp = new ExternalService(chart, 'smtp', {
    hosts: ['smtp.example.com'],
    ports: [{ name: 'submission', port: 587, application: 'tcp' }],
    cidrs: ['192.0.2.0/28'],
  });
  const sender = new Worker(chart, 'sender', {
    image: 'registry.example/sender:3.1.0',
    env: { BATCH_SIZE: 100, QUEUE: 'outbox' },
    scratch: { '/tmp': Size.mebibytes(64) },
    terminationGracePeriod: Duration.minutes(2),
  });
  sender.connections.allowTo(smtp.peer);

  const report = new ScheduledJob(chart, 'report', {
    image: 'registry.example/report:3.1.0',
    schedule: '0 6 * * 1-5',
    timeZone: 'Europe/Berlin',
    activeDeadline: Duration.minutes(30),
    backoffLimit: 2,
  });
  report.connections.allowTo(smtp.peer);
});
