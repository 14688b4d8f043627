import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Manifest } from '../../../lib/manifest/objects/manifest';
import { cachedBinary, isCached } from '../../control-plane/binaries/binary-cache';
import { goBuildFolder } from '../../control-plane/binaries/go-build';
import { buildsEverything } from '../../control-plane/binaries/published-command';

/** A tree, and what is asked about it. */
export interface AskedTree {
  readonly name: string;
  /** Whether pods are in the ambient mesh, where waypoints route; sidecars do when left out. */
  readonly ambient?: boolean;
  readonly objects: readonly Manifest[];
  readonly admissions?: readonly AskedAdmission[];
  readonly routes?: readonly AskedRoute[];
}

/** A request that arrives at a port of a workload. */
export interface AskedAdmission {
  /** `namespace/name` */
  readonly server: string;
  readonly port: number;
  readonly protocol: 'http' | 'tcp';
  /** SPIFFE identity of the client; empty for plain text. */
  readonly identity: string;
  readonly method: string;
  readonly path: string;
}

/** A request that a workload sends to a Service, both as `namespace/name`. */
export interface AskedRoute {
  readonly client: string;
  readonly service: string;
  readonly port: number;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What istiod’s configuration does with what was asked, in the same order. */
export interface AnsweredTree {
  readonly error?: string;
  readonly admissions: readonly { readonly allowed: boolean; readonly why: string }[];
  readonly routes: readonly AnsweredRoute[];
}

export interface AnsweredRoute {
  /** Share of each host in per cent. */
  readonly shares: Readonly<Record<string, number>> | null;
  readonly timeoutMilliseconds: number;
  readonly retries?: { readonly attempts: number; readonly on: string; readonly perTryTimeoutMilliseconds: number };
  readonly why?: string;
}

const folder = join(__dirname, 'oracle');
const cacheFolder = `istio-simulation-${sourcesHash()}`;
const run = promisify(execFile);

/** The program that asks: from the cache, or built and kept there, which takes a quarter of an hour. */
export function istioBinary(): Promise<string> {
  return cachedBinary(cacheFolder, 'istio-simulation', (file) => goBuildFolder(folder, file));
}

/** Whether istiod can be asked in this run without a build that nobody asked for. */
export const isIstioAtHand = isCached(cacheFolder, 'istio-simulation') || buildsEverything;

/** Asks istiod about all trees in one go. @throws Error that names a tree of which it makes nothing */
export async function askIstio(trees: readonly AskedTree[]): Promise<readonly AnsweredTree[]> {
  const binary = await istioBinary();
  const exchange = mkdtempSync(join(tmpdir(), 'istio-simulation-'));
  const [questions, answers] = [join(exchange, 'questions.json'), join(exchange, 'answers.json')];
  try {
    writeFileSync(questions, JSON.stringify(trees));
    const said = await run(binary, [questions, answers], { maxBuffer: 2 ** 28, timeout: 10 * 60_000 }).then(
      () => '',
      (error: unknown) => {
        // It ends with a failure where one tree failed, and has answered the others.
        if (!readdirSync(exchange).includes('answers.json')) throw error;
        return outputOf(error);
      },
    );
    // Written by the program beside this file and by nothing else.
    const answered = JSON.parse(readFileSync(answers, 'utf8')) as AnsweredTree[];
    answered.forEach(({ error }, index) => {
      if (error !== undefined) throw new Error(`${trees[index]?.name ?? ''}: ${error}\n${said}`);
    });
    return answered;
  } finally {
    rmSync(exchange, { recursive: true, force: true });
  }
}

/** What the program wrote before it failed, where istiod says what it does not take; the end of it. */
function outputOf(error: unknown): string {
  const isExit = typeof error === 'object' && error !== null && 'stdout' in error;
  return isExit ? String(error.stdout).slice(-10_000) : '';
}

/** Another program gets another place in the cache. */
function sourcesHash(): string {
  const hash = createHash('sha256');
  for (const file of readdirSync(folder).sort()) hash.update(file).update(readFileSync(join(folder, file)));
  return hash.digest('hex').slice(0, 12);
}
