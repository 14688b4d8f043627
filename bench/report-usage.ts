import { writeSync } from 'node:fs';

// Loaded before a measured program (`node --require`): at its end, tells the parent on file descriptor 3 what it took.
process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  writeSync(3, JSON.stringify({ peakKilobytes: maxRSS, cpuMicroseconds: userCPUTime + systemCPUTime }));
});
