import { features, settings } from '../../apps/features/fleet';

const objects = (cluster: string) =>
  new Map(
    features
      .render(cluster)
      .manifests.map(({ manifest }) => [`${manifest.kind}/${manifest.metadata.name ?? ''}`, manifest]),
  );

test('the features that the README shows do what it says', () => {
  expect(objects('dev-euw1').get('Deployment/web')).toMatchObject({ spec: { replicas: 1 } });
  const prod = objects('prod-euw1');
  expect(prod.get('Deployment/web')).toMatchObject({ spec: { replicas: 3 } });
  expect(JSON.stringify(prod.get('Deployment/web'))).toContain('registry.example/web:1.4.2');
  expect(prod.get('Service/web')).toMatchObject({ spec: { sessionAffinity: 'ClientIP' } });
  expect([...prod.keys()]).toEqual(expect.arrayContaining(['ConfigMap/banner', 'Ingress/web', 'NetworkPolicy/web']));
  expect(JSON.stringify(prod.get('NetworkPolicy/web')?.spec)).toContain('9000');
});

test('its settings say which layer a value is from', () => {
  const [, prod] = features.clusters;
  expect(prod === undefined ? undefined : settings.explain(prod, 'images.web').layer).toBe('cluster prod-euw1');
});

test.each(['dev-euw1', 'prod-euw1'])('rendering them on %s says nothing', (cluster) => {
  expect(features.render(cluster).findings).toEqual([]);
});
