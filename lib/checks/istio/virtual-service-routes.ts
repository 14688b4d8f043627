import { Field } from '../../manifest/objects/field';
import type { Manifest } from '../../manifest/objects/manifest';

const protocols = ['http', 'tls', 'tcp'] as const;

/** One rule of a VirtualService. */
export interface VirtualServiceRule {
  readonly protocol: (typeof protocols)[number];
  readonly field: Field;
}

/** The rules of a VirtualService: those for HTTP first, then TLS, then TCP. */
export function rulesOf(manifest: Manifest): readonly VirtualServiceRule[] {
  const spec = Field.root(manifest).at('spec');
  return protocols.flatMap((protocol) =>
    spec
      .at(protocol)
      .items()
      .map((field) => ({ protocol, field })),
  );
}

/** Every `destination` that a VirtualService sends requests, or copies of them, to. */
export function destinationsOf(manifest: Manifest): readonly Field[] {
  return rulesOf(manifest).flatMap(({ field }) => [
    ...field
      .at('route')
      .items()
      .map((route) => route.at('destination')),
    ...field
      .at('mirrors')
      .items()
      .map((mirror) => mirror.at('destination')),
    ...(field.at('mirror').map === undefined ? [] : [field.at('mirror')]),
  ]);
}

/** Whether the rules hold for calls between workloads, which go through no gateway. */
export function isForMesh(manifest: Manifest): boolean {
  const gateways = Field.root(manifest).at('spec', 'gateways').items();
  return gateways.length === 0 || gateways.some(({ text }) => text === 'mesh');
}
