import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { pullFacts } from '../../lib/schemas/pull-facts';
import { storeFacts } from '../../lib/schemas/store-facts';
import { describeVersions } from './server/describe-versions';

describeVersions('the schema facts that are shipped', (cluster) => {
  const name = `kubernetes ${cluster.version}`;
  const file = join(__dirname, '../../schemas', `${name.replace(' ', '-')}.json.gz`);

  test('are what the API server serves', async () => {
    const facts = await pullFacts(cluster.client, name);
    if (process.env.UPDATE_SCHEMAS === '1') storeFacts(file, facts);
    expect(existsSync(file)).toBe(true);
    expect(JSON.parse(gunzipSync(readFileSync(file)).toString('utf8'))).toEqual(facts);
  });
});
