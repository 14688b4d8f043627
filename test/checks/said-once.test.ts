import { runChecks, type Manifest } from '../../lib';
import { exampleCluster } from '../example-fleet';

const service: Manifest = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'a', namespace: 'shop' },
  spec: { type: 'Foo', ipFamilies: ['IPv5'], ipFamilyPolicy: 'Any', ports: [{ port: 80, protocol: 'HTTP' }] },
};
const pod: Manifest = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'a', namespace: 'shop' },
  spec: {
    restartPolicy: 'Sometimes',
    dnsPolicy: 'Never',
    securityContext: { seccompProfile: { type: 'Foo' } },
    tolerations: [{ operator: 'In', key: 'a', effect: 'Never' }],
    containers: [{ name: 'a', image: 'r.example/a:1', imagePullPolicy: 'Sometimes' }],
  },
};

test.each([service, pod])('a value that there is not is said once ($kind)', (manifest) => {
  const { findings } = runChecks({ manifests: [{ manifest }], cluster: exampleCluster() });
  const places = findings.filter(({ message }) => message.startsWith('Unsupported value')).map(({ path }) => path);
  expect(places.length).toBeGreaterThan(3);
  expect(places).toEqual([...new Set(places)]);
});

test('what the schema alone knows is said by the schema', () => {
  const { findings } = runChecks({ manifests: [{ manifest: service }], cluster: exampleCluster() });
  const said = findings.filter(({ path }) => path === 'spec.ipFamilyPolicy').map(({ id }) => id);
  expect(said).toEqual(['valid-schema']);
});
