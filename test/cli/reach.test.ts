import { cli, folderOf } from './run-in-memory';

const deployment = (name: string) =>
  `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: shop}
spec:
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec: {containers: [{name: main, image: example}]}
`;
const policy = (port: number, more = '') =>
  `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: cart, namespace: shop}
spec:
  podSelector: {matchLabels: {app: cart}}
  policyTypes: [Ingress, Egress]
  ingress: [{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: ${port}${more}}]}]
`;
const inventory = (cluster: string) => JSON.stringify({ environment: 'prod', cluster, objects: [] });
const folder = (port = 7070, more = '') =>
  folderOf({ 'web.yaml': deployment('web'), 'cart.yaml': deployment('cart'), 'policy.yaml': policy(port, more) });

test('lists every connection, and what the list takes for granted', async () => {
  const { code, out, errors } = await cli(['reach', folder()]);
  expect({ code, errors }).toEqual({ code: 0, errors: '' });
  expect(out.split('\n').slice(0, 5)).toEqual([
    'shop/web (Deployment) => shop/cart (Deployment): TCP 7070',
    'shop/web (Deployment) => 0.0.0.0-255.255.255.255: all connections',
    '0.0.0.0-255.255.255.255 => shop/web (Deployment): all connections',
    '',
    'Assumptions:',
  ]);
});

test('JSON is one object, all ports of a protocol being 1 to 65535', async () => {
  const { out } = await cli(['reach', folder(), '--from', 'shop/web', '--output', 'json']);
  const from = { kind: 'Deployment', namespace: 'shop', name: 'web' };
  const open = 'no policy isolates Deployment shop/web for egress';
  const { assumptions, ...rest } = JSON.parse(out) as { assumptions: unknown };
  expect(assumptions).toContain('Addresses outside are IPv4; no policy names an IPv6 block.');
  expect(rest).toEqual({
    connections: [
      {
        from,
        to: { kind: 'Deployment', namespace: 'shop', name: 'cart' },
        ports: [{ protocol: 'TCP', from: 7070, to: 7070 }],
        rules: [open, 'NetworkPolicy shop/cart spec.ingress[0]'],
      },
      {
        from,
        to: { ipRange: '0.0.0.0-255.255.255.255' },
        ports: ['TCP', 'UDP', 'SCTP'].map((protocol) => ({ protocol, from: 1, to: 65535 })),
        rules: [open],
      },
    ],
  });
});

test('files that hold no objects of a cluster are named among the assumptions', async () => {
  const files = {
    'Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n',
    'kustomization.yaml': 'resources: [web.yaml]\n',
    'values.yaml': 'replicas: 3\n',
    'web.yaml': deployment('web'),
  };
  const { code, out, errors } = await cli(['reach', folderOf(files)]);
  expect({ code, errors }).toEqual({ code: 0, errors: '' });
  expect(out).toContain('shop/web (Deployment) => 0.0.0.0-255.255.255.255: all connections');
  for (const file of ['Chart.yaml', 'kustomization.yaml', 'values.yaml']) {
    expect(out).toMatch(new RegExp(`^- .*/${file}:1 is no object of the cluster: no answer counts it\\.$`, 'm'));
  }
});

test('a broken document hides nothing of the others, and the exit code says that there is one', async () => {
  const files = { 'broken.yaml': 'kind: [\n', 'web.yaml': deployment('web') };
  const { code, out, errors } = await cli(['reach', folderOf(files)]);
  expect(code).toBe(1);
  expect(errors).toMatch(/^error {2}valid-yaml {2}File .*broken\.yaml/m);
  expect(out).toContain('shop/web (Deployment) => 0.0.0.0-255.255.255.255: all connections');
  expect(out).toMatch(/broken\.yaml:\d+:\d+ cannot be read: no answer counts what stands there\./);
});

test('an object without metadata is broken, and the others are answered for', async () => {
  const nameless = 'apiVersion: v1\nkind: ConfigMap\n';
  const { code, out } = await cli(['reach', folderOf({ 'map.yaml': nameless, 'web.yaml': deployment('web') })]);
  expect({ code, first: out.split('\n')[0] }).toEqual({
    code: 1,
    first: 'shop/web (Deployment) => 0.0.0.0-255.255.255.255: all connections',
  });
});

test('nothing is answered without a policy that cannot be read', async () => {
  const nameless = policy(80).replace('metadata: {name: cart, namespace: shop}', 'metadata: cart');
  const { code, out, errors } = await cli([
    'reach',
    folderOf({ 'policy.yaml': nameless, 'web.yaml': deployment('web') }),
  ]);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(errors).toMatch(/^error {2}valid-manifest {2}NetworkPolicy/m);
});

