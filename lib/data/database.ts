import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { chartContextOf, type ChartContext } from '../chart/chart-context';
import { assertProps, rejectProps } from '../fleet/assert-props';
import { Cluster } from '../fleet/cluster';
import type { OperatorFacts } from '../fleet/facts/operators';
import { placedId } from '../fleet/placed-id';
import type { ConnectionPort } from '../model/connection';
import type { Connections } from '../model/connections';
import { objectLabels } from '../model/object-owner';
import type { PeerLike } from '../model/to-peer';
import type { HasWorkload } from '../model/workload-model';
import { Workload } from '../workload/workload';
import type { EnvValue } from '../workload/workload-props';
import { chooseBackend } from './choose-backend';
import type { DatabaseConnection, DatabasePods } from './database-backend';
import { databaseShape, type DatabaseProps } from './database-props';

/**
 * A database that an operator of the cluster runs: its objects, the connections that its servers, its pooler, its backups and
 * the operator need, and how clients reach it. The pods stand outside of the mesh, and encrypt by themselves.
 */
export class Database extends Construct implements HasWorkload {
  /** The pods that clients connect to: the pooler, or the servers. */
  readonly workload: Workload;
  /** How clients reach it. */
  readonly connection: DatabaseConnection;

  constructor(scope: Construct, id: string, props: DatabaseProps) {
    super(scope, placedId('Database', scope, id));
    assertProps(this, 'Database', databaseShape, props);
    const cluster = Cluster.of(this);
    const context = chartContextOf(this);
    const instances = props.instances ?? (cluster.environment.tier === 'production' ? 3 : 1);
    const asked = { ...props, instances };
    this.assertFits(asked);
    const chosen = chooseBackend(asked, cluster);
    if (!('backend' in chosen)) rejectProps(this, 'Database', chosen);
    const name = props.name ?? id;
    const model = {
      ...asked,
      name,
      namespace: context.namespace,
      database: props.database ?? name.replaceAll('-', '_'),
      spreadsZones: props.highAvailability?.zones ?? cluster.zones.length > 1,
      cluster,
      runs: chosen.runs,
    };
    const lack = chosen.backend.lacks?.(model);
    if (lack !== undefined) rejectProps(this, 'Database', lack);
    const { manifests, pods, connection } = chosen.backend.build(model);
    this.connection = connection;
    for (const { apiVersion, kind, metadata, ...fields } of manifests)
      new ApiObject(this, `${kind}-${metadata.name}`, { apiVersion, kind, metadata: { ...metadata }, ...fields });
    const workloads = pods.map((group) => ({ group, workload: this.declare(group, context) }));
    this.workload = workloads[0]?.workload ?? this.declare(pods[0], context);
    this.connect(workloads, chosen.runs, [props.backup?.peer, props.restore?.peer]);
  }

  /** Who may talk to it. */
  get connections(): Connections {
    return this.workload.connections;
  }

  /**
   * The variables by which a client finds it: `DATABASE_HOST`, `DATABASE_PORT`, `DATABASE_NAME`, `DATABASE_USER` and
   * `DATABASE_PASSWORD`, and `DATABASE_READ_HOST` where there are servers to read from.
   *
   * @param prefix what their names begin with, `DATABASE` when left out
   */
  env(prefix = 'DATABASE'): Readonly<Record<string, EnvValue>> {
    const { host, readHost, port, database, secretName, keys } = this.connection;
    const from = (key: string): EnvValue => ({ secretKeyRef: { name: secretName, key } });
    return {
      [`${prefix}_HOST`]: host,
      ...(readHost === undefined ? {} : { [`${prefix}_READ_HOST`]: readHost }),
      [`${prefix}_PORT`]: port,
      [`${prefix}_NAME`]: database,
      [`${prefix}_USER`]: from(keys.username),
      [`${prefix}_PASSWORD`]: from(keys.password),
    };
  }

