import { cronScheduleError } from '../../../lib/manifest/grammar/cron-schedule';

test.each(['* * * * *', '*/15 0-23/2 1,15 JAN-mar Sun', '5/10 * ? * *', '@daily', '@every 90s', '@every 1h30m'])(
  '%s is a schedule',
  (schedule) => {
    expect(cronScheduleError(schedule)).toBeUndefined();
  },
);

test.each([
  ['', 'empty spec string'],
  ['* * * *', 'expected exactly 5 fields, found 4: [* * * *]'],
  ['60 * * * *', 'end of range (60) above maximum (59): 60'],
  ['* * 0 * *', 'beginning of range (0) below minimum (1): 0'],
  ['* 5-3 * * *', 'beginning of range (5) beyond end of range (3): 5-3'],
  ['*/0 * * * *', 'step of range should be a positive number: */0'],
  ['1-2-3 * * * *', 'too many hyphens: 1-2-3'],
  ['1/2/3 * * * *', 'too many slashes: 1/2/3'],
  ['* * * * 7', 'end of range (7) above maximum (6): 7'],
  ['x * * * *', 'failed to parse int from x: strconv.Atoi: parsing "x": invalid syntax'],
  ['@sometimes', 'unrecognized descriptor: @sometimes'],
])('%j is none: %s', (schedule, error) => {
  expect(cronScheduleError(schedule)).toBe(error);
});
