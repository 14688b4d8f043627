import type { Field } from '../../manifest/objects/field';
import type { Control, Evaluate } from './control';
import { distinct, plural, quoted, setters } from './wording';

const typesSince0 = ['', 'container_t', 'container_init_t', 'container_kvm_t'];
const typesSince31 = [...typesSince0, 'container_engine_t'];

/** A pod may choose among the SELinux types that are made for containers, and no user or role. */
export const seLinuxOptions: Control = {
  id: 'seLinuxOptions',
  level: 'baseline',
  fix: `leave user and role out, and set type to one of ${typesSince0.slice(1).join(', ')}, or leave it out`,
  versions: [
    { since: 0, evaluate: onlyTypes(typesSince0) },
    { since: 31, evaluate: onlyTypes(typesSince31) },
  ],
};

function onlyTypes(allowed: readonly string[]): Evaluate {
  const forbiddenIn = (options: Field): readonly Field[] => [
    ...(allowed.includes(options.at('type').text ?? '') ? [] : [options.at('type')]),
    ...[options.at('user'), options.at('role')].filter(({ text }) => (text ?? '') !== ''),
  ];
  return ({ securityContext, containers }) => {
    const byPod = forbiddenIn(securityContext.at('seLinuxOptions'));
    const byContainer = containers.map((container) => ({
      container,
      fields: forbiddenIn(container.securityContext.at('seLinuxOptions')),
    }));
    const fields = [...byPod, ...byContainer.flatMap((bad) => bad.fields)];
    const [first] = fields;
    if (first === undefined) return undefined;
    const who = setters(
      byPod.length > 0,
      byContainer.filter((bad) => bad.fields.length > 0).map(({ container }) => container),
    );
    return {
      reason: 'seLinuxOptions',
      detail: `${who} set forbidden securityContext.seLinuxOptions: ${describe(fields)}`,
      field: first,
    };
  };
}

function describe(fields: readonly Field[]): string {
  const types = distinct(fields.filter(({ name }) => name === 'type').map(({ text }) => text ?? ''));
  return [
    ...(types.length === 0 ? [] : [`${plural(types.length, 'type')} ${quoted(types)}`]),
    ...(fields.some(({ name }) => name === 'user') ? ['user may not be set'] : []),
    ...(fields.some(({ name }) => name === 'role') ? ['role may not be set'] : []),
  ].join('; ');
}
