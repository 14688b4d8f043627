/** The units of durations that meshes have in common, and their milliseconds; the largest first. */
export const durationUnits = [
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
  ['ms', 1],
] as const;
