import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { ClusterChart, ExternalService, Port, ScheduledJob } from '../../lib';
import { paymentsService } from './payments-service';
import type { PaymentsSettings } from './settings';

/** Five services that take payments, a canary of one of them, a nightly job, and who of them asks whom for what. */
export class Payments extends ClusterChart {
  constructor(scope: Construct, id: string, settings: PaymentsSettings) {
    super(scope, id, { namespace: 'payments', labels: { 'app.kubernetes.io/part-of': 'payments' } });
    const storefront = paymentsService(this, 'storefront', settings, {
      port: Port.http(8080, { servicePort: 80 }),
      env: { PAYMENTS_URL: 'http://payments', RECEIPTS_URL: 'http://receipts' },
    });
    const payments = paymentsService(this, 'payments', settings, {
      port: Port.http(8080, { servicePort: 80 }),
      env: { LEDGER_ADDRESS: 'ledger:9090', RISK_URL: 'http://risk', RECEIPTS_URL: 'http://receipts' },
    });
    const ledger = paymentsService(this, 'ledger', settings, {
      port: Port.grpc(9090),
      adminPort: { name: 'admin', containerPort: 8081, protocol: 'TCP', application: 'http' },
    });
    const risk = paymentsService(this, 'risk', settings, { port: Port.http(8080, { servicePort: 80 }) });
    const nextRisk = paymentsService(this, 'risk-next', settings, {
      port: Port.http(8080, { servicePort: 80 }),
      image: 'risk',
      version: settings.versions.nextRisk,
    });
    const receipts = paymentsService(this, 'receipts', settings, { port: Port.http(8080, { servicePort: 80 }) });
    const settlement = new ScheduledJob(this, 'settlement', {
      image: `${settings.registry}/settlement:${settings.versions.stable}`,
      schedule: '30 2 * * *',
      timeZone: 'Etc/UTC',
      env: { LEDGER_ADDRESS: 'ledger:9090' },
      resources: { requests: { cpu: '200m', memory: '256Mi' }, limits: { memory: '512Mi' } },
    });
    const acquirer = new ExternalService(this, 'acquirer', { hosts: ['api.acquirer.example.com'] });

    storefront.workload.expose({ hosts: [settings.host] });
    storefront.connections
      .allowTo(payments, {
        http: [
          { methods: ['POST'], paths: ['/payments'] },
          { methods: ['GET'], paths: ['/payments/*'] },
        ],
      })
      .allowTo(receipts, { http: [{ methods: ['GET'], paths: ['/receipts/*'] }] });
    payments.connections
      .allowTo(ledger, { ports: ['grpc'] })
      .allowTo(risk)
      .allowTo(receipts, { http: [{ methods: ['POST'], paths: ['/receipts'] }] })
      .allowTo(acquirer.peer);
    settlement.connections.allowTo(ledger, { ports: ['grpc'] }).allowTo(acquirer.peer);

    // A payment is never sent twice: only what never arrived is sent again.
    payments.traffic.set({
      timeout: Duration.seconds(10),
      retries: { attempts: 2, on: ['connect-failure', 'refused-stream'] },
    });
    risk.traffic.set({
      timeout: Duration.millis(800),
      retries: { attempts: 1, on: ['5xx', 'reset'] },
      split: [{ to: nextRisk, weight: settings.canaryPercent }],
      routes: [{ match: { headers: { 'X-Risk-Model': 'next' } }, to: nextRisk }],
    });
    ledger.traffic.set({
      timeout: Duration.seconds(3),
      loadBalancing: { policy: 'least-request' },
      circuitBreaker: {
        maxConnections: 100,
        maxPendingRequests: 50,
        maxRequests: 200,
        connectTimeout: Duration.millis(500),
      },
      outlierDetection: {
        consecutiveErrors: 5,
        interval: Duration.seconds(10),
        baseEjectionTime: Duration.seconds(30),
      },
    });
    // The proxy finishes what it began, and has what a busy ledger needs.
    ledger.workload.mesh({
      drain: Duration.seconds(10),
      proxyResources: { requests: { cpu: '100m', memory: '96Mi' }, limits: { memory: '192Mi' } },
    });
  }
}
