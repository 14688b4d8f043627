import { ignoreDifferences } from '../../lib/gitops/argo-cd/ignore-differences';
import { syncPolicy } from '../../lib/gitops/argo-cd/sync-policy';
import type { LeftField } from '../../lib/gitops/synced-folder';

function field(name: string, path: string): LeftField {
  return { group: 'apps', kind: 'Deployment', namespace: 'shop', name, path, at: [] };
}

test('an entry for each object has exactly the fields that controllers own', () => {
  const fields = [
    field('cart', 'spec.template.spec.containers[cart].resources'),
    field('ads', 'spec.replicas'),
    field('cart', 'spec.replicas'),
  ];
  expect(ignoreDifferences(fields)).toEqual([
    { group: 'apps', kind: 'Deployment', namespace: 'shop', name: 'ads', jsonPointers: ['/spec/replicas'] },
    {
      group: 'apps',
      kind: 'Deployment',
      namespace: 'shop',
      name: 'cart',
      jsonPointers: ['/spec/replicas'],
      jqPathExpressions: ['.spec.template.spec.containers[] | select(.name == "cart") | .resources'],
    },
  ]);
});

test.each([
  ['no field is ignored', [], false],
  ['each is at one place', ['spec.replicas'], true],
  [
    'one is in a list, which would be taken over as a whole',
    ['spec.replicas', 'spec.http[grpc].route[*].weight'],
    false,
  ],
])('live values are put into what is synced: %s', (_, paths, isRespected) => {
  const { syncOptions } = syncPolicy(ignoreDifferences(paths.map((path) => field('cart', path))));
  expect(syncOptions.includes('RespectIgnoreDifferences=true')).toBe(isRespected);
});
