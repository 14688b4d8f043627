import type { HttpRule } from './connection';

/**
 * Throws where rules about requests would not restrict what they seem to: an empty list stands for "anything" in every
 * mesh, and a `*` that is not `/*` at the end matches more in one than in the other.
 */
export function assertHttpRules(where: string, rules: readonly HttpRule[]): void {
  assertNotEmpty(where, 'http', rules);
  rules.forEach(({ methods, paths }, index) => {
    if (methods === undefined && paths === undefined)
      throw new Error(
        `${where}: http[${index}]: Required value: methods or paths: without either the rule allows anything; leave "http" out for that`,
      );
    if (methods !== undefined) {
      assertNotEmpty(where, `http[${index}].methods`, methods);
      for (const method of methods) {
        if (!/^[A-Z][A-Z-]*$/.test(method))
          throw invalid(where, `http[${index}].methods`, method, 'must be an HTTP method in capitals, such as "GET"');
      }
    }
    if (paths !== undefined) {
      assertNotEmpty(where, `http[${index}].paths`, paths);
      for (const path of paths) {
        if (!/^\/[^*?#{}\s]*$/.test(path.replace(/\/\*$/, '/')))
          throw invalid(
            where,
            `http[${index}].paths`,
            path,
            'must begin with "/", and have no query; "/*" at the end stands for everything below',
          );
      }
    }
  });
}

function assertNotEmpty(where: string, field: string, values: readonly unknown[]): void {
  if (values.length === 0)
    throw new Error(`${where}: ${field}: Invalid value: []: an empty list would allow anything: leave it out for that`);
}

function invalid(where: string, field: string, value: string, rule: string): Error {
  return new Error(`${where}: ${field}: Invalid value: ${JSON.stringify(value)}: ${rule}`);
}
