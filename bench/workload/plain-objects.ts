import type { JsonObject } from '../../lib/manifest/objects/json';
import type { Manifest } from '../../lib';
import type { Unit } from './unit';

/** The 8 objects of a unit as plain objects: 378 lines of YAML. */
export function plainObjects(unit: Unit): readonly Manifest[] {
  return [
    deployment(unit),
    service(unit),
    { apiVersion: 'v1', kind: 'ServiceAccount', ...meta(unit), automountServiceAccountToken: false },
    autoscaler(unit),
    {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      ...meta(unit),
      spec: { maxUnavailable: 1, selector: { matchLabels: selector(unit) } },
    },
    ...networkPolicies(unit),
    configMap(unit),
  ];
}

function meta(unit: Unit, suffix = ''): Pick<Manifest, 'metadata'> {
  const annotations = {
    'example.com/contact': `${unit.team}@example.com`,
    'example.com/runbook': `https://runbooks.example.com/${unit.team}/${unit.service}`,
  };
  return {
    metadata: { name: `${unit.service}${suffix}`, namespace: unit.namespace, labels: labels(unit), annotations },
  };
}

function selector({ service }: Unit): Record<string, string> {
  return { 'app.kubernetes.io/name': service, 'app.kubernetes.io/instance': service };
}

export function labels(unit: Unit): Record<string, string> {
  return {
    ...selector(unit),
    'app.kubernetes.io/version': unit.revision,
    'app.kubernetes.io/part-of': 'shop',
    'app.kubernetes.io/managed-by': 'cdk8s',
    'example.com/team': unit.team,
    'example.com/environment': unit.environment,
  };
}

function deployment(unit: Unit): Manifest {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    ...meta(unit),
    spec: {
      revisionHistoryLimit: 3,
      selector: { matchLabels: selector(unit) },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } },
      template: { metadata: { labels: labels(unit) }, spec: podSpec(unit) },
    },
  };
}

export function podSpec(unit: Unit): JsonObject {
  const matchLabels = selector(unit);
  return {
    serviceAccountName: unit.service,
    automountServiceAccountToken: false,
    terminationGracePeriodSeconds: 45,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 10001,
      fsGroup: 10001,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: 'topology.kubernetes.io/zone',
        whenUnsatisfiable: 'ScheduleAnyway',
        labelSelector: { matchLabels },
      },
    ],
    affinity: {
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          { weight: 100, podAffinityTerm: { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels } } },
        ],
      },
    },
    containers: [container(unit)],
    volumes: [
      { name: 'config', configMap: { name: unit.service } },
      { name: 'tmp', emptyDir: { sizeLimit: '64Mi' } },
    ],
  };
}

export function container(unit: Unit): JsonObject {
  return {
    name: 'app',
    image: unit.image,
    imagePullPolicy: 'IfNotPresent',
    ports: [
      { name: 'http', containerPort: unit.port, protocol: 'TCP' },
      { name: 'metrics', containerPort: 9090, protocol: 'TCP' },
    ],
    env: [
      { name: 'ENVIRONMENT', value: unit.environment },
      { name: 'PORT', value: String(unit.port) },
      { name: 'LOG_LEVEL', value: unit.environment === 'prod' ? 'info' : 'debug' },
      { name: 'DEPENDENCY_URL', value: `http://${unit.dependency}:80` },
      { name: 'FEATURES_ENABLED', value: 'true' },
      { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
      { name: 'API_TOKEN', valueFrom: { secretKeyRef: { name: `${unit.service}-token`, key: 'token' } } },
    ],
    resources: { requests: { cpu: unit.cpu, memory: unit.memory }, limits: { memory: unit.memory } },
    livenessProbe: probe('/healthz', 10),
    readinessProbe: probe('/readyz', 5),
    lifecycle: { preStop: { exec: { command: ['/bin/sh', '-c', 'sleep 10'] } } },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    },
    volumeMounts: [
      { name: 'config', mountPath: '/etc/app', readOnly: true },
      { name: 'tmp', mountPath: '/tmp' },
    ],
  };
}

function probe(path: string, periodSeconds: number): JsonObject {
  return { httpGet: { path, port: 'http' }, periodSeconds, timeoutSeconds: 2, failureThreshold: 3 };
}

function service(unit: Unit): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    ...meta(unit),
    spec: {
      type: 'ClusterIP',
      selector: selector(unit),
      ports: [
        { name: 'http', port: 80, targetPort: 'http', protocol: 'TCP' },
        { name: 'metrics', port: 9090, targetPort: 'metrics', protocol: 'TCP' },
      ],
    },
  };
}

export function autoscaler(unit: Unit): Manifest {
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    ...meta(unit),
    spec: {
      minReplicas: unit.minReplicas,
      maxReplicas: unit.maxReplicas,
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: unit.service },
      metrics: [
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } },
      ],
      behavior: {
        scaleDown: { stabilizationWindowSeconds: 300, policies: [{ type: 'Percent', value: 25, periodSeconds: 60 }] },
      },
    },
  };
}

/** Default deny in both directions, and what is allowed. */
export function networkPolicies(unit: Unit): readonly Manifest[] {
  return [defaultDeny(unit), connections(unit)];
}

function defaultDeny(unit: Unit): Manifest {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    ...meta(unit, '-default-deny'),
    spec: { podSelector: { matchLabels: selector(unit) }, policyTypes: ['Ingress', 'Egress'] },
  };
}

function connections(unit: Unit): Manifest {
  const dns = {
    namespaceSelector: namespaceNamed('kube-system'),
    podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
  };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    ...meta(unit, '-connections'),
    spec: {
      podSelector: { matchLabels: selector(unit) },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [
        {
          from: [
            { namespaceSelector: namespaceNamed('ingress') },
            { podSelector: { matchLabels: { 'app.kubernetes.io/name': unit.caller } } },
          ],
          ports: [{ port: 'http', protocol: 'TCP' }],
        },
      ],
      egress: [
        {
          to: [{ podSelector: { matchLabels: { 'app.kubernetes.io/name': unit.dependency } } }],
          ports: [{ port: 'http', protocol: 'TCP' }],
        },
        {
          to: [dns],
          ports: [
            { port: 53, protocol: 'UDP' },
            { port: 53, protocol: 'TCP' },
          ],
        },
      ],
    },
  };
}

function namespaceNamed(name: string): { readonly matchLabels: Record<string, string> } {
  return { matchLabels: { 'kubernetes.io/metadata.name': name } };
}

function configMap(unit: Unit): Manifest {
  return { apiVersion: 'v1', kind: 'ConfigMap', ...meta(unit), data: configuration(unit) };
}

/** One file of several lines, and four strings that must stay strings. */
export function configuration(unit: Unit): Record<string, string> {
  return {
    'application.yaml': `server:
  port: ${unit.port}
  shutdown: graceful
logging:
  level: ${unit.environment === 'prod' ? 'info' : 'debug'}
clients:
  dependency:
    url: http://${unit.dependency}:80
    timeout: 2s
    retries: 2
management:
  endpoints:
    health: true
    metrics: true
features:
  checkout: true
  recommendations: ${unit.environment !== 'prod'}
limits:
  connections: 200
  queue: 50
  requestBytes: 1048576
`,
    cacheEnabled: 'true',
    cacheSeconds: '30',
    environment: unit.environment,
    region: 'eu-west-1',
  };
}
