import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { JsonObject } from '../../../lib/manifest/objects/json';
import { argoRollouts } from '../../cluster/products/argo-rollouts';
import { cachedBinary, isCached } from '../../control-plane/binaries/binary-cache';
import { goBuild } from '../../control-plane/binaries/go-build';
import { buildsEverything, directivesFor } from '../../control-plane/binaries/published-command';

const run = promisify(execFile);
const source = readFileSync(join(__dirname, 'oracle', 'main.go'), 'utf8');
const { version } = argoRollouts.command;
/** Another program gets another place in the cache. */
const hash = createHash('sha256').update(source).digest('hex').slice(0, 12);
const cacheFolder = `rollout-validation-${version}-${hash}`;

/** Whether the rules can be asked in this run without a build that nobody asked for. */
export const isRolloutValidationAtHand = isCached(cacheFolder, 'rollout-validation') || buildsEverything;

/** What the controller finds wrong with the first object of each tree, given the others; nothing where it takes it. */
export async function askRolloutValidation(
  trees: readonly (readonly JsonObject[])[],
): Promise<readonly (readonly string[])[]> {
  const binary = await cachedBinary(cacheFolder, 'rollout-validation', async (file) =>
    goBuild({ file, main: '.', sources: { 'main.go': source }, directives: await directivesFor(argoRollouts.command) }),
  );
  const exchange = mkdtempSync(join(tmpdir(), 'rollout-validation-'));
  const [questions, answers] = [join(exchange, 'trees.json'), join(exchange, 'verdicts.json')];
  try {
    writeFileSync(questions, JSON.stringify(trees));
    await run(binary, [questions, answers], { maxBuffer: 2 ** 28, timeout: 10 * 60_000 });
    // Written by the program beside this file and by nothing else.
    return JSON.parse(readFileSync(answers, 'utf8')) as readonly (readonly string[])[];
  } finally {
    rmSync(exchange, { recursive: true, force: true });
  }
}
