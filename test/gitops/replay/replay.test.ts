import { configSync, flux, rancherFleet, type GitOpsFacts } from '../../../lib';
import type { Manifest } from '../../../lib/manifest/objects/manifest';
import { repository } from '../example-tree';
import { lastingDifferences } from './lasting-differences';
import { replayTree } from './replay-tree';
import { writers } from './writers';

/** Those that need no rules of their own. What Argo CD ignores takes its jq: `test/oracles/argo-cd/`. */
const engines: readonly GitOpsFacts[] = [
  flux({ repository }),
  configSync({ repository }),
  rancherFleet({ repository }),
];

describe.each(engines.map((facts) => [facts.engine, facts] as const))('under %s', (_engine, facts) => {
  let manifests: readonly Manifest[];
  beforeAll(() => {
    manifests = replayTree(facts);
  });

  test.each(writers.map((writer) => [writer.name, writer] as const))(
    '%s writes back no lasting difference',
    (_, writer) => {
      const written = manifests.flatMap((declared) => {
        const live = writer.write(declared, manifests);
        return live === undefined ? [] : [{ declared, live }];
      });
      expect(written.length).toBeGreaterThan(0);
      expect(written.flatMap(({ declared, live }) => lastingDifferences(declared, live))).toEqual([]);
    },
  );

  test('a person who changes a declared field leaves a difference', () => {
    const declared = manifests.find(({ kind, metadata }) => kind === 'Service' && metadata.name === 'cart');
    if (declared === undefined) throw new Error('no Service cart');
    const live = { ...declared, spec: { ...(declared.spec as object), type: 'LoadBalancer', ports: [] } };
    expect(lastingDifferences(declared, live)).not.toEqual([]);
  });
});
