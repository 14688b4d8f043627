import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { optOutsOf } from '../../lib/checks/mesh/opt-out';
import { isJsonObject, type JsonObject } from '../../lib/manifest/objects/json';
import { ManifestSet } from '../../lib/manifest/objects/manifest-set';
import { podTemplateOf, type PodTemplate } from '../../lib/manifest/pods/pod-template';
import { controllers } from '../../lib/products/controllers/controllers';
import { installerInto } from '../../lib/products/installed-objects';
import { madePods } from '../../lib/products/made-pods';
import { makerOf } from '../../lib/products/made-objects';
import { allMeshRecords, meshRecords } from '../../lib/products/mesh-records';
import { enrolmentOfPod } from '../../lib/reach/mesh/enrolment';
import { meshReaders } from '../../lib/reach/mesh/mesh-readers';

const none = new ManifestSet([]);

function pod(container: string, metadata: object = {}): PodTemplate {
  const spec = { containers: [{ name: container, image: 'example' }] };
  const manifest = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', namespace: 'shop', ...metadata }, spec };
  const template = podTemplateOf({ manifest });
  if (template === undefined) throw new Error('no pod');
  return template;
}

test('the record of each mesh stands under its own name, and reachability reads its policies', () => {
  expect(Object.keys(meshRecords)).toEqual(Object.values(meshRecords).map(({ product }) => product));
  expect(Object.keys(meshRecords)).toEqual(Object.keys(meshRecords).sort());
  expect(meshReaders.map(({ product }) => product).sort()).toEqual(Object.keys(meshRecords));
});

describe.each(allMeshRecords.map((record) => [record.name, record] as const))('%s', (_, record) => {
  test('has a pod into which its proxy was written', () => {
    expect(enrolmentOfPod(pod(record.proxy.container), none)).toEqual({ product: record.product, mode: 'sidecar' });
  });

  test.each(record.optOuts.flatMap(({ among, key, values }) => values.map((value) => [among, key, value] as const)))(
    'has no pod with %s %s: %s',
    (among, key, value) => {
      const out = pod('app', { [among]: { [key]: value } });

      expect(enrolmentOfPod(out, none)).toBeUndefined();
      expect(optOutsOf(out, none).map(({ product }) => product)).toEqual([record.product]);
    },
  );

  test('runs its proxy as a user of its own', () => {
    expect(allMeshRecords.filter(({ proxy }) => proxy.user === record.proxy.user)).toEqual([record]);
  });
});

test('no two records of controllers are about the pods of one kind', () => {
  const kinds = controllers.flatMap(({ pods = [], workloads = [] }) =>
    [...pods, ...workloads].map(({ group, kind }) => `${group}/${kind}`),
  );

  expect(new Set(kinds).size).toBe(kinds.length);
  expect(kinds.length).toBeGreaterThan(0);
});

describe('what a controller makes', () => {
  const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [] } };

  test.each([
    ['Argo Rollouts', { apiVersion: 'argoproj.io/v1alpha1', kind: 'Experiment', spec: { templates: [{ template }] } }],
    ['KubeVirt', { apiVersion: 'kubevirt.io/v1', kind: 'VirtualMachine', spec: { template } }],
    ['KubeVirt pools', poolOf(template)],
    ['OpenShift', { apiVersion: 'apps.openshift.io/v1', kind: 'DeploymentConfig', spec: { template } }],
  ])('%s: pods with the labels of their template', (_, object) => {
    expect(madePods(treeOf(object))).toMatchObject([{ namespace: 'shop', labels: { app: 'web' } }]);
  });

  test.each([
    ['Alertmanager', 'alertmanager', { alertmanager: 'a' }],
    ['Prometheus', 'prometheus', { prometheus: 'a', 'operator.prometheus.io/name': 'a' }],
    ['PrometheusAgent', 'prometheus-agent', { 'operator.prometheus.io/name': 'a' }],
    ['ThanosRuler', 'thanos-ruler', { 'thanos-ruler': 'a' }],
  ])('the labels of the Prometheus Operator stand over those that %s asks for', (kind, application, own) => {
    const podMetadata = { labels: { team: 'platform', 'app.kubernetes.io/name': 'mine' } };
    const object = { apiVersion: 'monitoring.coreos.com/v1', kind, spec: { podMetadata } };

    expect(madePods(treeOf(object)).map(({ labels }) => labels)).toEqual([
      {
        team: 'platform',
        'app.kubernetes.io/instance': 'a',
        'app.kubernetes.io/managed-by': 'prometheus-operator',
        'app.kubernetes.io/name': application,
        ...own,
      },
    ]);
  });

  test('a Service of another name stands in for the governing one', () => {
    const prometheus = { apiVersion: 'monitoring.coreos.com/v1', kind: 'Prometheus' };
    const service = { group: '', kind: 'Service', namespace: 'shop', name: 'prometheus-operated' };

    expect(makerOf(treeOf(prometheus), service)).toBeDefined();
    expect(makerOf(treeOf({ ...prometheus, spec: { serviceName: 'own' } }), service)).toBeUndefined();
  });

  test.each([
    ['a HelmRelease', { apiVersion: 'helm.toolkit.fluxcd.io/v2', kind: 'HelmRelease', spec: {} }, 'shop'],
    ['a HelmChart', { apiVersion: 'helm.cattle.io/v1', kind: 'HelmChart', spec: { targetNamespace: 'web' } }, 'web'],
    [
      'an Application of a chart',
      {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Application',
        spec: { source: { chart: 'web' }, destination: { namespace: 'web' } },
      },
      'web',
    ],
  ])('%s puts objects that nobody sees into its namespace', (_, object, namespace) => {
    expect(installerInto(treeOf(object), namespace)).toBeDefined();
    expect(installerInto(treeOf(object), 'elsewhere')).toBeUndefined();
  });
});

function poolOf(template: object): { readonly apiVersion: string; readonly kind: string; readonly spec: object } {
  const spec = { virtualMachineTemplate: { spec: { template } } };
  return { apiVersion: 'pool.kubevirt.io/v1alpha1', kind: 'VirtualMachinePool', spec };
}

function treeOf(object: { readonly apiVersion: string; readonly kind: string; readonly spec?: object }): ManifestSet {
  const { apiVersion, kind, spec = {} } = object;
  return new ManifestSet([
    { manifest: { apiVersion, kind, metadata: { name: 'a', namespace: 'shop' }, spec: plain(spec) } },
  ]);
}

function plain(value: object): JsonObject {
  const copy: unknown = JSON.parse(JSON.stringify(value));
  if (!isJsonObject(copy)) throw new Error('no map');
  return copy;
}

test('what is known of a mesh is written in its record alone', () => {
  const words =
    /istio-injection'|'istio\.io\/(rev|dataplane-mode|use-waypoint)'|'linkerd\.io\/inject'|'consul\.hashicorp\.com\/connect-inject'|\b(15008|15012|15090|4143|4191)\b/;
  const rooms = ['mesh', 'reach', 'checks', 'synth', 'model', 'connectivity'].map((room) => join('lib', room));
  const files = rooms.flatMap((room) =>
    readdirSync(room, { recursive: true, encoding: 'utf8' }).map((file) => join(room, file)),
  );
  // The annotations of Istio, with the type of each, are a list of their own.
  const code = files.filter((file) => file.endsWith('.ts') && !file.endsWith('istio-annotations.ts'));

  expect(code.filter((file) => words.test(readFileSync(file, 'utf8')))).toEqual([]);
  expect(code.length).toBeGreaterThan(100);
});
