import { join } from 'node:path';
import { readFacts } from '../../lib/schema/facts/read-facts';
import { shippedFacts } from '../../lib/schema/facts/shipped-facts';
import { kubernetesVersions } from '../../lib/fleet/kubernetes-version';

const kindsOf = (version: (typeof kubernetesVersions)[number]) => Object.keys(shippedFacts(version)?.kinds ?? {});

test.each(kubernetesVersions)('the facts of Kubernetes %s are facts in every part', (version) => {
  const file = join(__dirname, '../../schemas', `kubernetes-${version}.json.gz`);

  expect(shippedFacts(version)).toEqual(readFacts(file));
  expect(kindsOf(version).length).toBeGreaterThan(50);
});

test('no version takes a stable version of a kind away', () => {
  const vanished = kubernetesVersions.slice(1).flatMap((version, index) => {
    const before = kubernetesVersions[index];
    if (before === undefined) return [];
    const served = new Set(kindsOf(version));
    return kindsOf(before).filter((key) => /\/v\d+\//.test(key) && !served.has(key));
  });

  expect(vanished).toEqual([]);
});
