import { brokenRule, matchesWhole, patternRule } from '../../../manifest/grammar/pattern-rule';

const configKey = '[-._a-zA-Z0-9]+';
const variableName = '[-._a-zA-Z][-._a-zA-Z0-9]*';

/** What a text breaks of the grammar of a key in a ConfigMap or a Secret, which becomes a file's name. */
export function configKeyErrors(key: string): readonly string[] {
  const rule = patternRule(
    "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
    configKey,
    'key.name',
    'KEY_NAME',
    'key-name',
  );
  return [
    ...brokenRule(key.length > 253, 'must be no more than 253 characters'),
    ...brokenRule(!matchesWhole(configKey, key), rule),
    ...dotErrors(key),
  ];
}

/** What a text breaks of the grammar of an environment variable's name before Kubernetes 1.32. */
export function variableNameErrors(name: string): readonly string[] {
  const rule = patternRule(
    "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', " +
      'and must not start with a digit',
    variableName,
    'my.env-name',
    'MY_ENV.NAME',
    'MyEnvName1',
  );
  return [...brokenRule(!matchesWhole(variableName, name), rule), ...dotErrors(name)];
}

/** What a text breaks of the grammar of an environment variable's name since Kubernetes 1.32. */
export function relaxedVariableNameErrors(name: string): readonly string[] {
  const rule = "a valid environment variable name must consist only of printable ASCII characters other than '='";
  return brokenRule(!/^[\x20-\x3c\x3e-\x7e]*$/.test(name), rule);
}

function dotErrors(text: string): readonly string[] {
  if (text === '.') return ["must not be '.'"];
  if (text === '..') return ["must not be '..'"];
  return brokenRule(text.startsWith('..'), "must not start with '..'");
}
