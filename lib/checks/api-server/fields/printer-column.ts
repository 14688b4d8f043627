import type { Field } from '../../../manifest/objects/field';
import { emptyText, invalid, required } from '../../field-error';
import type { Problem } from '../../finding';

const formats = ['byte', 'date', 'date-time', 'double', 'float', 'int32', 'int64', 'password'];
const types = ['boolean', 'date', 'integer', 'number', 'string'];

/** A column that `kubectl get` prints has a title, a type, and a path to its value. */
export function* printerColumnProblems(column: Field): Iterable<Problem> {
  const [type, path] = [column.at('type'), column.at('jsonPath')];
  yield* emptyText(column.at('name'), 'give the column a title');
  if (type.value === '') yield required(type, `must be one of ${types.join(',')}`, 'use string');
  else if (type.text !== undefined && !types.includes(type.text)) {
    yield invalid(type, `must be one of ${types.join(',')}`, 'use one of them');
  }
  const format = column.at('format');
  if (format.text !== undefined && format.text !== '' && !formats.includes(format.text)) {
    yield invalid(format, `must be one of ${formats.join(',')}`, 'use one of them, or leave it out');
  }
  yield* emptyText(path, 'say where the value stands, such as .status.phase');
  if (path.text !== undefined && path.text !== '' && !path.text.startsWith('.')) {
    yield invalid(path, 'must be a simple json path starting with .', `use .${path.text}`);
  }
}
