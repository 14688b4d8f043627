import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

// Writes what users can import, with its types, to docs/api/: one report a subpath, from the built declarations. What no
// subpath exports is named where it is used, and no more. With --check nothing is written, and a report that differs fails.

const { CompilerState, Extractor, ExtractorConfig } = createRequire(import.meta.url)('@microsoft/api-extractor');

const root = dirname(fileURLToPath(import.meta.url));
const reportFolder = join(root, 'docs/api');
const reportTempFolder = join(root, 'build/api');
const check = process.argv.includes('--check');
const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

for (const folder of [reportFolder, reportTempFolder]) mkdirSync(folder, { recursive: true });

const configs = Object.entries(exports).flatMap(([subpath, { types }]) =>
  types === undefined ? [] : [configOf(subpath === '.' ? 'root' : subpath.slice('./'.length), types)],
);
const [first] = configs;
const compilerState = CompilerState.create(first, {
  additionalEntryPoints: configs.map(({ mainEntryPointFilePath }) => mainEntryPointFilePath),
});
const stale = configs.filter((config) => {
  const { apiReportChanged } = Extractor.invoke(config, {
    localBuild: !check,
    compilerState,
    messageCallback(message) {
      message.handled = message.logLevel !== 'error';
    },
  });
  return apiReportChanged;
});
for (const { reportFilePath } of stale)
  console.log(
    `${relative(root, reportFilePath)} ${
      check
        ? 'is not what users can import: run npm run api, look at the difference, and announce it in CHANGELOG.md'
        : 'written'
    }`,
  );
if (check && stale.length > 0) process.exitCode = 1;

function configOf(name, types) {
  return ExtractorConfig.prepare({
    configObject: {
      projectFolder: root,
      mainEntryPointFilePath: join(root, types),
      compiler: { tsconfigFilePath: join(root, 'tsconfig.json') },
      newlineKind: 'lf',
      apiReport: {
        enabled: true,
        reportFileName: `${name}.api.md`,
        reportFolder,
        reportTempFolder,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        compilerMessageReporting: { default: { logLevel: 'error' } },
        extractorMessageReporting: { default: { logLevel: 'none' } },
        tsdocMessageReporting: { default: { logLevel: 'none' } },
      },
    },
    configObjectFullPath: undefined,
    packageJsonFullPath: join(root, 'package.json'),
  });
}
