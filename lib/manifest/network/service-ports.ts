import { Field } from '../objects/field';
import { parseLabels, type Labels } from '../objects/label-selector';
import type { Manifest } from '../objects/manifest';

/** A port of a Service, with what the API server fills in where the manifest is silent. */
export interface ServicePort {
  readonly field: Field;
  /** `''` where the port has no name. */
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
  /** Number, or name of a container port; the port itself where the manifest gives none. */
  readonly targetPort: number | string;
}

/** The ports of a Service that can be read; the schema check reports the others. */
export function servicePortsOf(service: Manifest): readonly ServicePort[] {
  return Field.root(service).at('spec', 'ports').items().flatMap(readPort);
}

/** The port of a Service that a number or a name means. */
export function findServicePort(service: Manifest, wanted: number | string): ServicePort | undefined {
  return servicePortsOf(service).find(({ name, port }) => (typeof wanted === 'number' ? port : name) === wanted);
}

/** The labels that a Service selects pods by; undefined where its endpoints come from elsewhere. */
export function serviceSelectorOf(service: Manifest): Labels | undefined {
  const spec = Field.root(service).at('spec');
  if (spec.at('type').text === 'ExternalName') return undefined;
  const selector = parseLabels(spec.at('selector').value);
  return selector === undefined || Object.keys(selector).length === 0 ? undefined : selector;
}

/** The ports of a Service as messages list them: `http (80), grpc (9000)`. */
export function formatServicePorts(service: Manifest): string {
  const ports = servicePortsOf(service).map(({ name, port }) => (name === '' ? `${port}` : `${name} (${port})`));
  return ports.length === 0 ? 'none' : ports.join(', ');
}

function readPort(field: Field): ServicePort[] {
  const port = field.at('port').number;
  if (port === undefined) return [];
  const name = field.at('name').text ?? '';
  const protocol = field.at('protocol').text ?? 'TCP';
  return [{ field, name, port, protocol, targetPort: portReference(field.at('targetPort')) ?? port }];
}

/** A port by number or by name, as in `targetPort`; zero and the empty string mean that none is given. */
function portReference({ number, text }: Field): number | string | undefined {
  if (number !== undefined && number !== 0) return number;
  return text === '' ? undefined : text;
}
