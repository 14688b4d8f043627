import { EVENT_ID, getScalarValue, type Event } from 'js-yaml';

/** A key that stood in the same map before, and where it stands. */
export interface DuplicateKey {
  readonly key: string;
  readonly offset: number;
}

interface Collection {
  readonly keys: Set<string> | undefined;
  atKey: boolean;
}

/** All keys of a document that their map has already. */
export function duplicateKeys(events: readonly Event[], source: string): readonly DuplicateKey[] {
  const duplicates: DuplicateKey[] = [];
  const open: Collection[] = [];
  const passValue = () => {
    const around = open.at(-1);
    if (around?.keys !== undefined) around.atKey = !around.atKey;
  };
  let offset = 0;
  for (const event of events) {
    // An empty key stands nowhere: the place before it is the nearest that can be named.
    if ('valueStart' in event && event.valueStart >= 0) offset = event.valueStart;
    switch (event.type) {
      case EVENT_ID.MAPPING:
        open.push({ keys: new Set(), atKey: true });
        break;
      case EVENT_ID.SEQUENCE:
      case EVENT_ID.DOCUMENT:
        open.push({ keys: undefined, atKey: false });
        break;
      case EVENT_ID.SCALAR: {
        const around = open.at(-1);
        if (around?.keys !== undefined && around.atKey) {
          const key = getScalarValue(source, event);
          if (around.keys.has(key) && key !== '<<') duplicates.push({ key, offset });
          around.keys.add(key);
        }
        passValue();
        break;
      }
      case EVENT_ID.ALIAS:
        passValue();
        break;
      case EVENT_ID.POP:
        open.pop();
        passValue();
        break;
    }
  }
  return duplicates;
}
