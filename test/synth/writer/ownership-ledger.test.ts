import { formatInventory, parseInventory, type Inventory } from '../../../lib/synth/writer/inventory';

const inventory: Inventory = {
  environment: 'prod',
  cluster: 'prod-euw1',
  facts: { kubernetesVersion: '1.33' },
  ownership: [
    {
      kind: 'Deployment',
      name: 'cart',
      path: 'spec.replicas',
      by: 'autoscaling',
      owner: 'HorizontalPodAutoscaler cart',
    },
    { kind: 'Deployment', name: 'ads', path: 'spec.replicas', by: 'replicas', owner: 'declared' },
  ],
  objects: [],
};

function reread(text: string): Inventory {
  return parseInventory(text, '.inventory/prod/prod-euw1.json', 'prod/prod-euw1');
}

test('an inventory keeps who owns which field, one line each, apart from the facts of the cluster', () => {
  const text = formatInventory(inventory);
  expect(reread(text)).toEqual(inventory);
  expect(text.split('\n').filter((line) => line.includes('spec.replicas'))).toHaveLength(2);
});

test('an inventory without owned fields says nothing of them', () => {
  const { ownership: _, ...rest } = inventory;
  expect(formatInventory(rest)).not.toContain('ownership');
  expect(reread(formatInventory(rest))).toEqual(rest);
});

test('a ledger that is no list of fields makes the inventory unreadable', () => {
  const text = formatInventory(inventory).replace('"ownership": [', '"ownership": [1,');
  expect(() => reread(text)).toThrow('is no inventory');
});
