import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { chartContextOf } from '../../chart/chart-context';
import { SampleObjects } from '../../chart/sample-objects';
import { assertProps, rejectProps } from '../../fleet/assert-props';
import { Cluster } from '../../fleet/cluster';
import type { ShapeProblem } from '../../fleet/shape';
import type { Manifest } from '../../manifest/objects/manifest';
import type { Connections } from '../../model/connections';
import type { HasWorkload } from '../../model/workload-model';
import { Port } from '../../workload/port';
import { WebService } from '../../workload/web-service';
import { Worker } from '../../workload/worker';
import type { Workload } from '../../workload/workload';
import type { LongRunningProps } from '../../workload/workload-props';
import { CustomResourceDefinition } from '../resource/custom-resource-definition';
import { operatorShape, type OperatorProps } from './operator-props';
import { assertSamples } from './assert-samples';
import { operatorAlerts } from './operator-alerts';
import { aggregatedRoles, clusterRole } from './operator-roles';
import { operatorRules } from './operator-rules';
import { certificateSecret, webhookCertificate, webhookConfigurations } from './operator-webhooks';

const certificates = '/tmp/k8s-webhook-server/serving-certs';

/**
 * A controller of kinds of one's own: their definitions, a Deployment whose pods elect a leader, the least permissions for
 * what it watches and makes, webhooks with a certificate that cert-manager renews, and the connections that all of it
 * needs. The roles view, edit and admin of the cluster get the kinds.
 */
export class Operator extends Construct implements HasWorkload {
  /** What other constructs refer to: its pods, ports and identity. */
  readonly workload: Workload;

  constructor(scope: Construct, id: string, props: OperatorProps) {
    super(scope, id);
    assertProps(this, 'Operator', operatorShape, props);
    this.assertNamespaces(props);
    const {
      name = id,
      kinds,
      watches,
      writes,
      namespaces,
      webhooks = [],
      samples = [],
      leaderElection,
      aggregateRoles = true,
    } = props;
    const { namespace } = chartContextOf(this);
    const hasWebhooks = webhooks.length > 0 || kinds.some((kind) => kind.convertsAt(namespace, name));
    const annotations = hasWebhooks ? { 'cert-manager.io/inject-ca-from': `${namespace}/${name}-webhook` } : {};
    for (const kind of kinds) {
      const own = kind.convertsAt(namespace, name) ? { annotations } : {};
      new CustomResourceDefinition(this, kind.plural, { resource: kind, ...own });
    }
    this.workload = this.declarePods(name, props, hasWebhooks);
    const [first] = kinds;
    if (leaderElection !== false) this.workload.grant.leaderElection(leaderElection ?? `${name}.${first?.group}`);
    const rules = operatorRules({ kinds, ...(watches && { watches }), ...(writes && { writes }) });
    for (const one of namespaces ?? []) {
      for (const { group, resource, verbs } of rules)
        this.workload.grant.to(verbs, { group, resource, namespace: one });
    }
    const account = { name: this.workload.serviceAccountName, namespace };
    if (namespaces === undefined) {
      this.workload.connections.allowTo({ type: 'apiServer' });
      this.add(clusterRole(`${namespace}-${name}`, account, rules));
    }
    if (aggregateRoles) this.add(kinds.flatMap(aggregatedRoles));
    if (hasWebhooks) this.add(webhookCertificate(name, namespace, Cluster.of(this).dnsDomain));
    this.add(webhookConfigurations({ name, namespace, annotations }, webhooks));
    const { monitoring } = Cluster.of(this);
    if (monitoring !== undefined)
      this.add([operatorAlerts({ name, namespace, elects: leaderElection !== false }, monitoring)]);
    const refuse = (problem: ShapeProblem): never => rejectProps(this, 'Operator', problem);
    for (const sample of assertSamples(samples, kinds, refuse)) SampleObjects.of(this).add(sample);
  }

  /** Who it may talk to, and who may talk to it. */
  get connections(): Connections {
    return this.workload.connections;
  }

  private assertNamespaces({ kinds, namespaces, webhooks = [] }: OperatorProps): void {
    const clusterScoped = kinds.find(({ scope }) => scope === 'Cluster');
    if (namespaces !== undefined && clusterScoped !== undefined)
      rejectProps(this, 'Operator', {
        path: 'namespaces',
        message: `Forbidden: ${clusterScoped.kind} lives in no namespace, and no Role can allow it`,
        fix: 'leave namespaces out',
      });
    const foreign = webhooks.find(({ kind }) => !kinds.includes(kind));
    if (foreign !== undefined)
      rejectProps(this, 'Operator', {
        path: 'webhooks',
        message: `Invalid value: "${foreign.kind.kind}": must be one of its kinds`,
        fix: 'a webhook for kinds of others can stop the cluster: prefer a ValidatingAdmissionPolicy',
      });
  }

  private declarePods(name: string, props: OperatorProps, hasWebhooks: boolean): Workload {
    const { metrics = 8080, health = 8081, webhook = 9443 } = props.ports ?? {};
    const pods = podsOf(props, health);
    const ports = [Port.http(metrics, { name: 'metrics' }), Port.http(health, { name: 'health' })];
    const shared = { ...pods, name, ports, metrics: { port: 'metrics' } };
    if (!hasWebhooks) return new Worker(this, 'Pods', shared).workload;
    const { volumes = [], container = {} } = pods;
    const mounts = container.volumeMounts ?? [];
    const service = new WebService(this, 'Pods', {
      ...shared,
      port: Port.https(webhook, { name: 'webhook', servicePort: 443 }),
      volumes: [...volumes, { name: 'webhook-tls', secret: { secretName: certificateSecret(name) } }],
      container: {
        ...container,
        volumeMounts: [...mounts, { name: 'webhook-tls', mountPath: certificates, readOnly: true }],
      },
    });
    // The API server is in no mesh; the webhook encrypts by its own certificate.
    return service.mesh({ permissivePorts: [webhook] }).workload;
  }

  private add(manifests: readonly Manifest[]): void {
    for (const manifest of manifests) {
      const { kind, metadata } = manifest;
      new ApiObject(this, `${kind}-${metadata.name}`, { ...manifest, metadata: { ...metadata } });
    }
  }
}

/** What a controller's pods have that nothing else is said of: two of them, one of which leads, and probes. */
function podsOf(props: OperatorProps, health: number): Omit<LongRunningProps, 'ports' | 'metrics' | 'scaling'> {
  const {
    kinds: _kinds,
    watches: _watches,
    writes: _writes,
    namespaces: _namespaces,
    leaderElection,
    webhooks: _webhooks,
    samples: _samples,
    ports: _ports,
    aggregateRoles: _aggregateRoles,
    ...pods
  } = props;
  return {
    replicas: leaderElection === false ? 1 : 2,
    probes: {
      readiness: { httpGet: { path: '/readyz', port: health } },
      liveness: { httpGet: { path: '/healthz', port: health } },
    },
    ...pods,
    // A controller asks the API server, whether it elects a leader or not.
    serviceAccount: { automountToken: true, ...pods.serviceAccount },
  };
}
