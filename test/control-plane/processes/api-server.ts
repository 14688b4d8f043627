import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { failureMessage, KubernetesClient } from '../../../lib/schema/pull/kubernetes-client';
import type { ServerAccess } from '../../../lib/schema/pull/server-access';
import { freePorts } from './free-ports';
import type { ProgramFiles } from '../binaries/program-sources';
import { SupervisedProcess } from './supervised-process';

const readyWithin = 180_000;
const attempts = 3;

/** An API server on loopback with a store of its own. Nothing but the server acts on objects. */
export interface ApiServer {
  readonly access: ServerAccess;
  readonly certificate: ServingCertificate;
  /** Private key that the tokens of ServiceAccounts are signed with. */
  readonly serviceAccountKeyFile: string;
  /** Ends the server and its store and removes everything that they wrote. */
  readonly stop: () => Promise<void>;
}

/** A certificate for loopback that the server made for itself. */
export interface ServingCertificate {
  readonly file: string;
  readonly keyFile: string;
}

export interface ApiServerOptions {
  /** Whether a controller runs beside it that makes the ServiceAccounts which Pods name. */
  readonly hasControllers: boolean;
}

/** Starts etcd and kube-apiserver and waits until every part of the server says that it is ready. */
export async function startApiServer(
  files: ProgramFiles<'etcd' | 'kube-apiserver'>,
  options: ApiServerOptions,
): Promise<ApiServer> {
  for (let attempt = 1; ; attempt += 1) {
    const launched = await launch(files, options);
    const stop = async (): Promise<void> => {
      await Promise.all([launched.apiServer.stop(), launched.etcd.stop()]);
    };
    try {
      const serviceAccountKeyFile = keyFileIn(launched.apiServer.folder);
      const { certificateFile } = launched;
      const certificate = { file: certificateFile, keyFile: certificateFile.replace(/\.crt$/, '.key') };
      return { access: await becomeReady(launched), certificate, serviceAccountKeyFile, stop };
    } catch (error) {
      await stop();
      // Another process may have taken one of the ports in the meantime.
      if (attempt === attempts) throw error;
    }
  }
}

interface Launched {
  readonly server: string;
  readonly token: string;
  /** Where the server writes the certificate that it makes for itself. */
  readonly certificateFile: string;
  readonly etcd: SupervisedProcess;
  readonly apiServer: SupervisedProcess;
}

async function launch(files: ProgramFiles<'etcd' | 'kube-apiserver'>, options: ApiServerOptions): Promise<Launched> {
  const [clientPort = 0, peerPort = 0, securePort = 0] = await freePorts(3);
  const store = `http://127.0.0.1:${clientPort}`;
  const token = randomUUID();
  const etcd = new SupervisedProcess('etcd');
  etcd.start([files.etcd, ...etcdFlags(etcd.folder, store, `http://127.0.0.1:${peerPort}`)]);
  const apiServer = new SupervisedProcess('kube-apiserver');
  writeCredentials(apiServer.folder, token);
  apiServer.start([files['kube-apiserver'], ...apiServerFlags(apiServer.folder, store, securePort, options)]);
  const certificateFile = join(apiServer.folder, 'apiserver.crt');
  return { server: `https://127.0.0.1:${securePort}`, token, certificateFile, etcd, apiServer };
}

function etcdFlags(folder: string, client: string, peer: string): string[] {
  return [
    `--data-dir=${join(folder, 'data')}`,
    `--listen-client-urls=${client}`,
    `--advertise-client-urls=${client}`,
    `--listen-peer-urls=${peer}`,
    `--initial-advertise-peer-urls=${peer}`,
    `--initial-cluster=default=${peer}`,
    '--unsafe-no-fsync',
    '--log-level=warn',
  ];
}

function apiServerFlags(
  folder: string,
  store: string,
  securePort: number,
  { hasControllers }: ApiServerOptions,
): string[] {
  return [
    `--etcd-servers=${store}`,
    '--bind-address=127.0.0.1',
    `--secure-port=${securePort}`,
    `--cert-dir=${folder}`,
    `--token-auth-file=${join(folder, 'tokens.csv')}`,
    '--authorization-mode=RBAC',
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${keyFileIn(folder)}`,
    `--service-account-signing-key-file=${keyFileIn(folder)}`,
    '--service-cluster-ip-range=10.96.0.0/16,fd00:10:96::/112',
    '--allow-privileged=true',
    '--endpoint-reconciler-type=none',
    // Every other default plugin stays on. This one wants the service account `default` in every namespace, which a
    // controller makes: without it, it would refuse every bare Pod.
    ...(hasControllers ? [] : ['--disable-admission-plugins=ServiceAccount']),
  ];
}

function keyFileIn(folder: string): string {
  return join(folder, 'service-account.key');
}

function writeCredentials(folder: string, token: string): void {
  const { privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'sec1', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  writeFileSync(keyFileIn(folder), privateKey, { mode: 0o600 });
  writeFileSync(join(folder, 'tokens.csv'), `${token},conformance,conformance,system:masters\n`, { mode: 0o600 });
}

async function becomeReady({ server, token, certificateFile, etcd, apiServer }: Launched): Promise<ServerAccess> {
  const deadline = Date.now() + readyWithin;
  let answer = 'it has not made its certificate yet';
  while (Date.now() < deadline) {
    for (const process of [etcd, apiServer]) {
      if (!process.running) throw new Error(`${process.name} ended before it was ready:\n${process.lastWords}`);
    }
    if (existsSync(certificateFile)) {
      const access = { server, token, certificateAuthority: readFileSync(certificateFile, 'utf8') };
      answer = await readiness(access);
      if (answer === 'ok') return access;
    }
    await sleep(100);
  }
  throw new Error(`kube-apiserver was not ready within ${readyWithin / 1000} s: ${answer}`);
}

async function readiness(access: ServerAccess): Promise<string> {
  const client = new KubernetesClient(access);
  try {
    const { body } = await client.request('GET', '/readyz');
    return failureMessage(body);
  } catch (error) {
    return String(error);
  } finally {
    client.close();
  }
}
