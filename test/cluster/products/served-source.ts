import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { Manifest } from '../../../lib/manifest/objects/manifest';
import type { SimulatedCluster } from '../simulation/simulated-cluster';

/** A folder as Flux is given it: an archive on loopback, which a GitRepository names. */
export class ServedSource {
  private archive = Buffer.alloc(0);
  private revisions = 0;

  private constructor(
    private readonly server: Server,
    private readonly port: number,
  ) {}

  static async start(): Promise<ServedSource> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const source = new ServedSource(server, typeof address === 'object' && address !== null ? address.port : 0);
    server.on('request', (_, response) => response.end(source.archive));
    return source;
  }

  /** Takes what is in a folder now for the next revision; returns its name. */
  async publish(cluster: SimulatedCluster, repository: Manifest, parent: string, folder: string): Promise<string> {
    this.archive = execFileSync('tar', ['-czf', '-', '-C', parent, folder], { maxBuffer: 64 * 1024 * 1024 });
    this.revisions += 1;
    const revision = `main@sha1:${String(this.revisions).padStart(40, '0')}`;
    const artifact = {
      digest: `sha256:${createHash('sha256').update(this.archive).digest('hex')}`,
      lastUpdateTime: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
      path: 'archive.tar.gz',
      revision,
      url: `http://127.0.0.1:${this.port}/archive.tar.gz`,
      size: this.archive.length,
    };
    await cluster.patch(repository, 'merge-patch+json', { status: { artifact } }, '/status');
    return revision;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}
