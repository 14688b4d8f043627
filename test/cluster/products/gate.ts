import { createServer, type Server } from 'node:http';

/** A webhook on loopback that says no, but for as many times as a test has let somebody through. */
export class Gate {
  private passes = 0;

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async open(): Promise<Gate> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const gate = new Gate(server, `http://127.0.0.1:${port}/`);
    server.on('request', (request, response) => {
      request.resume();
      response.statusCode = gate.passes > 0 ? 200 : 403;
      gate.passes = Math.max(0, gate.passes - 1);
      response.end();
    });
    return gate;
  }

  letOneThrough(): void {
    this.passes += 1;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}
