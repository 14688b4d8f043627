import { ApiObject, Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { ClusterChart, Peers, Port, WebService, Worker } from '../../lib';
import { adopted, boutiqueService, publishedSecurity, smallResources } from './boutique-service';
import { offerNewCheckout } from './flags';
import { promiseCustomers } from './objectives';
import { treatRequests } from './requests';
import { shareByShare } from './rollout';
import { followCustomers } from './scaling';
import type { BoutiqueSettings } from './settings';

/** A shop of twelve workloads, and who of them talks to whom. */
export class Boutique extends ClusterChart {
  constructor(scope: Construct, id: string, settings: BoutiqueSettings) {
    super(scope, id, { namespace: 'boutique', labels: { 'app.kubernetes.io/part-of': 'online-boutique' } });
    const image = (name: string) => `${settings.registry}/${name}:${settings.version}`;
    const replicas = settings.replicas.default;
    const terminationGracePeriod = Duration.seconds(settings.terminationGraceSeconds);
    const profilerOff = { DISABLE_PROFILER: '1' };

    const redis = new WebService(this, 'redis-cart', {
      ...adopted('redis-cart'),
      ...publishedSecurity,
      image: settings.redisImage,
      containerName: 'redis',
      replicas: 1,
      port: Port.redis(6379, { name: 'tcp-redis' }),
      probes: {
        readiness: { tcpSocket: {}, period: Duration.seconds(5) },
        liveness: { tcpSocket: {}, period: Duration.seconds(5) },
      },
      resources: { requests: { cpu: '70m', memory: '200Mi' }, limits: { cpu: '125m', memory: '256Mi' } },
      container: { volumeMounts: [{ name: 'redis-data', mountPath: '/data' }] },
      volumes: [{ name: 'redis-data', emptyDir: {} }],
    });
    const cart = boutiqueService(this, 'cartservice', {
      image: image('cartservice'),
      terminationGracePeriod,
      replicas,
      port: 7070,
      env: { REDIS_ADDR: 'redis-cart:6379' },
      resources: { requests: { cpu: '200m', memory: '64Mi' }, limits: { cpu: '300m', memory: '128Mi' } },
      readiness: { initialDelay: Duration.seconds(15) },
      liveness: { initialDelay: Duration.seconds(15), period: Duration.seconds(10) },
    });
    const catalogOf = (name: string, version: string, pods: number) =>
      boutiqueService(this, name, {
        image: `${settings.registry}/productcatalogservice:${version}`,
        terminationGracePeriod,
        replicas: pods,
        port: 3550,
        env: { PORT: '3550', ...profilerOff },
      });
    const catalog = catalogOf('productcatalogservice', settings.version, replicas);
    const currency = boutiqueService(this, 'currencyservice', {
      image: image('currencyservice'),
      terminationGracePeriod,
      replicas,
      port: 7000,
      env: { PORT: '7000', ...profilerOff },
    });
    const payment = boutiqueService(this, 'paymentservice', {
      image: image('paymentservice'),
      terminationGracePeriod,
      replicas,
      port: 50051,
      env: { PORT: '50051', ...profilerOff },
    });
    const shipping = boutiqueService(this, 'shippingservice', {
      image: image('shippingservice'),
      replicas,
      port: 50051,
      env: { PORT: '50051', ...profilerOff },
      readiness: { period: Duration.seconds(5) },
    });
    const email = boutiqueService(this, 'emailservice', {
      image: image('emailservice'),
      terminationGracePeriod,
      replicas,
      port: 8080,
      servicePort: 5000,
      env: { PORT: '8080', ...profilerOff },
      readiness: { period: Duration.seconds(5) },
      liveness: { period: Duration.seconds(5) },
    });
    const ads = boutiqueService(this, 'adservice', {
      image: image('adservice'),
      terminationGracePeriod,
      replicas,
      port: 9555,
      env: { PORT: '9555' },
      resources: { requests: { cpu: '200m', memory: '180Mi' }, limits: { cpu: '300m', memory: '300Mi' } },
      readiness: { initialDelay: Duration.seconds(20), period: Duration.seconds(15) },
      liveness: { initialDelay: Duration.seconds(20), period: Duration.seconds(15) },
    });
    const recommendation = boutiqueService(this, 'recommendationservice', {
      image: image('recommendationservice'),
      terminationGracePeriod,
      replicas,
      port: 8080,
      env: { PORT: '8080', PRODUCT_CATALOG_SERVICE_ADDR: 'productcatalogservice:3550', ...profilerOff },
      resources: { requests: { cpu: '100m', memory: '220Mi' }, limits: { cpu: '200m', memory: '450Mi' } },
      ...(settings.recommendations === 'at once' ? {} : { rollout: shareByShare(settings.recommendations) }),
      readiness: { period: Duration.seconds(5) },
      liveness: { period: Duration.seconds(5) },
    });
    const checkout = boutiqueService(this, 'checkoutservice', {
      image: image('checkoutservice'),
      replicas,
      port: 5050,
      env: {
        PORT: '5050',
        PRODUCT_CATALOG_SERVICE_ADDR: 'productcatalogservice:3550',
        SHIPPING_SERVICE_ADDR: 'shippingservice:50051',
        PAYMENT_SERVICE_ADDR: 'paymentservice:50051',
        EMAIL_SERVICE_ADDR: 'emailservice:5000',
        CURRENCY_SERVICE_ADDR: 'currencyservice:7000',
        CART_SERVICE_ADDR: 'cartservice:7070',
      },
    });
    const frontend = this.frontend(settings, image('frontend'));

    cart.connections.allowTo(redis);
    recommendation.connections.allowTo(catalog);
    for (const service of [catalog, shipping, payment, email, currency, cart]) checkout.connections.allowTo(service);
    for (const service of [ads, catalog, recommendation, currency, cart, shipping, checkout])
      frontend.connections.allowTo(service);
    const { canary } = settings;
    if (canary.weight > 0) {
      const next = catalogOf('productcatalogservice-canary', canary.version, 2);
      const { retries } = settings;
      treatRequests({ cart, catalog, checkout, canary: { catalog: next, weight: canary.weight }, retries });
    }
    if (settings.newCheckout.percent > 0) offerNewCheckout(this, frontend, settings.newCheckout);
    if (settings.measured) promiseCustomers(this, { frontend, checkout });
    if (settings.mailWorker.enabled) {
      this.mailWorker(image('emailservice'), terminationGracePeriod).connections.allowTo(redis);
      // What it would ask for is told, and nothing is changed.
      recommendation.workload.scale({ vertical: { updateMode: 'Off' } });
    }
    if (settings.loadGenerator.enabled)
      this.loadGenerator(settings, image('loadgenerator')).connections.allowTo(frontend);
  }

  private frontend(settings: BoutiqueSettings, image: string): WebService {
    const probe = (session: string) =>
      ({
        httpGet: { path: '/_healthz', headers: { Cookie: `shop_session-id=${session}` } },
        initialDelay: Duration.seconds(10),
      }) as const;
    const frontend = new WebService(this, 'frontend', {
      ...adopted('frontend'),
      ...publishedSecurity,
      image,
      ...(settings.scaled
        ? { scaling: followCustomers(settings.replicas.frontend) }
        : { replicas: settings.replicas.frontend }),
      // Customers are served whatever zone fails.
      ...(settings.entry.type === 'ingress' ? { placement: { spreadAcross: { zone: 'required' } } } : {}),
      containerName: 'server',
      port: Port.http(8080, { servicePort: 80 }),
      probes: { readiness: probe('x-readiness-probe'), liveness: probe('x-liveness-probe') },
      podAnnotations: { 'sidecar.istio.io/rewriteAppHTTPProbers': 'true' },
      env: {
        PORT: '8080',
        PRODUCT_CATALOG_SERVICE_ADDR: 'productcatalogservice:3550',
        CURRENCY_SERVICE_ADDR: 'currencyservice:7000',
        CART_SERVICE_ADDR: 'cartservice:7070',
        RECOMMENDATION_SERVICE_ADDR: 'recommendationservice:8080',
        SHIPPING_SERVICE_ADDR: 'shippingservice:50051',
        CHECKOUT_SERVICE_ADDR: 'checkoutservice:5050',
        AD_SERVICE_ADDR: 'adservice:9555',
        SHOPPING_ASSISTANT_SERVICE_ADDR: 'shoppingassistantservice:80',
        ENABLE_PROFILER: '0',
      },
      resources: smallResources,
    });
    this.openFor(frontend, settings.entry);
    return frontend;
  }

  /** Lets customers in, and nobody past them. */
  private openFor(frontend: WebService, entry: BoutiqueSettings['entry']): void {
    if (entry.type === 'ingress') {
      frontend.workload.expose({ hosts: [entry.host], tls: { secretName: 'shop-certificate' } });
      return;
    }
    frontend.connections.allowFrom(Peers.anywhere());
    // As published. Any cdk8s object stands beside the library's own.
    new ApiObject(this, 'frontend-external', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { labels: { app: 'frontend' } },
      spec: {
        type: 'LoadBalancer',
        selector: { app: 'frontend' },
        ports: [{ name: 'http', port: 80, protocol: 'TCP', targetPort: 8080, appProtocol: 'http' }],
      },
    });
  }

  /** Sends mails that checkout has left in a list, and is not there while the list is empty. */
  private mailWorker(image: string, terminationGracePeriod: Duration): Worker {
    return new Worker(this, 'mailworker', {
      image,
      terminationGracePeriod,
      args: ['--from-list=mails'],
      env: { REDIS_ADDR: 'redis-cart:6379' },
      resources: smallResources,
      scaling: {
        min: 0,
        max: 10,
        events: [
          { type: 'redis', metadata: { address: 'redis-cart.boutique:6379', listName: 'mails', listLength: 20 } },
        ],
        cooldown: Duration.minutes(10),
      },
    });
  }

  private loadGenerator(settings: BoutiqueSettings, image: string): Worker {
    const { loadGenerator, busyboxImage, terminationGraceSeconds } = settings;
    const env = { FRONTEND_ADDR: 'frontend:80' };
    return new Worker(this, 'loadgenerator', {
      ...adopted('loadgenerator'),
      ...publishedSecurity,
      image,
      replicas: 1,
      containerName: 'main',
      terminationGracePeriod: Duration.seconds(terminationGraceSeconds),
      pod: { restartPolicy: 'Always' },
      podAnnotations: { 'sidecar.istio.io/rewriteAppHTTPProbers': 'true' },
      env: { ...env, USERS: String(loadGenerator.users), RATE: String(loadGenerator.rate) },
      resources: { requests: { cpu: '300m', memory: '256Mi' }, limits: { cpu: '500m', memory: '512Mi' } },
      initContainers: [
        {
          name: 'frontend-check',
          image: busyboxImage,
          command: ['/bin/sh', '-exc', waitForFrontend],
          env: Object.entries(env).map(([name, value]) => ({ name, value })),
          securityContext: publishedSecurity.securityContext,
        },
      ],
    });
  }
}

/** Waits until the shop answers, as published. */
const waitForFrontend = `MAX_RETRIES=12
RETRY_INTERVAL=10
for i in $(seq 1 $MAX_RETRIES); do
  echo "Attempt $i: Pinging frontend: \${FRONTEND_ADDR}..."
  STATUSCODE=$(wget --server-response http://\${FRONTEND_ADDR} 2>&1 | awk '/^  HTTP/{print $2}')
  if [ $STATUSCODE -eq 200 ]; then
      echo "Frontend is reachable."
      exit 0
  fi
  echo "Error: Could not reach frontend - Status code: \${STATUSCODE}"
  sleep $RETRY_INTERVAL
done
echo "Failed to reach frontend after $MAX_RETRIES attempts."
exit 1
`;
