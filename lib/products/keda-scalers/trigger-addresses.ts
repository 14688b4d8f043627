import { scalerOf } from './scalers';
import type { WrittenTrigger } from './trigger';

/** A place that KEDA connects to for a trigger. */
export interface TriggerAddress {
  /** The field that says it. */
  readonly field: string;
  readonly host: string;
  /** Left out where the field does not say it, and its scheme has none by default. */
  readonly port?: number;
}

const defaultPorts: Readonly<Record<string, number>> = { http: 80, https: 443, amqp: 5672, amqps: 5671 };

/** Where KEDA connects to for a trigger, as far as its metadata says it. */
export function triggerAddresses({ type, metadata }: WrittenTrigger): readonly TriggerAddress[] {
  const scaler = scalerOf(type);
  if (scaler === undefined) return [];
  const ofFields = Object.entries(scaler.fields).flatMap(([field, { options }]): readonly TriggerAddress[] => {
    const value = metadata[field];
    if (value === undefined || options.address === undefined) return [];
    return options.address === 'url'
      ? urlAddress(field, value)
      : value.split(',').flatMap((each) => hostAddress(field, each));
  });
  const { hostAndPort } = scaler;
  const host = hostAndPort === undefined ? undefined : metadata[hostAndPort.host];
  if (hostAndPort === undefined || host === undefined) return ofFields;
  const port = Number(metadata[hostAndPort.port]);
  return [...ofFields, { field: hostAndPort.host, host, ...(Number.isInteger(port) ? { port } : {}) }];
}

function urlAddress(field: string, value: string): readonly TriggerAddress[] {
  const address = addressOfUrl(value);
  return address === undefined ? [] : [{ field, ...address }];
}

/** Host and port of a URL: its own port, or that of its scheme; undefined where it is none. */
export function addressOfUrl(value: string): Omit<TriggerAddress, 'field'> | undefined {
  const match = /^([a-z][a-z0-9+.-]*):\/\/(?:[^@/?#]*@)?([^:/?#]+)(?::(\d+))?/i.exec(value);
  if (match === null) return undefined;
  const [, scheme = '', host = '', written] = match;
  const port = written === undefined ? defaultPorts[scheme.toLowerCase()] : Number(written);
  return { host, ...(port === undefined ? {} : { port }) };
}

function hostAddress(field: string, value: string): readonly TriggerAddress[] {
  const match = /^\s*([^\s:/]+)(?::(\d+))?\s*$/.exec(value);
  if (match === null) return urlAddress(field, value.trim());
  const [, host = '', port] = match;
  return [{ field, host, ...(port === undefined ? {} : { port: Number(port) }) }];
}
