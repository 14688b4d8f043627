import type { JsonObject } from '../../lib/manifest/objects/json';
import type { Manifest } from '../../lib/manifest/objects/manifest';
import { validateStructure } from '../../lib/schema/structure/validate-structure';
import { describeWithShared } from '../shared-folder';
import { swaggerCatalog } from './swagger-facts';

const container = { name: 'cart', image: 'example.com/cart:1' };

function deployment(spec: JsonObject = {}, pod: JsonObject = {}): Manifest {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'cart', namespace: 'boutique' },
    spec: {
      selector: { matchLabels: { app: 'cart' } },
      template: { metadata: { labels: { app: 'cart' } }, spec: { containers: [container], ...pod } },
      ...spec,
    },
  };
}

function problemsOf(manifest: Manifest): string[] {
  const known = swaggerCatalog().find(manifest.apiVersion, manifest.kind);
  if (known === undefined) throw new Error(`no ${manifest.apiVersion} ${manifest.kind}`);
  return validateStructure(manifest, known).problems.map(({ path, message }) => `${path}: ${message}`);
}

describeWithShared('built-in kinds', () => {
  it('accepts a minimal Deployment', () => {
    expect(problemsOf(deployment())).toEqual([]);
  });

  it('takes null for absent', () => {
    expect(problemsOf(deployment({ replicas: null, strategy: null }))).toEqual([]);
    expect(problemsOf(deployment({ selector: null }))).toEqual(['spec.selector: Required value']);
  });

  it('finds unknown fields at any depth', () => {
    expect(problemsOf(deployment({}, { containers: [{ ...container, ports: [{ containerport: 80 }] }] }))).toEqual([
      'spec.template.spec.containers[0].ports[0].containerport: unknown field "spec.template.spec.containers[0].ports[0].containerport"',
      'spec.template.spec.containers[0].ports[0].containerPort: Required value',
    ]);
  });

  it('reads quantities and ports that may be a name', () => {
    const resources = { requests: { cpu: 0.5, memory: '1Gi' }, limits: { cpu: 1, memory: '1GB' } };
    const probe = { httpGet: { port: 'http' } };
    expect(problemsOf(deployment({}, { containers: [{ ...container, resources, livenessProbe: probe }] }))).toEqual([
      `spec.template.spec.containers[0].resources.limits[memory]: Invalid value: "1GB": quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'`,
    ]);
  });

  it('only warns of items that server-side apply could not tell apart', () => {
    const ports = [{ containerPort: 80 }, { containerPort: 80 }];
    const manifest = deployment({}, { containers: [{ ...container, ports }] });
    const known = swaggerCatalog().find('apps/v1', 'Deployment');
    expect(known && validateStructure(manifest, known).problems).toMatchObject([
      { path: 'spec.template.spec.containers[0].ports[1]', severity: 'warning' },
    ]);
  });

  it('demands nothing of a status that the API server will drop', () => {
    const set: Manifest = {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'cart' },
      spec: {},
      status: {},
    };
    expect(problemsOf(set)).toEqual([]);
  });

  it('refuses numbers that do not fit the Go type', () => {
    expect(problemsOf(deployment({ replicas: 2 ** 31 }))).toEqual([
      'spec.replicas: Invalid value: 2147483648: must fit into 32 bits',
    ]);
  });

  it('keeps free-form parts, and schemas that contain themselves', () => {
    const schema = { type: 'object', properties: { a: { type: 'array', items: { type: 'string', default: 'x' } } } };
    const definition: Manifest = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'samples.example.com', managedFields: [{ fieldsV1: { 'f:spec': {} } }] },
      spec: {
        group: 'example.com',
        scope: 'Namespaced',
        names: { kind: 'Sample', plural: 'samples' },
        versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: schema } }],
      },
    };
    expect(problemsOf(definition)).toEqual([]);
    const wrong = { type: 'object', properties: { a: { typ: 'array' } } };
    const versions = [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: wrong } }];
    expect(problemsOf({ ...definition, spec: { ...(definition.spec as JsonObject), versions } })).toEqual([
      'spec.versions[0].schema.openAPIV3Schema.properties[a].typ: unknown field "spec.versions[0].schema.openAPIV3Schema.properties[a].typ"',
    ]);
  });
});
