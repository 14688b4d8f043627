import type { ServerAccess } from '../../../lib/schema/pull/server-access';
import type { ProgramFiles } from '../binaries/program-sources';
import { TestCluster } from '../client/test-cluster';
import { startApiServer, type ApiServer, type ServingCertificate } from './api-server';
import { freePorts } from './free-ports';
import { defineStages } from './stage-definition';
import { startWithAccess } from './start-with-access';
import type { SupervisedProcess } from './supervised-process';

/** Everything that a cluster without machines runs. */
export const controlPlanePrograms = [
  'etcd',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'kwok',
] as const;

/** An API server on loopback with the controllers and the scheduler of its release, and simulated kubelets. */
export interface ControlPlane {
  readonly access: ServerAccess;
  readonly certificate: ServingCertificate;
  /** What became of each program that ended by itself. */
  readonly ended: () => readonly string[];
  readonly stop: () => Promise<void>;
}

/** Starts all programs and waits until the controllers act. There are no nodes and no stages yet. */
export async function startControlPlane(
  files: ProgramFiles<(typeof controlPlanePrograms)[number]>,
  version: string,
): Promise<ControlPlane> {
  const server = await startApiServer(files, { hasControllers: true });
  const cluster = new TestCluster(version, server.access);
  const processes: SupervisedProcess[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(processes.map((process) => process.stop()));
    await server.stop();
  };
  const ended = (): string[] =>
    processes.filter(({ running }) => !running).map(({ name, lastWords }) => `${name} ended by itself:\n${lastWords}`);
  try {
    // KWOK looks for its definition once, when it starts.
    await defineStages(cluster);
    processes.push(...(await startControllers(files, server, version)));
    await cluster.eventually(
      'the controllers made a ServiceAccount',
      async () => {
        const words = ended();
        if (words.length > 0) throw new Error(words.join('\n'));
        return cluster.client.request('GET', '/api/v1/namespaces/default/serviceaccounts/default');
      },
      ({ status }) => status === 200,
    );
    return { access: server.access, certificate: server.certificate, ended, stop };
  } catch (error) {
    await stop();
    throw error;
  } finally {
    cluster.client.close();
  }
}

/** Controllers that would speak to a cloud. From 1.37 on, the manager has none of those for nodes any more. */
function cloudControllers(version: string): readonly string[] {
  const always = ['node-ipam-controller'];
  return Number(version.split('.')[1]) >= 37
    ? always
    : [...always, 'node-route-controller', 'cloud-node-lifecycle-controller'];
}

async function startControllers(
  files: ProgramFiles<(typeof controlPlanePrograms)[number]>,
  { access, serviceAccountKeyFile }: ApiServer,
  version: string,
): Promise<SupervisedProcess[]> {
  const [kwokPort = 0] = await freePorts(1);
  return [
    startWithAccess('kube-controller-manager', files['kube-controller-manager'], access, [
      `--service-account-private-key-file=${serviceAccountKeyFile}`,
      '--use-service-account-credentials=false',
      '--leader-elect=false',
      `--controllers=${['*', ...cloudControllers(version).map((name) => `-${name}`)].join(',')}`,
      '--allocate-node-cidrs=false',
      // Nobody asks it for anything.
      '--secure-port=0',
      '--kube-api-qps=200',
      '--kube-api-burst=400',
    ]),
    startWithAccess('kube-scheduler', files['kube-scheduler'], access, [
      '--leader-elect=false',
      '--secure-port=0',
      // As it comes, it binds fifty pods a second.
      '--kube-api-qps=1000',
      '--kube-api-burst=2000',
    ]),
    startWithAccess('kwok', files.kwok, access, [
      '--manage-all-nodes=true',
      `--server-address=127.0.0.1:${kwokPort}`,
      '--enable-crds=Stage',
      '--cidr=10.128.0.1/12',
      // The heartbeat of the kubelets: without it, every node is unreachable after 50 s.
      '--node-lease-duration-seconds=40',
    ]),
  ];
}
