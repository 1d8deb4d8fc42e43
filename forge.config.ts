import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { MakerDeb } from '@electron-forge/maker-deb';
import { MakerDMG } from '@electron-forge/maker-dmg';
import { MakerSquirrel } from '@electron-forge/maker-squirrel';
import { MakerZIP } from '@electron-forge/maker-zip';
import { FusesPlugin } from '@electron-forge/plugin-fuses';
import { VitePlugin } from '@electron-forge/plugin-vite';
import type { ForgeConfig } from '@electron-forge/shared-types';
import { FuseV1Options, FuseVersion } from '@electron/fuses';
import { build } from 'vite';
import { copyNativeFiles } from './tools/native-files.ts';
import { copyReceiptEngines } from './tools/receipt-engines.ts';
import { thirdPartyNotices } from './tools/third-party-notices.ts';

const root = import.meta.dirname;

/** `file` is a path from the project, with a leading slash: bundles and the built page go into the package. */
export function isPackaged(file: string): boolean {
  return ['/.vite', '/dist/renderer', '/package.json'].some(
    (kept) => file === '' || file === kept || file.startsWith(`${kept}/`) || kept.startsWith(`${file}/`),
  );
}

const config: ForgeConfig = {
  packagerConfig: {
    name: 'Saldo',
    executableName: 'saldo',
    appBundleId: 'app.saldo.desktop',
    appCategoryType: 'public.app-category.finance',
    // Compiled libraries are loaded by the system, which cannot look into an archive.
    asar: { unpack: '**/*.{node,so,so.*,dylib,dll}' },
    // Shown by macOS before the microphone is opened for the first time.
    extendInfo: { NSMicrophoneUsageDescription: 'Saldo listens while you say a transaction. Recordings stay on this Mac and are not kept.' },
    extraResource: ['migrations', 'models'].map((name) => join(root, name)).filter((path) => existsSync(path)),
    ignore: (file) => !isPackaged(file),
  },
  // Native code comes prebuilt for Node-API: nothing is compiled for Electron.
  rebuildConfig: { onlyModules: [] },
  hooks: {
    generateAssets: async () => {
      await build({ configFile: join(root, 'vite.renderer.config.ts'), logLevel: 'warn' });
    },
    packageAfterCopy: async (_config, buildPath, _electronVersion, platform, arch) => {
      const bundles = join(buildPath, '.vite', 'build');
      copyNativeFiles(bundles, platform, arch);
      copyReceiptEngines(bundles, platform, arch);
      writeFileSync(join(dirname(buildPath), 'THIRD-PARTY-NOTICES.txt'), thirdPartyNotices());
    },
  },
  makers: [
    new MakerSquirrel({ name: 'Saldo' }, ['win32']),
    new MakerDMG({}, ['darwin']),
    new MakerZIP({}, ['darwin', 'linux']),
    new MakerDeb({ options: { bin: 'saldo', categories: ['Office'], section: 'misc' } }, ['linux']),
  ],
  plugins: [
    new VitePlugin({
      build: [
        { entry: 'src/main/main.ts', config: 'vite.main.config.ts', target: 'main' },
        { entry: 'src/preload/preload.ts', config: 'vite.preload.config.ts', target: 'preload' },
      ],
      renderer: [],
    }),
    new FusesPlugin({
      version: FuseVersion.V1,
      [FuseV1Options.RunAsNode]: false,
      [FuseV1Options.EnableCookieEncryption]: true,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
      [FuseV1Options.EnableNodeCliInspectArguments]: false,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
      [FuseV1Options.OnlyLoadAppFromAsar]: true,
      [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
    }),
  ],
};

export default config;
