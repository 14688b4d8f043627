import { join } from 'node:path';
import { readFacts } from '../../lib/schema/facts/read-facts';
import { kubernetesVersions } from '../../lib/fleet/kubernetes-version';
import { storeFacts } from '../../lib/schema/pull/store-facts';
import { releasedFacts } from './released/released-facts';
import { hasGo } from '../control-plane/binaries/go-build';

const describeWithGo = hasGo() ? describe : describe.skip;

// Where a server of a version runs, `schema-facts.test.ts` compares the same file with what the server says.
describeWithGo('the schema facts that are shipped', () => {
  test.each(kubernetesVersions)('are what the source of Kubernetes %s documents', async (version) => {
    const facts = await releasedFacts(version);
    const file = join(__dirname, '../../schemas', `kubernetes-${version}.json.gz`);
    if (process.env.UPDATE_SCHEMAS === '1') storeFacts(file, facts);
    expect(readFacts(file)).toEqual(facts);
  });
});
