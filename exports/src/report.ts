// node report.ts FOLDER ENTRIES: writes a report of each entry (JSON: the report's name, the folder of its package, its declarations) to FOLDER.
import { basename, dirname, join } from 'node:path';
import {
  CompilerState,
  Extractor,
  ExtractorConfig,
  ExtractorLogLevel,
  type IConfigFile,
} from '@microsoft/api-extractor';

interface Entry {
  /** Below FOLDER. */
  readonly report: string;
  readonly folder: string;
  readonly file: string;
}

const [into = '', list = '[]'] = process.argv.slice(2);
const entries: readonly Entry[] = JSON.parse(list);
const quiet = { default: { logLevel: ExtractorLogLevel.None } };

const configs = entries.map(({ report, folder, file }) => {
  const configObject: IConfigFile = {
    projectFolder: folder,
    mainEntryPointFilePath: file,
    newlineKind: 'lf',
    compiler: {
      overrideTsconfig: {
        compilerOptions: {
          strict: true,
          target: 'esnext',
          module: 'nodenext',
          moduleResolution: 'nodenext',
          lib: ['esnext', 'dom'],
          types: ['node'],
        },
        files: [file],
      },
    },
    apiReport: {
      enabled: true,
      includeForgottenExports: true,
      reportFileName: basename(report),
      reportFolder: join(into, dirname(report)),
      reportTempFolder: join(into, 'temp'),
    },
    docModel: { enabled: false },
    dtsRollup: { enabled: false },
    tsdocMetadata: { enabled: false },
    messages: { compilerMessageReporting: quiet, extractorMessageReporting: quiet, tsdocMessageReporting: quiet },
  };
  const packageJsonFullPath = join(folder, 'package.json');
  return ExtractorConfig.prepare({ configObject, configObjectFullPath: undefined, packageJsonFullPath });
});

// One program for all: most of the time is its.
const [first, ...others] = configs;
if (!first) throw new Error('No entries are given.');
const compilerState = CompilerState.create(first, {
  additionalEntryPoints: others.map(({ mainEntryPointFilePath }) => mainEntryPointFilePath),
});
for (const config of configs) {
  const { succeeded } = Extractor.invoke(config, {
    compilerState,
    localBuild: true,
    messageCallback: (message) => {
      message.handled = message.logLevel !== ExtractorLogLevel.Error;
    },
  });
  if (!succeeded) throw new Error(`API Extractor failed for ${config.mainEntryPointFilePath}`);
}
