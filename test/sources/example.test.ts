import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Cluster, ClusterChart, Environment, Fleet, Port, WebService } from '../../lib';
import { addRedis } from './add-redis';

/** Helm and kubectl, as far as the example asks them. */
const programs = {
  helm: `case $1 in
pull) for a; do case $a in --destination=*) echo archive > "\${a#--destination=}/redis-1.2.3.tgz";; esac; done;;
*) cat <<'YAML'
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: redis-master }
spec:
  serviceName: redis
  selector: { matchLabels: { app: redis } }
  template:
    metadata: { labels: { app: redis } }
    spec: { containers: [{ name: redis, image: 'registry.example/redis:8.0.0', ports: [{ containerPort: 6379 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: redis }
spec: { clusterIP: None, selector: { app: redis }, ports: [{ port: 6379 }] }
YAML
esac`,
  kubectl: `cat "$2/config.yaml"`,
};

let folder: string;
const { PATH } = process.env;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'programs-'));
  for (const [name, script] of Object.entries(programs)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  process.env.PATH = `${folder}${delimiter}${PATH}`;
});

afterAll(() => {
  process.env.PATH = PATH;
  rmSync(folder, { recursive: true });
});

test('the example of a chart and of an overlay puts their objects into the tree, and connects them', () => {
  const cluster = new Cluster('dev-1', { environment: new Environment('dev'), kubernetesVersion: '1.34' });
  const { manifests } = new Fleet({ clusters: [cluster] })
    .deploy((scope) => {
      const chart = new ClusterChart(scope, 'shop', { namespace: 'shop' });
      addRedis(chart, new WebService(chart, 'web', { image: 'registry.example/web:1.0.0', port: Port.http(8080) }));
    })
    .render('dev-1');
  const names = manifests.map(({ manifest: { kind, metadata } }) => `${kind} ${metadata.name}`);
  expect(names).toEqual(
    expect.arrayContaining(['StatefulSet redis-master', 'ConfigMap legacy', 'NetworkPolicy redis-master']),
  );
});
