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

/** What Istio's validation webhook says of an object: why it refuses it, and what it warns of. */
export interface WebhookVerdict {
  readonly refused?: string;
  readonly warned?: string;
}

const folder = join(__dirname, 'oracle');
const cacheFolder = `istio-webhook-${sourcesHash()}`;
const run = promisify(execFile);

/** The program that judges: from the cache, or built and kept there, which takes some minutes. */
export function webhookBinary(): Promise<string> {
  return cachedBinary(cacheFolder, 'istio-webhook', (file) => goBuildFolder(folder, file));
}

/** Whether the webhook can be asked in this run without a build that nobody asked for. */
export const isWebhookAtHand = isCached(cacheFolder, 'istio-webhook') || buildsEverything;

/** The verdicts on all objects, in their order. */
export async function askWebhook(objects: readonly JsonObject[]): Promise<readonly WebhookVerdict[]> {
  const binary = await webhookBinary();
  const exchange = mkdtempSync(join(tmpdir(), 'istio-webhook-'));
  const [questions, answers] = [join(exchange, 'objects.json'), join(exchange, 'verdicts.json')];
  try {
    writeFileSync(questions, JSON.stringify(objects));
    await run(binary, [questions, answers], { maxBuffer: 2 ** 28, timeout: 10 * 60_000 });
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
