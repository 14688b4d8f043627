import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { JsonObject } from '../../../lib/manifest/objects/json';
import { cachedBinary, isCached } from '../../control-plane/binaries/binary-cache';
import { goBuildFolder } from '../../control-plane/binaries/go-build';
import { buildsEverything } from '../../control-plane/binaries/published-command';

/** An object, what it was before if it is an update, and the ClusterClasses that are there. */
export interface Question {
  readonly object: JsonObject;
  readonly previous?: JsonObject;
  readonly classes?: readonly JsonObject[];
}

/** What the webhooks of Cluster API say of an object, and whether they know its kind. */
export interface WebhookVerdict {
  readonly refused?: string;
  readonly known: boolean;
}

const folder = join(__dirname, 'oracle');
const cacheFolder = `cluster-api-webhook-${sourcesHash()}`;
const run = promisify(execFile);

/** Whether the webhooks can be asked in this run without a build that nobody asked for. */
export const isWebhookAtHand = isCached(cacheFolder, 'cluster-api-webhook') || buildsEverything;

/** The verdicts on all objects, in their order. */
export async function askWebhooks(questions: readonly Question[]): Promise<readonly WebhookVerdict[]> {
  const binary = await cachedBinary(cacheFolder, 'cluster-api-webhook', (file) => goBuildFolder(folder, file));
  const exchange = mkdtempSync(join(tmpdir(), 'cluster-api-webhook-'));
  const [asked, answers] = [join(exchange, 'questions.json'), join(exchange, 'verdicts.json')];
  try {
    writeFileSync(asked, JSON.stringify(questions));
    await run(binary, [asked, answers], { maxBuffer: 2 ** 28, timeout: 10 * 60_000 });
    // Written by the program beside this file and by nothing else.
    return JSON.parse(readFileSync(answers, 'utf8')) as WebhookVerdict[];
  } finally {
    rmSync(exchange, { recursive: true, force: true });
  }
}

/** Another program gets another place in the cache. */
function sourcesHash(): string {
  const hash = createHash('sha256');
  for (const file of readdirSync(folder).sort()) hash.update(file).update(readFileSync(join(folder, file)));
  return hash.digest('hex').slice(0, 12);
}
