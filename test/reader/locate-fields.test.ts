import { locateFields } from '../../lib/reader/locate-fields';
import { readManifests } from '../../lib/reader/read-manifests';
import type { Finding } from '../../lib';

const text = `# first
apiVersion: v1
kind: Service
metadata:
  name: a
  labels:
    app.kubernetes.io/name: a
spec:
  ports:
    - name: http
      port: 80
    - { name: admin, port: 99999 }
  selector: &labels
    app: a
---
apiVersion: v1
kind: List
items:
  - kind: ConfigMap
    apiVersion: v1
    metadata: { name: b }
    data:
      x: "1"
  - kind: ConfigMap
    apiVersion: v1
    metadata:
      name: c
    data:
      y: |
        lines
      z: 2
`;

const [service = { line: 0 }, list = { line: 0 }] = readManifests('a.yaml', text).manifests;

function lineOf(path: string, name = 'a', line = service.line): string | undefined {
  const finding: Finding = {
    id: 'valid-port',
    severity: 'error',
    status: 'violated',
    object: { apiVersion: 'v1', kind: name === 'a' ? 'Service' : 'ConfigMap', name },
    path,
    message: '',
    fix: '',
    origin: `a.yaml:${line}`,
  };
  return locateFields([finding], () => text)[0]?.origin;
}

test.each([
  ['metadata.labels[app.kubernetes.io/name]', 7],
  ['spec.ports[0].port', 11],
  ['spec.ports[1].port', 12],
  ['spec.selector', 13],
  ['spec.ports[1].targetPort', 12],
  ['spec.type', 8],
  ['status.loadBalancer', 2],
])('the field %s of an object is on line %d', (path, line) => {
  expect(lineOf(path)).toBe(`a.yaml:${line}`);
});

test.each([
  ['b', 'data[x]', 23],
  ['c', 'data.z', 31],
  ['c', 'metadata.name', 27],
  ['c', 'binaryData', 24],
])('in a List, the object %s has %s on line %d', (name, path, line) => {
  expect(lineOf(path, name, list.line)).toBe(`a.yaml:${line}`);
});

test('what is about the whole object, or was found while the file was read, keeps its place', () => {
  expect(lineOf('')).toBe('a.yaml:2');
  expect(lineOf('spec', 'a', 99)).toBe('a.yaml:99');
});

test('a file that is gone changes nothing', () => {
  const finding = { origin: 'a.yaml:1', path: 'spec' } as Finding;
  expect(locateFields([finding], () => undefined)).toEqual([finding]);
});
