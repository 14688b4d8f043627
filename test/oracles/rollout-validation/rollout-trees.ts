import { parseAllDocuments } from 'yaml';
import { isJsonObject, type JsonObject } from '../../../lib/manifest/objects/json';

/** Trees of which the first object is judged; the controller takes all of them. */
export function rolloutTrees(): readonly (readonly JsonObject[])[] {
  return texts.map((text) =>
    parseAllDocuments(text)
      .map((document) => document.toJS() as unknown)
      .filter(isJsonObject),
  );
}

const rollout = (strategy: string, more = '') => `
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: web, namespace: shop, labels: { app: web } }
spec:
  replicas: 5
  minReadySeconds: 5
  revisionHistoryLimit: 3
  progressDeadlineSeconds: 300${more}
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web, tier: front } }
    spec: { containers: [{ name: server, image: 'example.com/web:1' }] }
  strategy: ${strategy}
`;

const service = (name: string, selector = 'app: web') => `
---
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: shop }
spec: { selector: { ${selector} }, ports: [{ name: http, port: 80 }] }
`;

const both = service('web') + service('web-canary', 'app: web, tier: front');

const virtualService = (spec: string, name = 'web') => `
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: ${name}, namespace: shop }
spec: ${spec}
`;

const destinations = '[{ destination: { host: web }, weight: 100 }, { destination: { host: web-canary }, weight: 0 }]';
const subsets =
  '[{ destination: { host: web, subset: stable }, weight: 100 }, { destination: { host: web, subset: canary }, weight: 0 }]';

const ingress = `
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: shop }
spec:
  rules:
    - host: shop.example.com
      http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
`;

const template = (name: string, spec: string, kind = 'AnalysisTemplate') => `
---
apiVersion: argoproj.io/v1alpha1
kind: ${kind}
metadata: { name: ${name}${kind === 'AnalysisTemplate' ? ', namespace: shop' : ''} }
spec: ${spec}
`;

const prometheus =
  'provider: { prometheus: { address: "http://prometheus:9090", query: "up{job=\\"{{args.service}}\\"}" } }';
const finite = `{ args: [{ name: service }], metrics: [{ name: up, interval: 1m, count: 3, failureLimit: 1, ${prometheus} }] }`;
const endless = `{ args: [{ name: service, value: web }], metrics: [{ name: up, interval: 1m, ${prometheus} }] }`;

const texts: readonly string[] = [
  rollout('{ canary: { maxSurge: 1, maxUnavailable: 0, steps: [{ setWeight: 20 }, { pause: { duration: 10m } }] } }'),
  rollout(
    [
      '{ canary: { stableService: web, canaryService: web-canary, dynamicStableScale: true,',
      'antiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: { weight: 10 } },',
      'trafficRouting: { managedRoutes: [{ name: by-header }, { name: mirrored }],',
      'istio: { virtualService: { name: web, routes: [primary] } } },',
      'steps: [{ setCanaryScale: { replicas: 1 } },',
      '{ setHeaderRoute: { name: by-header, match: [{ headerName: x, headerValue: { exact: a } }] } },',
      '{ setMirrorRoute: { name: mirrored, percentage: 10, match: [{ method: { exact: GET }, path: { prefix: / } }] } },',
      '{ setWeight: 50 }, { pause: {} }] } }',
    ].join(' '),
  ) +
    both +
    virtualService(
      `{ hosts: [web], http: [{ name: primary, route: ${destinations} }, { name: other, route: [{ destination: { host: web } }] }] }`,
    ),
  rollout(
    [
      '{ canary: { trafficRouting: { istio: { destinationRule: { name: web, stableSubsetName: stable, canarySubsetName: canary },',
      'virtualServices: [{ name: web }, { name: tls, tlsRoutes: [{ port: 443, sniHosts: [a] }] }, { name: tcp, tcpRoutes: [{ port: 80 }] }] } },',
      'scaleDownDelaySeconds: 60, steps: [{ setWeight: 50 }] } }',
    ].join(' '),
  ) +
    virtualService(`{ hosts: [web], http: [{ route: ${subsets} }] }`) +
    virtualService(`{ hosts: [web], tls: [{ match: [{ port: 443, sniHosts: [a] }], route: ${subsets} }] }`, 'tls') +
    virtualService(`{ hosts: [web], tcp: [{ match: [{ port: 80 }], route: ${subsets} }] }`, 'tcp'),
  rollout(
    [
      '{ canary: { pingPong: { pingService: web, pongService: web-canary },',
      'trafficRouting: { alb: { ingress: web, rootService: web, servicePort: 80 } }, steps: [{ setWeight: 1 },',
      '{ setHeaderRoute: { name: by-header, match: [{ headerName: x, headerValue: { exact: a } }] } }] } }',
    ]
      .join(' ')
      .replace('alb:', 'managedRoutes: [{ name: by-header }], alb:'),
  ) +
    both +
    ingress,
  rollout(
    [
      '{ canary: { stableService: web, canaryService: web-canary,',
      'trafficRouting: { maxTrafficWeight: 1000, nginx: { stableIngresses: [web] } }, steps: [{ setWeight: 500 }] } }',
    ].join(' '),
  ) +
    both +
    ingress,
  rollout(
    [
      '{ canary: { stableService: web, canaryService: web-canary, trafficRouting: {',
      'plugins: { argoproj-labs/gatewayAPI: { httpRoute: web } } }, steps: [{ setWeight: 50 },',
      '{ experiment: { duration: 5m, templates: [{ name: a, specRef: canary, weight: 5 }] } }] } }',
    ].join(' '),
  ) + both,
  rollout(
    [
      '{ canary: { analysis: { startingStep: 1, templates: [{ templateName: endless }] }, steps: [',
      '{ analysis: { templates: [{ templateName: finite }, { templateName: shared, clusterScope: true }],',
      "args: [{ name: service, value: web }, { name: app, valueFrom: { fieldRef: { fieldPath: metadata.labels['app'] } } }] } }] } }",
    ].join(' '),
  ) +
    template('finite', finite) +
    template('endless', endless) +
    template(
      'shared',
      '{ args: [{ name: app, value: a }], metrics: [{ name: job, provider: { job: { spec: { template: {} } } } }] }',
      'ClusterAnalysisTemplate',
    ),
  rollout(
    [
      '{ blueGreen: { activeService: web, previewService: web-canary, autoPromotionEnabled: false,',
      'scaleDownDelayRevisionLimit: 2, antiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: {} },',
      'prePromotionAnalysis: { templates: [{ templateName: nested }], args: [{ name: service, value: web }] },',
      'postPromotionAnalysis: { templates: [{ templateName: finite }], args: [{ name: service, value: web }] } } }',
    ].join(' '),
  ) +
    both +
    template('finite', finite) +
    template('nested', '{ templates: [{ templateName: finite }] }'),
  template('alone', finite),
  template(
    'alone',
    [
      '{ metrics: [{ name: a, count: 5, interval: 30s, initialDelay: 1m, failureLimit: 2, consecutiveSuccessLimit: 3,',
      'inconclusiveLimit: 1, consecutiveErrorLimit: 4, successCondition: "result[0] > 0",',
      'provider: { web: { url: "https://example.com" } } },',
      '{ name: b, provider: { plugin: { example: {} } } }] }',
    ].join(' '),
  ),
];
