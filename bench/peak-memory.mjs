// Loaded before the command that is measured: says at its end how much memory it held at the most.
import { writeFileSync } from 'node:fs';

process.on('exit', () => {
  const file = process.env.LEEWAY_PEAK_FILE;
  if (file) writeFileSync(file, String(process.resourceUsage().maxRSS / 1000));
});