  /**
   * Makes a client of it in one call: `make` is given the variables, and what it makes may talk to the database.
   *
   * `const web = database.usedBy((env) => new WebService(this, 'web', { image, port, env }))`
   */
  usedBy<Client extends HasWorkload & { readonly connections: Connections }>(
    make: (env: Readonly<Record<string, EnvValue>>) => Client,
  ): Client {
    const client = make(this.env());
    client.connections.allowTo(this);
    return client;
  }

  private assertFits(props: Asked): void {
    const { instances, highAvailability = {}, backup, restore, databases = [], users = [] } = props;
    const { synchronousReplicas = 0 } = highAvailability;
    if (synchronousReplicas >= instances)
      rejectProps(this, 'Database', {
        path: 'highAvailability.synchronousReplicas',
        message: `Invalid value: ${synchronousReplicas}: ${instances} servers have ${instances - 1} replicas at most`,
        fix: 'use more instances, or fewer synchronous replicas',
      });
    const days = backup?.retention.toDays({ integral: false }) ?? 1;
    if (!Number.isInteger(days))
      rejectProps(this, 'Database', {
        path: 'backup.retention',
        message: `Invalid value: ${days} days: must be whole days`,
        fix: 'write Duration.days(30)',
      });
    if (backup !== undefined && backup.path === restore?.path)
      rejectProps(this, 'Database', {
        path: 'backup.path',
        message: `Duplicate value: "${backup.path}": the backups that it begins with are there`,
        fix: 'write its own backups to another path',
      });
    const names = users.map(({ name }) => name);
    for (const [path, all] of [
      ['users', names],
      ['databases', databases.map(({ name }) => name)],
    ] as const) {
      const repeated = all.find((name, index) => all.indexOf(name) !== index);
      if (repeated !== undefined)
        rejectProps(this, 'Database', { path, message: `Duplicate value: "${repeated}"`, fix: 'say it once' });
    }
  }

  private declare(group: DatabasePods, { namespace, chart, objectLabels: labels }: ChartContext): Workload {
    const { name, controller, selectorLabels, serviceAccountName, ports, service, metrics, runsToCompletion } = group;
    const workload = new Workload(new Construct(this, `pods-${name}`), {
      name,
      namespace,
      controller: { ...controller, namespace },
      selectorLabels,
      serviceAccountName,
      ports,
      probes: [],
      ...(service === undefined ? {} : { service: { name: service, headless: false } }),
      ...(metrics === undefined ? {} : { metrics }),
      runsToCompletion: runsToCompletion ?? false,
      chart,
      objectLabels: objectLabels(labels, { 'app.kubernetes.io/name': name }),
    });
    return Cluster.of(this).mesh === undefined ? workload : workload.mesh({ enrolled: false });
  }

  private connect(
    all: readonly { readonly group: DatabasePods; readonly workload: Workload }[],
    { product, namespace, podLabels, mesh }: OperatorFacts,
    buckets: readonly (PeerLike | undefined)[],
  ): void {
    const pods = { namespace, podLabels, ...(mesh && { mesh }) };
    for (const { group, workload } of all) {
      const { fromOperator = [], fromSiblings = [], toApiServer = false, toBuckets = false } = group;
      if (fromOperator.length > 0)
        workload.connections.allowFrom({ type: 'platform', name: product, pods }, { ports: tcp(fromOperator) });
      if (fromSiblings.length > 0) {
        for (const sibling of all) sibling.workload.connections.allowTo(workload, { ports: tcp(fromSiblings) });
      }
      if (toApiServer) workload.connections.allowTo({ type: 'apiServer' });
      for (const bucket of toBuckets ? buckets : []) if (bucket !== undefined) workload.connections.allowTo(bucket);
    }
  }
}

type Asked = DatabaseProps & { readonly instances: number };

function tcp(ports: readonly number[]): readonly ConnectionPort[] {
  return ports.map((port) => ({ protocol: 'TCP', port }));
}
