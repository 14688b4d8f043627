import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { chartContextOf } from '../chart/chart-context';
import { assertProps, rejectProps } from '../fleet/assert-props';
import { Cluster } from '../fleet/cluster';
import { placedId } from '../fleet/placed-id';
import type { Connections } from '../model/connections';
import type { HasWorkload } from '../model/workload-model';
import type { Workload } from '../workload/workload';
import type { EnvValue } from '../workload/workload-props';
import { chooseBackend } from './choose-backend';
import type { DatabaseConnection } from './database-backend';
import { databaseShape, type DatabaseProps } from './database-props';
import { declareOperatedPods } from './operated-pods';

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
    const buckets = [props.backup?.peer, props.restore?.peer].filter((peer) => peer !== undefined);
    [this.workload] = declareOperatedPods(this, pods, context, { operator: chosen.runs, buckets });
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
}

type Asked = DatabaseProps & { readonly instances: number };
