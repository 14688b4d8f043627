import { isJsonArray, isJsonObject, type JsonValue } from '../../../lib/manifest/objects/json';

/** A value that was sent and did not come back as it was. */
export interface Drift {
  readonly path: string;
  readonly sent: JsonValue;
  /** What came back; undefined where nothing did. */
  readonly returned: JsonValue | undefined;
}

/**
 * Every value that was sent and is gone or another one in what came back. What the server adds is none: defaults and
 * `managedFields` are its own. A list that came back shorter or longer is one drift, of the whole list.
 */
export function findDrift(sent: JsonValue, returned: JsonValue | undefined, path = ''): Drift[] {
  if (isJsonObject(sent) && isJsonObject(returned)) {
    return Object.entries(sent).flatMap(([key, value]) =>
      value === undefined ? [] : findDrift(value, returned[key], joinField(path, key)),
    );
  }
  if (isJsonArray(sent) && isJsonArray(returned) && sent.length === returned.length) {
    return sent.flatMap((item, index) => findDrift(item, returned[index], `${path}[${index}]`));
  }
  return sent === returned ? [] : [{ path, sent, returned }];
}

/** What became of the value, in one line. */
export function formatDrift({ sent, returned }: Drift): string {
  return returned === undefined
    ? `${JSON.stringify(sent)} was sent and is gone`
    : `${JSON.stringify(sent)} was sent and came back as ${JSON.stringify(returned)}`;
}

function joinField(path: string, key: string): string {
  if (!/^[A-Za-z_][\w-]*$/.test(key)) return `${path}[${key}]`;
  return path === '' ? key : `${path}.${key}`;
}
