import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { formatInventory } from '../../lib/synth/writer/inventory';
import { sha256 } from '../../lib/synth/writer/sha256';

/** Two states of a fleet on disk. */
export interface PlanTrees {
  readonly folder: string;
  readonly base: string;
  readonly next: string;
}

/** Writes a fleet of so many objects a cluster, and the same with another image in one Deployment of each hundred. */
export function writePlanTrees(clusters: number, objects: number): PlanTrees {
  const folder = mkdtempSync(join(tmpdir(), 'plan-bench-'));
  const [base, next] = [join(folder, 'base'), join(folder, 'next')];
  for (let cluster = 0; cluster < clusters; cluster += 1) {
    writeCluster(base, `c${cluster}`, objects, '1');
    writeCluster(next, `c${cluster}`, objects, '2');
  }
  return { folder, base, next };
}

function writeCluster(root: string, cluster: string, objects: number, tag: string): void {
  const entries = Array.from({ length: objects }, (_, index) => {
    const [kind, text] = objectOf(index, index % 100 === 0 ? tag : '1');
    const name = `web-${index}`;
    const file = `prod/${cluster}/shop/${kind.toLowerCase()}.${name}.k8s.yaml`;
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
    const apiVersion = kind === 'Deployment' ? 'apps/v1' : 'v1';
    return { apiVersion, kind, namespace: 'shop', name, file, sha256: sha256(text), origin: `shop/${name}` };
  });
  const inventory = join(root, '.inventory/prod', `${cluster}.json`);
  mkdirSync(dirname(inventory), { recursive: true });
  writeFileSync(
    inventory,
    formatInventory({
      environment: 'prod',
      cluster,
      facts: { kubernetesVersion: '1.34', tier: 'production' },
      objects: entries,
    }),
  );
}

function objectOf(index: number, tag: string): readonly [kind: string, text: string] {
  const name = `web-${index}`;
  if (index % 4 !== 0) {
    const kind = index % 2 === 0 ? 'Service' : 'ConfigMap';
    const body =
      kind === 'Service'
        ? `spec:\n  ports:\n    - name: http\n      port: 80\n  selector:\n    app: ${name}\n`
        : `data:\n  level: info\n  text: |\n${'    some line of a file\n'.repeat(20)}`;
    return [kind, `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: ${name}\n  namespace: shop\n${body}`];
  }
  return [
    'Deployment',
    `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  namespace: shop
spec:
  replicas: 3
  selector:
    matchLabels:
      app: ${name}
  template:
    metadata:
      labels:
        app: ${name}
    spec:
      containers:
        - name: server
          image: example.com/web:${tag}
          ports:
            - containerPort: 8080
          resources:
            requests:
              cpu: 100m
              memory: 64Mi
`,
  ];
}