test('a policy that is not modelled is named beside the answer', async () => {
  const calico = 'apiVersion: projectcalico.org/v3\nkind: GlobalNetworkPolicy\nmetadata: {name: deny}\nspec: {}\n';
  const { out } = await cli(['reach', folderOf({ 'web.yaml': deployment('web'), 'deny.yaml': calico })]);
  expect(out).toContain('- GlobalNetworkPolicy deny (projectcalico.org/v3) is not modelled: no answer counts it.');
});

test('the inventory of a tree says which pods the ingress controllers are', async () => {
  const ingress = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: cart, namespace: shop}
spec: {ingressClassName: nginx, defaultBackend: {service: {name: cart, port: {number: 80}}}}
---
apiVersion: v1
kind: Service
metadata: {name: cart, namespace: shop}
spec: {selector: {app: cart}, ports: [{port: 80, targetPort: 7070}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: cart, namespace: shop}
spec:
  podSelector: {matchLabels: {app: cart}}
  ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: edge}}, podSelector: {matchLabels: {app: nginx}}}]}]
`;
  const nginx = { className: 'nginx', api: 'Ingress', namespace: 'edge', podLabels: { app: 'nginx' } };
  const tree = (head: object) =>
    folderOf({
      '.inventory/prod/east.json': JSON.stringify({ environment: 'prod', cluster: 'east', ...head, objects: [] }),
      'prod/east/shop/all.yaml': `${deployment('cart')}---\n${ingress}`,
    });
  const way = '{ingress-controller} => shop/cart (Deployment): TCP 7070';
  expect((await cli(['reach', tree({ ingressControllers: [nginx] })])).out).toContain(way);
  expect((await cli(['reach', tree({})])).out).not.toContain(way);
});

test('narrows by both ends and by port', async () => {
  const list = async (...options: readonly string[]) =>
    (await cli(['reach', folder(), '--from', 'shop/web', '--to', 'shop/cart', ...options])).out.split('\n')[0];
  expect(await list('--port', '7000-7100')).toBe('shop/web (Deployment) => shop/cart (Deployment): TCP 7070');
  expect(await list('--port', '7070/UDP')).toBe('No connections.');
});

test('explains a denial', async () => {
  const { out } = await cli([
    'reach',
    folder(),
    '--from',
    'shop/web',
    '--to',
    'shop/cart',
    '--port',
    '80',
    '--explain',
  ]);
  expect(out).toContain(
    [
      'shop/web → shop/cart: no connection',
      '  egress of Deployment shop/web',
      '    allows TCP 80: no policy isolates Deployment shop/web for egress',
      '  ingress of Deployment shop/cart',
      '    denies TCP 80: no rule allows it, and it is isolated by NetworkPolicy shop/cart spec.podSelector',
      '',
      'Assumptions:',
      '- The cluster runs these manifests and nothing else,',
    ].join('\n'),
  );
});

test('says beside comma-separated values what they take for granted', async () => {
  const { code, out, errors } = await cli(['reach', folder(), '--output', 'csv']);
  expect(code).toBe(0);
  expect(out).not.toContain('Assumptions');
  expect(errors).toContain('Assumptions:\n- The cluster runs these manifests');
});

test('shows the rules of every connection where asked', async () => {
  const { out } = await cli(['reach', folder(), '--explain']);
  expect(out).toContain(
    'TCP 7070\n    no policy isolates Deployment shop/web for egress\n    NetworkPolicy shop/cart spec.ingress[0]\n',
  );
});

test('shows exposure to pods that are not there', async () => {
  const { out } = await cli(['reach', folder(), '--exposure']);
  expect(out).toContain('the entire cluster but pods with app=cart in shop => Deployment shop/web: all connections\n');
  expect(out).toContain('Deployment shop/web => pods with app=cart in shop: TCP 7070\n');
});

test('shows the difference to another tree', async () => {
  const { out } = await cli(['reach', folder(8080), '--base', folder(7070)]);
  expect(out.split('\n')[0]).toBe('~ shop/web (Deployment) => shop/cart (Deployment): TCP 7070 → TCP 8080');
  const same = await cli(['reach', folder(), '--base', folder()]);
  expect(same.out.split('\n')[0]).toBe('No differences.');
});

test('a workload that the base does not have is all new', async () => {
  const base = folderOf({ 'web.yaml': deployment('web') });
  const { code, out } = await cli(['reach', folder(), '--base', base, '--to', 'shop/cart']);
  expect(code).toBe(0);
  expect(out.split('\n').slice(0, 2)).toEqual([
    '+ shop/web (Deployment) => shop/cart (Deployment): TCP 7070',
    '+ shop/cart (Deployment): new workload',
  ]);
});

test('a workload that only the base has is all gone', async () => {
  const current = folderOf({ 'web.yaml': deployment('web') });
  const asked = ['reach', current, '--base', folder(), '--to', 'shop/cart'];
  const { code, out } = await cli(asked);
  expect(code).toBe(0);
  expect(out.split('\n').slice(0, 2)).toEqual([
    '- shop/web (Deployment) => shop/cart (Deployment): TCP 7070',
    '- shop/cart (Deployment): removed workload',
  ]);
  const { addedWorkloads, removedWorkloads } = JSON.parse((await cli([...asked, '--output', 'json'])).out) as {
    addedWorkloads: unknown;
    removedWorkloads: unknown;
  };
  expect({ addedWorkloads, removedWorkloads }).toEqual({
    addedWorkloads: [],
    removedWorkloads: [{ kind: 'Deployment', namespace: 'shop', name: 'cart' }],
  });
});

test('a name that neither of two trees has is an error', async () => {
  const { code, errors } = await cli(['reach', folder(), '--base', folder(), '--to', 'shop/crat']);
  expect({ code, errors }).toEqual({ code: 2, errors: expect.stringContaining('"shop/crat"') as string });
});

describe('a port by its name', () => {
  const named = deployment('cart').replace(
    'image: example',
    'image: example, ports: [{name: grpc, containerPort: 7070}]',
  );
  const shop = () => folderOf({ 'web.yaml': deployment('web'), 'cart.yaml': named, 'policy.yaml': policy(7070) });
  test('is looked up at each destination', async () => {
    const { out } = await cli(['reach', shop(), '--port', 'grpc']);
    expect(out.split('\n').slice(0, 2)).toEqual(['shop/web (Deployment) => shop/cart (Deployment): TCP 7070', '']);
  });
  test('narrows an explanation', async () => {
    const { out } = await cli(['reach', shop(), '--from', 'web', '--to', 'cart', '--port', 'grpc', '--explain']);
    expect(out.split('\n')[0]).toBe('web → cart: TCP 7070');
  });
  test('that no container has is an error with those there are', async () => {
    const { code, errors } = await cli(['reach', shop(), '--port', 'http']);
    expect({ code, errors }).toEqual({
      code: 2,
      errors: expect.stringContaining('--port http: no container port has that name; names: grpc') as string,
    });
  });
});

test('a malformed policy is refused with path, value and fix', async () => {
  const { code, out, errors } = await cli(['reach', folder(90, ', endPort: 80')]);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(errors).toContain(
    'NetworkPolicy shop/cart  spec.ingress[0].ports[0].endPort\n  Invalid value: 80: must be greater',
  );
  expect(errors).toMatch(/from: .*policy\.yaml/);
});

test('of a folder with several clusters one must be chosen', async () => {
  const fleet = folderOf({
    '.inventory/prod/east.json': inventory('east'),
    '.inventory/prod/west.json': inventory('west'),
    'prod/east/shop/web.yaml': deployment('web'),
    'prod/west/shop/cart.yaml': deployment('cart'),
  });
  expect((await cli(['reach', fleet])).errors).toContain('choose one with --cluster: east, west');
  expect((await cli(['reach', fleet, '--cluster', 'north'])).errors).toContain('holds east, west');
  expect((await cli(['reach', fleet, '--cluster', 'west'])).out).toContain('shop/cart');
});

test.each([
  [[], 'exactly one folder or file is expected'],
  [['.', '--output', 'xml'], '--output xml: must be one of csv, dot, json, mermaid, svg, text'],
  [['.', '--port', '0'], '--port 0: write a port as 8080, 53/UDP or 8000-8100'],
  [['.', '--port', '80/ICMP'], '--port 80/ICMP'],
  [['.', '--base', '.', '--exposure'], '--exposure: not possible together with --base'],
])('reach %j cannot run', async (args, message) => {
  const { code, errors } = await cli(['reach', ...args]);
  expect(code).toBe(2);
  expect(errors).toContain(message);
});

test('an unknown end lists the workloads there are', async () => {
  const { code, errors } = await cli(['reach', folder(), '--from', 'shop/wbe']);
  expect(code).toBe(2);
  expect(errors).toContain('Workloads: shop/cart, shop/web.');
});
