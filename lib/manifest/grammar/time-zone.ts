/** What is wrong with the name of a time zone; undefined where it is one. */
export function timeZoneError(name: string): string | undefined {
  if (name === '') return 'timeZone must be nil or non-empty string';
  const isName = name.split('/').every((part) => /^(?!-)(?!\.{1,2}$)[A-Za-z.\-_0-9+]{1,14}$/.test(part));
  if (!isName) return `unknown time zone ${name}`;
  if (name.toLowerCase() === 'local') {
    return 'timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones';
  }
  return isKnown(name) ? undefined : `unknown time zone ${name}`;
}

function isKnown(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).format(0) !== '';
  } catch {
    return false;
  }
}
