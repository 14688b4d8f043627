import { Field } from '../../../lib/manifest/objects/field';

const service = Field.root({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'cart', annotations: { 'example.com/a': 'b' } },
  spec: { ports: [{ port: 0 }, null] },
});

test('a path is written as the API server writes it', () => {
  expect(service.at('spec', 'ports').items()[0]?.at('port').path).toBe('spec.ports[0].port');
  expect(service.at('metadata', 'annotations').entries()[0]?.[1].path).toBe('metadata.annotations[example.com/a]');
  expect(Field.at('spec.template.spec', {}).at('volumes').path).toBe('spec.template.spec.volumes');
});

test('reading through what is missing or of another type gives nothing, and keeps the path', () => {
  const deep = service.at('spec', 'ports', 'port', 'name');
  expect([deep.value, deep.path]).toEqual([undefined, 'spec.ports.port.name']);
  expect(service.at('metadata', 'name').items()).toEqual([]);
  expect(service.at('spec', 'ports').entries()).toEqual([]);
});

test('zero is set, null is not', () => {
  const [first, second] = service.at('spec', 'ports').items();
  expect(first?.at('port').isSet).toBe(true);
  expect(second?.isSet).toBe(false);
});

test('what every object inherits in JavaScript is not in a manifest', () => {
  expect(service.at('constructor').isSet).toBe(false);
  expect(service.at('toString', 'name').value).toBeUndefined();
});
