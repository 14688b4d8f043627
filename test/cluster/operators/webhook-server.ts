import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import { Field } from '../../../lib/manifest/objects/field';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../lib/manifest/objects/json';
import { isManifest, type Manifest } from '../../../lib/manifest/objects/manifest';
import type { ServingCertificate } from '../../control-plane/processes/api-server';

/** What the program of an operator answers: why an object is refused, and what one of a version is in another. */
export interface WebhookAnswers {
  readonly refuse: (object: Manifest) => string | undefined;
  readonly convert: (object: Manifest, to: string) => Manifest;
}

/** The webhooks of an operator, on loopback: admission and conversion. */
export class WebhookServer {
  private constructor(
    private readonly server: Server,
    private readonly port: number,
    private readonly certificate: ServingCertificate,
  ) {}

  static async start(certificate: ServingCertificate, answers: WebhookAnswers): Promise<WebhookServer> {
    const [cert, key] = [readFileSync(certificate.file), readFileSync(certificate.keyFile)];
    const server = createServer({ cert, key }, (request, response) => {
      void (async () => {
        const chunks: Buffer[] = [];
        for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
        const review: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify(isJsonObject(review) ? answered(review, answers) : {}));
      })();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    return new WebhookServer(server, typeof address === 'object' && address !== null ? address.port : 0, certificate);
  }

  /** A configuration or definition as the operator's tree has it, with this server in the place of its Service. */
  serves(manifest: Manifest): Manifest {
    const here = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(here);
      if (!isJsonObject(value)) return value;
      return Object.fromEntries(
        Object.entries(value).map(([name, inner]) => [
          name,
          name === 'clientConfig' ? this.clientConfig(inner) : here(inner),
        ]),
      );
    };
    const served = here(manifest);
    if (!isManifest(served)) throw new Error(`${manifest.kind} is no object any more`);
    return served;
  }

  private clientConfig(value: JsonValue | undefined): JsonObject {
    const path = isJsonObject(value) ? (Field.at('', value).at('service', 'path').text ?? '') : '';
    const caBundle = readFileSync(this.certificate.file).toString('base64');
    return { url: `https://127.0.0.1:${this.port}${path}`, caBundle };
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }
}

function answered(review: JsonObject, { refuse, convert }: WebhookAnswers): JsonObject {
  const request = Field.at('', review).at('request');
  const uid = request.at('uid').text ?? '';
  if (review.kind === 'ConversionReview') {
    const to = request.at('desiredAPIVersion').text ?? '';
    const objects: readonly unknown[] = request
      .at('objects')
      .items()
      .map(({ value }) => value);
    const convertedObjects = objects.filter(isManifest).map((object) => convert(object, to));
    return { ...review, request: null, response: { uid, result: { status: 'Success' }, convertedObjects } };
  }
  const object: unknown = request.at('object').value;
  const message = isManifest(object) ? refuse(object) : undefined;
  const response = message === undefined ? { uid, allowed: true } : { uid, allowed: false, status: { message } };
  return { ...review, request: null, response };
}
