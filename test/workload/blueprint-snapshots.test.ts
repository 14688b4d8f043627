import { Duration } from 'cdk8s';
import { BatchJob, Config, NodeAgent, Port, ScheduledJob, WebService, Worker } from '../../lib';
import { describeBlueprint, type DescribeBlueprintOptions } from '../../lib/testing';

/** Every version that clusters may run, in dev and in production; what meshes add is the business of their own tests. */
const everyVersion: DescribeBlueprintOptions = { meshes: { 'no-mesh': undefined } };

const common = {
  image: 'registry.example/app:1.0.0',
  resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '64Mi' } },
};

describeBlueprint(
  'WebService',
  (chart) =>
    new WebService(chart, 'cart', {
      ...common,
      port: Port.grpc(7070, { servicePort: 80 }),
      probes: { readiness: { grpc: {} }, liveness: { tcpSocket: {}, period: Duration.seconds(20) } },
    }),
  everyVersion,
);

describeBlueprint('Worker', (chart) => new Worker(chart, 'mailer', { ...common, command: ['mailer'] }), everyVersion);

describeBlueprint(
  'NodeAgent',
  (chart) => new NodeAgent(chart, 'agent', { ...common, everywhere: true, priorityClassName: 'system-node-critical' }),
  everyVersion,
);

describeBlueprint(
  'ScheduledJob',
  (chart) => new ScheduledJob(chart, 'report', { ...common, schedule: '0 3 * * *', activeDeadline: Duration.hours(1) }),
  everyVersion,
);

describeBlueprint(
  'BatchJob',
  (chart) => new BatchJob(chart, 'migrate', { ...common, backoffLimit: 0, activeDeadline: Duration.minutes(10) }),
  everyVersion,
);

describeBlueprint(
  'Config',
  (chart) => {
    const config = new Config(chart, 'settings', { data: { 'app.conf': 'level = info\nworkers = 4\n' } });
    new Worker(chart, 'mailer', { ...common, config: [config.mount('/etc/mailer'), config.asEnvironment()] });
  },
  everyVersion,
);
