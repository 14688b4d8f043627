import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { chartContextOf } from '../../chart/chart-context';
import { assertProps, rejectProps } from '../../fleet/assert-props';
import { Cluster } from '../../fleet/cluster';
import { placedId } from '../../fleet/placed-id';
import type { Connections } from '../../model/connections';
import type { HasWorkload } from '../../model/workload-model';
import type { Workload } from '../../workload/workload';
import type { EnvValue } from '../../workload/workload-props';
import { declareOperatedPods } from '../operated-pods';
import { emitElasticsearch } from './elasticsearch';
import { emitKibana } from './kibana';
import { searchPorts, type SearchModel } from './search-model';
import { elasticsearchPods, kibanaPods } from './search-pods';
import { searchClusterShape, type SearchClusterProps } from './search-props';

/** How clients reach a search cluster. */
export interface SearchConnection {
  /** Where it answers: `https://logs-es-http.search.svc.cluster.local:9200`. */
  readonly url: string;
  /** The Secret with the certificate of the authority that clients must trust, in its field `ca.crt`. */
  readonly caSecretName: string;
  /** The Secret with the password of the user `elastic`, in its field of that name. */
  readonly elasticSecretName: string;
}

/** From which version on the operator spreads nodes and shards over zones by itself. */
const zonesSince = 3.4;

/**
 * Elasticsearch and Kibana, which Elastic Cloud on Kubernetes runs: their objects, and the connections that they and the operator
 * need. The pods stand outside of the mesh, and encrypt by themselves. The operator makes the PodDisruptionBudget.
 *
 * @see https://www.elastic.co/docs/deploy-manage/deploy/cloud-on-k8s
 */
export class SearchCluster extends Construct implements HasWorkload {
  /** The nodes of Elasticsearch. */
  readonly workload: Workload;
  /** Kibana; undefined where there is none. */
  readonly kibana: Workload | undefined;
  /** How clients reach it. */
  readonly connection: SearchConnection;

  constructor(scope: Construct, id: string, props: SearchClusterProps) {
    super(scope, placedId('SearchCluster', scope, id));
    assertProps(this, 'SearchCluster', searchClusterShape, props);
    const cluster = Cluster.of(this);
    const context = chartContextOf(this);
    const operator = cluster.operators.find(({ product }) => product === 'eck');
    if (operator === undefined)
      rejectProps(this, 'SearchCluster', {
        path: '',
        message: `Not found: cluster ${cluster.name} runs no Elastic Cloud on Kubernetes`,
        fix: "say it in the cluster's operators: { product: 'eck', version: '3.5', namespace: 'elastic-system', podLabels: { 'control-plane': 'elastic-operator' } }",
      });
    const knowsZones = Number(operator.version) >= zonesSince;
    if (props.zones === true && !knowsZones)
      rejectProps(this, 'SearchCluster', {
        path: 'zones',
        message: `Forbidden: version ${operator.version} of the operator does not spread nodes over zones`,
        fix: `leave it out, or run version ${zonesSince} or newer`,
      });
    const name = props.name ?? id;
    const zones = props.zones ?? (knowsZones && cluster.zones.length > 1);
    const model: SearchModel = { ...props, name, namespace: context.namespace, zones, cluster };
    this.assertMasters(model);
    for (const { apiVersion, kind, metadata, ...fields } of [emitElasticsearch(model), ...emitKibana(model)])
      new ApiObject(this, kind, { apiVersion, kind, metadata: { ...metadata }, ...fields });
    const others = props.kibana === undefined ? [] : [kibanaPods(model)];
    [this.workload, this.kibana] = declareOperatedPods(this, [elasticsearchPods(model), ...others], context, {
      operator,
    });
    this.kibana?.connections.allowTo(this.workload);
    this.connection = {
      url: `https://${name}-es-http.${context.namespace}.svc.${cluster.dnsDomain}:${searchPorts.http}`,
      caSecretName: `${name}-es-http-certs-public`,
      elasticSecretName: `${name}-es-elastic-user`,
    };
  }

  /** Who may talk to it. */
  get connections(): Connections {
    return this.workload.connections;
  }

  /**
   * The variables by which a client finds it: `ELASTICSEARCH_URL`, `ELASTICSEARCH_USERNAME` and `ELASTICSEARCH_PASSWORD`. The
   * certificate that it must trust is in the Secret `connection.caSecretName`.
   *
   * @param options `user`: the Secret of one of `users`, the user `elastic` when left out, which may do all; `prefix`: what the
   *   names begin with, `ELASTICSEARCH` when left out
   */
  env({ user, prefix = 'ELASTICSEARCH' }: SearchEnvOptions = {}): Readonly<Record<string, EnvValue>> {
    const { url, elasticSecretName } = this.connection;
    const from = (name: string, key: string): EnvValue => ({ secretKeyRef: { name, key } });
    return {
      [`${prefix}_URL`]: url,
      [`${prefix}_USERNAME`]: user === undefined ? 'elastic' : from(user, 'username'),
      [`${prefix}_PASSWORD`]: user === undefined ? from(elasticSecretName, 'elastic') : from(user, 'password'),
    };
  }

  /** Nobody else can elect who decides where data is. */
  private assertMasters({ tiers }: SearchModel): void {
    const canElect = Object.values(tiers).some(({ roles }) => roles === undefined || roles.includes('master'));
    if (canElect) return;
    rejectProps(this, 'SearchCluster', {
      path: 'tiers',
      message: 'Required value: no tier has the role master',
      fix: "add one: masters: { instances: 3, roles: ['master'], storage: { size: Size.gibibytes(5) } }",
    });
  }
}

/** Which user, and how the variables are called. */
export interface SearchEnvOptions {
  readonly user?: string;
  readonly prefix?: string;
}
